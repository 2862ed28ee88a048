import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { Position, Window } from '../port/listing.js';

/** The position of a row in a list that is ordered by creation. */
export function positionOf(row: { created_at: number }, id: string): Position {
  return { key: Number(row.created_at), id };
}

/** How many rows a window skips; a window after a position skips none. */
export function offsetOf(window: Window): number {
  return window.after ? 0 : (window.offset ?? 0);
}

/** Holds for the rows that come after the position of a window, and for all where it has none. */
export function afterPosition({ after }: Window, createdAt: string, id: string): RawBuilder<boolean> {
  return after
    ? sql<boolean>`(${sql.ref(createdAt)}, ${sql.ref(id)}) > (${after.key}, ${after.id})`
    : sql<boolean>`1 = 1`;
}

/** How many rows a query finds. */
export async function countRows<Table extends keyof Tables>(
  query: SelectQueryBuilder<Tables, Table, object>,
): Promise<number> {
  const { count } = await query
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
