import { type CompiledQuery, sql } from 'kysely';
import type { Queries } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import type { CountRow, SourceRow } from './rows.js';

/** Rows in one statement. */
const rowsAtOnce = 50;

/** Adds rows to those that are there with the same key. */
export interface Additions {
  counts(queries: Queries, rows: readonly CountRow[]): Promise<void>;
  sources(queries: Queries, rows: readonly SourceRow[]): Promise<void>;
}

export function additions({ engine: { db, shared } }: TenantContext): Additions {
  const counts = inStatements<CountRow>(
    (rows) =>
      db
        .insertInto('usage_counts')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'client_id', 'credential_id', 'step', 'at', 'api', 'outcome'])
            .doUpdateSet((eb) => ({
              count: eb('usage_counts.count', '+', eb.ref('excluded.count')),
              last_at: greater('usage_counts.last_at', 'excluded.last_at'),
              alive_until: greater('usage_counts.alive_until', 'excluded.alive_until'),
            })),
        )
        .compile(),
    orderedBy(
      shared,
      (row) => `${row.client_id} ${row.credential_id} ${row.step} ${row.at} ${row.api} ${row.outcome}`,
    ),
  );
  const sources = inStatements<SourceRow>(
    (rows) =>
      db
        .insertInto('usage_sources')
        .values(rows)
        .onConflict((conflict) =>
          conflict
            .columns(['tenant_id', 'client_id', 'credential_id', 'kind', 'value'])
            .doUpdateSet((eb) => ({
              count: eb('usage_sources.count', '+', eb.ref('excluded.count')),
              last_at: greater('usage_sources.last_at', 'excluded.last_at'),
            })),
        )
        .compile(),
    orderedBy(shared, (row) => `${row.client_id} ${row.credential_id} ${row.kind} ${row.value}`),
  );
  return { counts, sources };
}

/** Two engines have two names for it. */
function greater(one: string, other: string) {
  const [a, b] = [sql.ref<number>(one), sql.ref<number>(other)];
  return sql<number>`case when ${a} > ${b} then ${a} else ${b} end`;
}

/** Compiles the statement for each number of rows once; compiling it each time would cost as much as running it. */
function inStatements<Row extends object>(
  compile: (rows: readonly Row[]) => CompiledQuery,
  order: (rows: readonly Row[]) => readonly Row[],
) {
  const compiled = new Map<number, CompiledQuery>();
  return async (queries: Queries, rows: readonly Row[]): Promise<void> => {
    const ordered = order(rows);
    for (let from = 0; from < ordered.length; from += rowsAtOnce) {
      const some = ordered.slice(from, from + rowsAtOnce);
      const known = compiled.get(some.length) ?? compile(some);
      compiled.set(some.length, known);
      const parameters = some.flatMap((row): unknown[] => Object.values(row));
      await queries.executeQuery({ ...known, parameters });
    }
  };
}

/** In one order on all servers, so that two of them that write the same rows do not wait for each other. */
function orderedBy<Row>(shared: boolean, keyOf: (row: Row) => string) {
  return (rows: readonly Row[]): readonly Row[] => {
    if (!shared) return rows;
    return rows
      .map((row) => ({ row, key: keyOf(row) }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ row }) => row);
  };
}
