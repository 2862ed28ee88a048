import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'kysely';
import { opensRegistry, presentTables, registryFacts } from '../../backup/snapshot.js';
import type { InstanceKey } from '../../crypto/seal.js';
import { fileProblem } from '../../instance/system-error.js';
import { hasTrigramIndex, trigramIndex } from '../../storage/database/client-search.js';
import type { Engine } from '../../storage/database/engine.js';
import { pendingMigrations } from '../../storage/database/migrations/migrate.js';

import { type Finding, fail, ok, warn } from './finding.js';

const check = 'database';

/** Whether the schema is the present one (docs/architecture.md, "Storage"). */
export async function checkSchema(engine: Engine, migrates: boolean): Promise<Finding[]> {
  const pending = await pendingMigrations(engine);
  if (pending.length === 0) {
    const { schema } = await registryFacts(engine);
    return [ok('schema', `${schema} is up to date`)];
  }
  const behind = `the schema lacks ${pending.join(', ')}`;
  if (engine.name === 'postgres' && !(await mayMakeTables(engine)))
    return [
      fail(
        'schema',
        `${behind}, and this user may not create tables: run clientele migrate as the owner of the schema`,
      ),
    ];
  if (migrates)
    return [warn('schema', `${behind}: the next start migrates it, or do it now with: clientele migrate`)];
  return [fail('schema', `${behind}: migrate it with: clientele migrate`)];
}

async function mayMakeTables({ db }: Engine): Promise<boolean> {
  const { rows } = await sql<{ creates: boolean | null }>`
    select has_schema_privilege(current_schema(), 'create') as creates`.execute(db);
  return rows[0]?.creates === true;
}

/** Whether the database was made with this key and this mode (docs/architecture.md, "Keys and secrets"). */
export async function checkFacts(
  engine: Engine,
  expected: { keys: readonly InstanceKey[]; clientSecrets: string; missingKeyFile: string | undefined },
): Promise<Finding[]> {
  const { instanceKeyIds, clientSecrets } = await registryFacts(engine);
  const held = expected.keys.map(({ id }) => id);
  const missing = instanceKeyIds.find((id) => !held.includes(id));
  const findings: Finding[] = [];
  if (held.length > 0 && missing === undefined && !(await opensRegistry(engine.db, expected.keys)))
    findings.push(
      fail(
        'instance key',
        'it does not decrypt the check value in the database, which was changed: restore a backup',
      ),
    );
  if (missing !== undefined && held.length > 0)
    findings.push(
      fail(
        'instance key',
        `the database is encrypted under the key ${missing}, and the key file holds ${held.join(', ')}: name the right file with CLIENTELE_KEY_FILE or --key-file`,
      ),
    );
  const { missingKeyFile } = expected;
  if (missingKeyFile !== undefined)
    findings.push(
      missing === undefined
        ? ok('instance key', `${missingKeyFile} does not exist yet: the first start creates it`)
        : fail(
            'instance key',
            `the database is encrypted under the key ${missing}, and ${missingKeyFile} does not exist: put it back, or name the file that holds that key with CLIENTELE_KEY_FILE or --key-file`,
          ),
    );
  if (clientSecrets !== undefined && clientSecrets !== expected.clientSecrets)
    findings.push(
      fail(
        'client secrets',
        `the database stores them in mode "${clientSecrets}", not "${expected.clientSecrets}": set CLIENTELE_CLIENT_SECRETS=${clientSecrets}, or switch it with: clientele secrets mode ${expected.clientSecrets}`,
      ),
    );
  return findings;
}

/** Whether an SQLite file is whole and may be written (SQLite, "PRAGMA quick_check"). */
export async function checkSqlite({ db }: Engine, file: string): Promise<Finding[]> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(1)`.execute(db);
  const problem = rows[0]?.quick_check;
  if (problem !== 'ok')
    return [
      fail(
        check,
        `${file} is damaged (${problem}): stop the server and restore a backup with: clientele restore`,
      ),
    ];
  try {
    for (const path of [file, dirname(file)]) accessSync(path, constants.W_OK);
  } catch (error) {
    return [
      fail(
        check,
        `${file} cannot be written (${fileProblem(error)}): make it writable for the user of the server`,
      ),
    ];
  }
  const version = await sql<{ version: string }>`select sqlite_version() as version`.execute(db);
  return [ok(check, `SQLite ${version.rows[0]?.version}, ${file} is intact`)];
}

/** Whether text in clients is found by an index, and anywhere in it. docs/decisions/0086 */
export async function checkSearch({ name, db }: Engine): Promise<Finding[]> {
  if (name === 'sqlite') return [];
  if (await hasTrigramIndex(db)) return [ok('search', 'clients are searched by an index of trigrams')];
  return [
    warn(
      'search',
      `clients are found by the beginning of their name or id only: as a superuser run create extension pg_trgm, then as the owner of the schema ${trigramIndex}`,
    ),
  ];
}

/** Beyond the first, tokens of one server may look early or late to another; beyond the second, none are served. */
const noticeable = 1000;
const refused = 5000;

/** Whether a PostgreSQL database can be written by this user, and agrees with this machine on the time. */
export async function checkPostgres(
  engine: Engine,
  { now, setting = 'CLIENTELE_DATABASE_URL' }: { now: () => number; setting: string | undefined },
): Promise<Finding[]> {
  const { db } = engine;
  const begun = now();
  const { rows } = await sql<{ version: string; now: number; readonly: string }>`
    select current_setting('server_version') as version,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
      current_setting('transaction_read_only') as readonly`.execute(db);
  const offset = Math.round((rows[0]?.now ?? 0) - (begun + now()) / 2);
  return [
    ...(await checkRights(engine, rows[0]?.readonly === 'on' ? setting : undefined, rows[0]?.version)),
    ...((await mayMakeTables(engine))
      ? []
      : [warn(check, 'this user may not create tables: run clientele migrate as the owner of the schema')]),
    clockFinding(offset),
  ];
}

async function checkRights(
  engine: Engine,
  readOnlySetting: string | undefined,
  version: string | undefined,
): Promise<Finding[]> {
  if (readOnlySetting !== undefined)
    return [fail(check, `the database is read-only: name the primary in ${readOnlySetting}, not a standby`)];
  for (const { name } of await presentTables(engine)) {
    const { rows } = await sql<{ may: boolean }>`
      select has_table_privilege(${name}, 'select') and has_table_privilege(${name}, 'insert')
        and has_table_privilege(${name}, 'update') and has_table_privilege(${name}, 'delete') as may`.execute(
      engine.db,
    );
    if (!rows[0]?.may)
      return [
        fail(
          check,
          `this user lacks privileges on the table ${name}: make it the owner of the schema, or grant it select, insert, update and delete`,
        ),
      ];
  }
  return [ok(check, `PostgreSQL ${version}, writable`)];
}

function clockFinding(offset: number): Finding {
  const message = `the clocks of this machine and the database differ by ${Math.abs(offset)} ms`;
  const remedy = 'synchronize both (NTP)';
  if (Math.abs(offset) > refused) return fail('clock', `${message}: ${remedy}`);
  return Math.abs(offset) > noticeable ? warn('clock', `${message}: ${remedy}`) : ok('clock', message);
}
