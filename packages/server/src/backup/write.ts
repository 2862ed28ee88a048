import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { OperatorError } from '../errors/operator-error.js';
import type { OpenDatabase } from '../storage/database/engine.js';
import type { Database } from '../storage/database/tables.js';
import {
  type BackupHeader,
  type BackupTrailer,
  type BackupValue,
  isValue,
  type TableLine,
} from './format.js';
import { inSnapshot, type PresentTable, presentTables, registryFacts } from './snapshot.js';
import { logTable } from './tables.js';

/** What a backup is made of and leaves out. */
export interface BackupOptions {
  /** Milliseconds since the epoch. */
  now: number;
  /** Leaves the log out, which is often most of a database. */
  withoutLog?: boolean;
  /** Called during the backup with the number of rows read so far. */
  onProgress?: (rows: number) => void;
}

/** What was backed up. */
export interface BackupSummary {
  header: BackupHeader;
  /** How many rows of each table. */
  rows: Record<string, number>;
}

/** Takes the text of a backup piece by piece, and is waited for. */
export type BackupSink = (text: string) => Promise<void>;

/** Rows that are read at once; the largest objects have 256 KB, APIs, of which there are fewer, 1 MB. docs/decisions/0073 */
const pageSize = 250;

/**
 * Reads a whole registry from one snapshot, page by page, while it is served and written. docs/decisions/0052
 * @throws OperatorError where there is nothing to back up.
 */
export function writeBackup(
  engine: OpenDatabase,
  options: BackupOptions,
  sink: BackupSink,
): Promise<BackupSummary> {
  return inSnapshot(engine, async (snapshot) => {
    const header = await headerOf(snapshot, options);
    const hash = createHash('sha256');
    const write = (text: string) => {
      hash.update(text);
      return sink(text);
    };
    await write(lineOf(header));
    const rows: Record<string, number> = {};
    let total = 0;
    for (const table of await presentTables(snapshot)) {
      if (header.without.includes(table.name)) continue;
      const opening: TableLine = { table: table.name, columns: table.columns.map(({ name }) => name) };
      await write(lineOf(opening));
      rows[table.name] = 0;
      for await (const page of pagesOf(snapshot.db, table, options.now)) {
        await write(page.map(lineOf).join(''));
        rows[table.name] = (rows[table.name] ?? 0) + page.length;
        total += page.length;
        options.onProgress?.(total);
      }
    }
    const trailer: BackupTrailer = { end: 'clientele backup', rows, sha256: hash.digest('hex') };
    await sink(lineOf(trailer));
    return { header, rows };
  });
}

async function headerOf(snapshot: OpenDatabase, { now, withoutLog }: BackupOptions): Promise<BackupHeader> {
  const { schema, instanceKeyIds, clientSecrets } = await registryFacts(snapshot);
  if (schema === undefined)
    throw new OperatorError(
      'the database is empty, so there is nothing to back up: check that it is the right one',
    );
  return {
    format: 'clientele backup',
    version: 1,
    schema,
    instance_keys: instanceKeyIds,
    client_secrets: clientSecrets ?? null,
    created_at: new Date(now).toISOString(),
    engine: snapshot.name,
    without: withoutLog ? [logTable] : [],
  };
}

function lineOf(content: object): string {
  return `${JSON.stringify(content)}\n`;
}

/** The rows of a table in the order of its key, each page after the last row of the one before. */
async function* pagesOf(
  snapshot: Database,
  { name, key, columns, until, madeByRestore }: PresentTable,
  now: number,
): AsyncGenerator<BackupValue[][]> {
  const keyColumns = sql.join(key.map((column) => sql.ref(column)));
  const lasting = until === undefined ? sql`1 = 1` : sql`${sql.ref(until)} >= ${now}`;
  const wanted = madeByRestore === undefined ? sql`1 = 1` : sql`${sql.ref(key[0] ?? '')} <> ${madeByRestore}`;
  let after = sql`1 = 1`;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${sql.join(columns.map((column) => sql.ref(column.name)))} from ${sql.table(name)}
      where ${after} and ${lasting} and ${wanted} order by ${keyColumns} limit ${sql.lit(pageSize)}`.execute(
      snapshot,
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => columns.map((column) => keptValue(row[column.name], column)));
    if (rows.length < pageSize) return;
    after = sql`(${keyColumns}) > (${sql.join(key.map((column) => last[column]))})`;
  }
}

// Drivers hand out whole numbers of eight bytes as numbers or as digits.
function keptValue(value: unknown, { name, wholeNumber }: PresentTable['columns'][number]): BackupValue {
  const plain = wholeNumber && value !== null ? Number(value) : value;
  if (isValue(plain)) return plain;
  throw new OperatorError(`a column ${name} holds a ${typeof value} that a backup cannot keep`);
}
