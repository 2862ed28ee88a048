import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../../../../../test/postgres/empty-database.js';
import { type PostgresServer, startPostgres } from '../../../../../test/postgres/postgres-server.mjs';
import { makeCertificateAuthority, makeLeaf } from '../../../src/crypto/certificate-authority.js';
import { UnavailableError } from '../../../src/storage/port/errors.js';
import { openPostgres } from '../../../src/storage/postgres/open.js';

const password = 'p4ssw0rd-nobody-may-see';
/** Whoever runs PostgreSQL where tests run as root. */
const nobody = 65534;

let folder: string;
let postgres: PostgresServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-'));
  chmodSync(folder, 0o755);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(join(folder, name), nobody, nobody);
    return join(folder, name);
  };
  const authority = await makeCertificateAuthority(new Date());
  const other = await makeCertificateAuthority(new Date());
  const leaf = await makeLeaf(authority, [{ type: 'dns', value: 'localhost' }], new Date());
  file('ca.pem', authority.certificate);
  file('other-ca.pem', other.certificate);
  postgres = await startPostgres({
    settings: {
      fsync: 'off',
      ssl: 'on',
      ssl_cert_file: file('server.pem', leaf.certificate),
      ssl_key_file: file('server.key', leaf.key),
      hba_file: file('hba.conf', 'host all clientele,common all trust\nhost all guarded all scram-sha-256\n'),
    },
  });
  await run(postgres.url, `create role guarded login password '${password}'`);
}, 120_000);
afterAll(async () => {
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** The one line with which a database is refused; it never holds a password. */
async function refusal(url: string): Promise<string> {
  const opening = openPostgres(url, { poolSize: 2 }).then((db) => db.db.destroy());
  const error: unknown = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UnavailableError)) throw error ?? new Error('it was opened');
  expect(error.message).not.toContain('\n');
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(password);
  return error.message;
}

const as = (url: string, user: string, secret = password) => url.replace('clientele@', `${user}:${secret}@`);
const overTls = (host: string, rest = '') =>
  `postgres://clientele@${host}:${postgres.port}/postgres?sslmode=verify-full${rest}`;
const withAuthority = (file: string) => `&sslrootcert=${join(folder, file)}`;

it('nobody answers at the address', async () => {
  const free = await closedPort();
  expect(await refusal(`postgres://clientele:${password}@127.0.0.1:${free}/postgres`)).toBe(
    'the database cannot be reached: it refuses connections: check that it is running, and host and port in CLIENTELE_DATABASE_URL',
  );
});

it('the host does not resolve', async () => {
  expect(await refusal(`postgres://clientele:${password}@database.invalid/postgres`)).toMatch(
    /^the database cannot be reached: its host name cannot be resolved( now)?: check the host in CLIENTELE_DATABASE_URL/,
  );
});

it('what answers is no PostgreSQL', async () => {
  const server = createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  expect(await refusal(`postgres://clientele:${password}@127.0.0.1:${portOf(server)}/postgres`)).toMatch(
    /^the database cannot be reached: .*host and port in CLIENTELE_DATABASE_URL$/,
  );
  server.close();
});

it('the password is wrong', async () => {
  expect(await refusal(as(postgres.url, 'guarded', 'another'))).toBe(
    'the database refuses this user: check user and password in CLIENTELE_DATABASE_URL, and pg_hba.conf (password authentication failed for user "guarded")',
  );
});

it('pg_hba.conf does not let the user in', async () => {
  expect(await refusal(as(postgres.url, 'stranger'))).toContain('check user and password');
});

it('there is no such database', async () => {
  expect(await refusal(postgres.url.replace(/postgres$/, 'absent'))).toBe(
    'there is no such database: make it with createdb, or name another one in CLIENTELE_DATABASE_URL (database "absent" does not exist)',
  );
});

it('the user may read only', async () => {
  const url = await postgres.emptyDatabase();
  await (await openPostgres(url, { poolSize: 2 })).db.destroy();
  await run(url, 'grant select on all tables in schema public to guarded');
  expect(await refusal(as(url, 'guarded'))).toBe(
    'this user lacks privileges on the table assertion_replays: make it the owner of the schema, or grant it select, insert, update and delete',
  );
  await run(url, 'grant all on all tables in schema public to guarded');
  await (await openPostgres(as(url, 'guarded'), { poolSize: 2, migrate: false })).db.destroy();
});

it('the user may not make tables', async () => {
  const url = await postgres.emptyDatabase();
  expect(await refusal(as(url, 'guarded'))).toBe(
    'this user lacks privileges: make it the owner of the database or of its schema (permission denied for schema public)',
  );
});

