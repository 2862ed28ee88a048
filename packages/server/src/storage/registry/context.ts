import type { Reader } from '../database/tables.js';
import type { LogContext } from '../log/context.js';
import type { Seals } from '../seals/seals.js';

/** What every store of a tenant's registry works with. */
export interface StoreContext extends LogContext {
  /** What is read from: the database, or the transaction of a change. */
  reader: Reader;
  seals: Seals;
  /** The identifier of the Management API; it follows from the issuer and is never stored. */
  managementIdentifier: string;
}
