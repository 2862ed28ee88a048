import type { Engine } from './engine.js';

/** What every store of a tenant works with. */
export interface TenantContext {
  engine: Engine;
  tenant: string;
  /** Milliseconds since the epoch. */
  now: () => number;
}
