import type { Durability } from './durability.js';
import type { RowLocks } from './row-locks.js';
import type { Database } from './tables.js';

/** The engines that a registry can be kept on. */
export type EngineName = 'sqlite' | 'postgres';

/** A database, or a transaction on one, and the engine that it is on. */
export interface OpenDatabase {
  readonly name: EngineName;
  readonly db: Database;
}

/** An open database, with what differs between the engines. */
export interface Engine extends OpenDatabase {
  /** Whether other servers may write to the same database at the same time. */
  readonly shared: boolean;
  readonly locks: RowLocks;
  readonly durability: Durability;
}
