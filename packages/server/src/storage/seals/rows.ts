import { sql } from 'kysely';
import { sealPrefix } from '../../crypto/seal.js';
import type { Database, Queries } from '../database/tables.js';
import { type SealedTable, sealedColumns } from './places.js';

/** A row with a sealed column, as far as a rotation looks at it. */
export interface SealedRow {
  /** What identifies it; the tenant comes first. */
  key: readonly string[];
  sealed: string | null;
  /** Of client secrets that have not ended: the key of the digest. */
  digestKey: string | undefined;
}

/** All tables with a sealed column. */
export const sealedTables: readonly SealedTable[] = [
  'signing_keys',
  'resource_servers',
  'connections',
  'client_secrets',
  'kept_answers',
];

/** Walks a table in the order of its keys, in pages; no row is locked meanwhile. */
export async function* sealedRows(
  db: Database,
  table: SealedTable,
  pageSize: number,
): AsyncGenerator<readonly SealedRow[]> {
  const { column, key } = sealedColumns[table];
  const keys = sql.join(key.map((name) => sql.ref(name)));
  // What has ended is compared with nothing that would need its key.
  const digestKey =
    table === 'client_secrets' ? sql`, case when state <> 'ended' then digest_key end as digest_key` : sql``;
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Record<string, string | null>>`
      select ${keys}, ${sql.ref(column)} as sealed_value ${digestKey} from ${sql.table(table)} ${after}
      order by ${keys} limit ${sql.lit(pageSize)}`.execute(db);
    const page = rows.map((row) => ({
      key: key.map((name) => row[name] ?? ''),
      sealed: row.sealed_value ?? null,
      digestKey: row.digest_key ?? undefined,
    }));
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = sql`where (${keys}) > (${sql.join(page.at(-1)?.key ?? [])})`;
  }
}

/** Replaces the sealed value of a row, unless it has changed since it was read; returns whether it did. */
export async function replaceSealed(
  queries: Queries,
  table: SealedTable,
  { row, values }: { row: SealedRow; values: Readonly<Record<string, string>> },
): Promise<boolean> {
  const { column, key } = sealedColumns[table];
  const set = Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  const is = key.map((name, index) => sql`${sql.ref(name)} = ${row.key[index]}`);
  const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.join(set)}
    where ${sql.join(is, sql` and `)} and ${sql.ref(column)} = ${row.sealed}`.execute(queries);
  return numAffectedRows === 1n;
}

const pageSize = 500;

/** How many values are sealed under other keys than one, and how many client secrets are digested under which. */
export async function surveySeals(
  db: Database,
  keyId: string,
): Promise<{ earlier: number; digests: Map<string, number> }> {
  let earlier = 0;
  const digests = new Map<string, number>();
  for (const table of sealedTables)
    for await (const page of sealedRows(db, table, pageSize))
      for (const { sealed, digestKey } of page) {
        if (isUnderOther(sealed, keyId)) earlier += 1;
        if (digestKey !== undefined) digests.set(digestKey, (digests.get(digestKey) ?? 0) + 1);
      }
  return { earlier, digests };
}

/** Whether a value is sealed, and under another key. */
export function isUnderOther(sealed: string | null, keyId: string): sealed is string {
  return sealed !== null && !sealed.startsWith(sealPrefix(keyId));
}
