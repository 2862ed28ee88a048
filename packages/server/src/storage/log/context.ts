import type { TenantContext } from '../database/tenant-context.js';

/** What it takes to write to a tenant's log. */
export interface LogContext extends TenantContext {
  /** A new id for an entry of the log, greater than all before it; where the database gives it its place, the end of one. */
  newLogId: () => string;
}
