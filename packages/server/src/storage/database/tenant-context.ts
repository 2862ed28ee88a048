import type { Database } from './tables.js';

/** What every store of a tenant works with. */
export interface TenantContext {
  db: Database;
  tenant: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}