it('another program lives in the database', async () => {
  const url = await postgres.emptyDatabase();
  await run(url, 'create table customers (id int)');
  expect(await refusal(url)).toBe(
    'the database holds tables of another program: use another database, or an empty schema',
  );
});

it('a newer version has written the database', async () => {
  const url = await postgres.emptyDatabase();
  await (await openPostgres(url, { poolSize: 2 })).db.destroy();
  await run(url, `insert into kysely_migration (name, timestamp) values ('9999-later', 'now')`);
  expect(await refusal(url)).toBe(
    'the schema of the database is from a newer version (it has "9999-later"): start that version, or use another database',
  );
});

it('an older version has written the database: it is brought up to date', async () => {
  const url = await postgres.emptyDatabase();
  await (await openPostgres(url, { poolSize: 2 })).db.destroy();
  await run(
    url,
    `delete from kysely_migration where name >= '0011'`,
    'drop table failure_counts',
    'drop function keep_client_core cascade',
    'drop function client_core',
    'alter table clients drop column core, drop column search_due',
    'drop table client_search, client_metadata',
    'drop function keep_revision cascade',
    ...['clients', 'resource_servers', 'client_grants'].map(
      (table) => `alter table ${table} drop column updated_at, drop column recent_changes`,
    ),
    'drop table tenant_settings, kept_answers, kept_answer_bytes',
    'drop table console_sessions',
    'alter table log_events drop column user_id',
    'drop table usage_counts, usage_sources, usage_observers, usage_gaps',
    'drop function keep_credential_times cascade',
    'drop function keep_secret_times cascade',
    'drop function keep_secret_max_age cascade',
    'drop function follow_secret_max_age cascade',
    'alter table credentials drop column expires_at, drop column notice_at',
    'alter table clients drop column secret_max_age',
    'alter table client_secrets drop column notice_at, drop column successor_at',
    'drop index client_secrets_deadlines',
    'drop index clients_express',
    'drop trigger client_grants_insert_announced on client_grants',
    'drop index client_secrets_by_id, client_secrets_by_expiry',
    `alter table client_secrets drop column name, drop column state, drop column hint,
      drop column created_by, drop column primary_since`,
  );
  const engine = await openPostgres(url, { poolSize: 2 });
  expect(await engine.db.selectFrom('failure_counts').selectAll().execute()).toEqual([]);
  await engine.db.destroy();
});

it('the database is read-only', async () => {
  const url = await postgres.emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  await run(url, `alter database ${name} set default_transaction_read_only = on`);
  expect(await refusal(url)).toMatch(
    /^the database is read-only: name the primary in CLIENTELE_DATABASE_URL, not a standby/,
  );
});

it('the database has no connection left', async () => {
  const url = await postgres.emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  await run(postgres.url, 'create role common login', `alter database ${name} owner to common`);
  await run(postgres.url, `alter database ${name} connection limit 0`);
  expect(await refusal(url.replace('clientele@', 'common@'))).toMatch(
    /^the database has no free connection: lower CLIENTELE_DATABASE_POOL, or raise max_connections/,
  );
});

it('the server offers no TLS', async () => {
  const url = `${await emptyDatabase()}?sslmode=verify-full`;
  expect(await refusal(url)).toBe(
    'the database cannot be reached: it does not support TLS: turn it on there (ssl=on), or, if it is on this machine, set sslmode=disable in CLIENTELE_DATABASE_URL',
  );
});

it('its certificate comes from an authority that is not known here', async () => {
  const message =
    'the database cannot be reached: its certificate is not trusted here: name the authority that signed it with sslrootcert=<file> in CLIENTELE_DATABASE_URL';
  expect(await refusal(overTls('localhost'))).toBe(message);
  expect(await refusal(overTls('localhost', withAuthority('other-ca.pem')))).toBe(message);
});

it('its certificate is for another host', async () => {
  expect(await refusal(overTls('127.0.0.1', withAuthority('ca.pem')))).toBe(
    'the database cannot be reached: its certificate is for another host: use a host name in CLIENTELE_DATABASE_URL that the certificate contains',
  );
});

it('the file of the authority is not there', async () => {
  expect(await refusal(overTls('localhost', withAuthority('absent.pem')))).toBe(
    'the database cannot be reached: a file that CLIENTELE_DATABASE_URL names is not there: check sslrootcert, sslcert and sslkey, or the socket',
  );
});

it('a certificate that is trusted and names the host opens it', async () => {
  const url = (await postgres.emptyDatabase()).replace('127.0.0.1', 'localhost');
  const engine = await openPostgres(`${url}?sslmode=verify-full${withAuthority('ca.pem')}`, { poolSize: 2 });
  expect(await engine.db.selectFrom('clients').selectAll().execute()).toEqual([]);
  await engine.db.destroy();
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return address.port;
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
