import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Seals } from './seals.js';
import type { Position, Window } from './storage.js';
import type { Database, Tables } from './tables.js';

/** What every store of a tenant works with. */
export interface StoreContext {
  db: Database;
  tenant: string;
  seals: Seals;
  /** Whether client secrets can be read back, or are shown once only. */
  clientSecrets: 'readable' | 'once';
  /** The identifier of the Management API; it follows from the issuer and is never stored. */
  managementIdentifier: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A new id for an entry of the log, greater than all before it. */
  newLogId: () => string;
}

/** A connection with or without an open transaction. */
export type Queries = Database | Transaction<Tables>;

/** The position of a row in a list that is ordered by creation. */
export function positionOf(row: { created_at: number }, id: string): Position {
  return { createdAt: Number(row.created_at), id };
}

/** How many rows a window skips; a window after a position skips none. */
export function offsetOf(window: Window): number {
  return window.after ? 0 : (window.offset ?? 0);
}

/** Holds for the rows that come after the position of a window, and for all where it has none. */
export function afterPosition({ after }: Window, createdAt: string, id: string): RawBuilder<boolean> {
  return after
    ? sql<boolean>`(${sql.ref(createdAt)}, ${sql.ref(id)}) > (${after.createdAt}, ${after.id})`
    : sql<boolean>`1 = 1`;
}
