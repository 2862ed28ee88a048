import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../../../../test/postgres/empty-database.js';
import { backupToFile } from '../../src/backup/file.js';
import { loadBackup } from '../../src/backup/load.js';
import { openBackup } from '../../src/backup/read.js';
import { backupTables } from '../../src/backup/tables.js';
import { type BackupSummary, writeBackup } from '../../src/backup/write.js';
import type { Engine } from '../../src/storage/database/engine.js';
import { migrate, schemas } from '../../src/storage/database/migrations/migrate.js';
import { openStorage } from '../../src/storage/open-storage.js';
import type { Session } from '../../src/storage/port/sessions.js';
import { openPostgres, openPostgresWithoutTimeouts } from '../../src/storage/postgres/open.js';
import { openSqlite } from '../../src/storage/sqlite/open.js';
import { openSqliteDraft, openSqliteReader } from '../../src/storage/sqlite/readers.js';
import { temporaryFolder } from '../instance/temporary-folder.js';
import { instanceKey, rsa, testServer } from '../test-server.js';
import { contentOf } from './content.js';

const now = Date.UTC(2030, 0, 1);

async function backupText(engine: Engine, options: { withoutLog?: boolean } = {}) {
  let text = '';
  const summary = await writeBackup(engine, { now, ...options }, async (piece) => {
    text += piece;
  });
  return { text, summary };
}

async function loadedInto(engine: Engine, text: string | Buffer): Promise<Engine> {
  opened.push(engine);
  const backup = await openBackup(Readable.from([typeof text === 'string' ? gzipSync(text) : text]), 'it');
  await loadBackup(engine, backup, { keys: [instanceKey], assertionMaxLifetime: 300 });
  return engine;
}

const opened: Engine[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await db.destroy();
});

async function restored(text: string | Buffer): Promise<Engine> {
  return loadedInto(await openSqliteDraft(':memory:'), text);
}

async function restoredToPostgres(text: string | Buffer): Promise<Engine> {
  return loadedInto(openPostgresWithoutTimeouts(await emptyDatabase()), text);
}

async function refusal(text: string | Buffer): Promise<string> {
  try {
    await restored(text);
  } catch (error) {
    if (error instanceof Error && error.name === 'OperatorError') return error.message;
    throw error;
  }
  throw new Error('it was restored');
}

/** Who signed in to the console, with an address that is nowhere else. */
const session: Session = {
  id: 'ses_AAAAAAAAAAAAAAAA',
  person: { id: 'development', name: 'Development' },
  identity: { method: 'link' },
  createdAt: now,
  lastSeenAt: now,
  expiresAt: now + 1,
  address: '198.51.100.77',
  userAgent: undefined,
};

/** A registry with rows in every table, many more than a page in some. */
async function filledRegistry(file: string): Promise<Engine> {
  const database = { open: () => openSqlite(file), remove: async () => undefined };
  const server = await testServer({ database, now });
  const api = (
    await server.call('POST', '/resource-servers', {
      identifier: 'https://api.example/',
      signing_alg: 'HS256',
    })
  ).json();
  for (let n = 0; n < 3; n += 1) {
    const { client_id } = (
      await server.call('POST', '/clients', {
        name: `Ünïcode ${n} "quoted" \u{1f511}`,
        client_authentication_methods: undefined,
      })
    ).json();
    await server.call('POST', '/client-grants', { client_id, audience: api.identifier, scope: [] });
    await server.call('POST', `/clients/${client_id}/credentials`, {
      credential_type: 'public_key',
      pem: rsa.publicKey,
    });
    await server.call('POST', '/connections', {
      name: `connection-${n}`,
      strategy: 'auth0',
      enabled_clients: [client_id],
    });
    const store = server.tenant.storage;
    await store.assertionReplays.claim(client_id, `lasting ${n}`, now + 1);
    await store.assertionReplays.claim(client_id, `expired ${n}`, now - 1);
    store.usage.count({
      clientId: client_id,
      credentialId: 'sec_one',
      api: api.identifier,
      outcome: 'issued',
      at: now,
      aliveUntil: now + 1000,
      address: '192.0.2.1',
      userAgent: 'Ünïcode',
    });
  }
  await server.tenant.storage.usage.end();
  await server.call('PATCH', '/tenants/settings', { friendly_name: 'Ünïcode' });
  await server.tenant.storage.sessions.begin(session, { token: 'a token', atMost: 1 });
  const headers = { 'idempotency-key': 'kept' };
  await server.call('POST', '/connections', { name: 'repeated', strategy: 'auth0' }, { headers });
  await server.close();
  const engine = await openSqlite(file);
  const { client_id } = await engine.db.selectFrom('clients').select('client_id').executeTakeFirstOrThrow();
  await sql`insert into token_counts values ('default', ${client_id}, ${now}, 1, 9007199254740991)`.execute(
    engine.db,
  );
  await sql`insert into bootstrap_clients values ('default', ${client_id}, ${now})`.execute(engine.db);
  await sql`insert into log_events (tenant_id, id, created_at, type, document)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 1001)
    select case i % 2 when 0 then 'default' else 'other' end, printf('many_%05d', i), i, 'sapi', '{}' from n`.execute(
    engine.db,
  );
  return engine;
}

describe('a backup', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'clientele.db');
  let registry: Engine;
  let text: string;
  let summary: BackupSummary;
  beforeAll(async () => {
    registry = await filledRegistry(file);
    ({ text, summary } = await backupText(registry));
  });

  it('knows every table of the present schema', async () => {
    const tables = await registry.db.introspection.getTables();
    const others = [
      ...['kept_answers', 'kept_answer_bytes', 'usage_observers', 'usage_gaps'],
      'console_sessions',
    ];
    const kept = tables
      .map(({ name }) => name)
      .filter((name) => !/^client_(search|metadata)/.test(name) && !others.includes(name));
    expect(backupTables.map(({ name }) => name).sort()).toEqual(kept.sort());
  });

  it('holds nothing of who is signed in to the console', async () => {
    expect(await registry.db.selectFrom('console_sessions').selectAll().execute()).toHaveLength(1);
    expect(text).not.toContain(session.address);
  });

  it('98: answers that are kept for repeated requests are in no backup', async () => {
    const answers = registry.db.selectFrom('kept_answers').selectAll();
    const [answer] = await answers.execute();
    expect(text).not.toContain(answer?.sealed ?? 'none was kept');
    expect(Object.keys(summary.rows).filter((table) => table.startsWith('kept'))).toEqual([]);
    expect(await (await restored(text)).db.selectFrom('kept_answers').selectAll().execute()).toEqual([]);
  });

  it('holds counts of use, and not that they were all: that is so since the restore', async () => {
    expect([summary.rows.usage_counts, summary.rows.usage_sources]).toEqual([3, 6]);
    expect(Object.keys(summary.rows)).not.toContain('usage_gaps');
    const engine = await restored(text);
    const { usage } = (
      await openStorage(engine, {
        instanceKeys: () => [instanceKey],
        clientSecrets: 'readable',
        managementIdentifier: () => 'https://id.example.com/api/v2/',
        now: () => now + 1000,
      })
    ).tenant('default');
    expect(await usage.observed()).toEqual({ since: now + 1000, reason: 'counting_began' });
  });

  it('restores every row as it was, but for assertions that have expired', async () => {
    const before = await contentOf(registry);
    for (const [table, rows] of Object.entries(before)) expect([table, rows.length]).not.toEqual([table, 0]);
    const after = await contentOf(await restored(text));
    expect(after.assertion_replays).toHaveLength(3);
    expect(after).toEqual({
      ...before,
      assertion_replays: before.assertion_replays?.filter((row) => Object(row).expires_at >= now),
    });
  });

  it('is the same for the same registry, so that what was restored can be compared', async () => {
    const again = await backupText(await restored(text));
    expect(again.text).toBe(text);
  });

  it('says what it is in its first line, and how much in its last', () => {
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      format: 'clientele backup',
      version: 1,
      schema: schemas.at(-1),
      instance_keys: ['test-key'],
      client_secrets: 'readable',
      created_at: '2030-01-01T00:00:00.000Z',
      engine: 'sqlite',
      without: [],
    });
    const { rows } = JSON.parse(lines.at(-1) ?? '') as { rows: Record<string, number> };
    expect(rows).toEqual(summary.rows);
    expect(rows).toMatchObject({ clients: 5, token_counts: 1 });
    expect(rows.log_events).toBeGreaterThan(1001);
  });

  it('leaves the log out when asked to', async () => {
    const { text: short, summary } = await backupText(registry, { withoutLog: true });
    expect(summary.header.without).toEqual(['log_events']);
    const after = await contentOf(await restored(short));
    expect(after.log_events).toEqual([]);
    expect(after.clients).toEqual((await contentOf(registry)).clients);
  });

  it('holds one state, whatever is written while it is read', async () => {
    const reader = await openSqliteReader(file);
    const before = await contentOf(registry);
    let text = '';
    await writeBackup(reader, { now: 0 }, async (piece) => {
      text += piece;
      await sql`update clients set document = document || ' ' `.execute(registry.db);
      await sql`delete from log_events where id in (select id from log_events limit 300)`.execute(
        registry.db,
      );
    });
    await reader.db.destroy();
    expect(await contentOf(await restored(text))).toEqual(before);
    expect((await contentOf(registry)).log_events).toHaveLength(0);
  });

  it('truncated anywhere is refused, and leaves nothing', async () => {
    const whole = gzipSync(text);
    for (const part of [0.3, 0.6, 0.9, 0.99])
      expect(await refusal(whole.subarray(0, whole.length * part))).toMatch(/truncated/);
    expect(await refusal(whole.subarray(0, -1))).toMatch(/truncated/);
    const lines = text.split('\n');
    expect(await refusal(`${lines.slice(0, -2).join('\n')}\n`)).toMatch(/truncated/);
    expect(await refusal(`${lines[0]}\n`)).toMatch(/truncated/);
  });

  it('that was changed anywhere is refused', async () => {
    expect(await refusal(text.replace('Ünïcode 1', 'Ünïcode 7'))).toMatch(/checksum/);
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('"many_00'));
    expect(await refusal(lines.toSpliced(at, 1).join('\n'))).toMatch(/checksum/);
    expect(await refusal(lines.toSpliced(at, 1, '{}').join('\n'))).toMatch(/neither table nor row/);
    expect(await refusal(lines.toSpliced(at, 1, '["other",{}]').join('\n'))).toMatch(/neither table nor row/);
    expect(
      await refusal(lines.toSpliced(1, 1, '{"table":"nonsense","columns":["name","value"]}').join('\n')),
    ).toMatch(/no such table nonsense/);
    expect(await refusal(`${text}[]\n`)).toMatch(/data after its end/);
    const bytes = gzipSync(text);
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 0x55, bytes.length >> 1);
    expect(await refusal(bytes)).toMatch(/damaged|truncated/);
  });

  it.each([
    ['nothing', Buffer.from('')],
    ['a text', Buffer.from('hello\n')],
    ['a compressed text', gzipSync('hello\n')],
    ['another JSON', gzipSync('{"format":"other"}\n')],
    ['a line without end', gzipSync(Buffer.alloc(20 * 1024 * 1024, 'a'))],
  ])('is not found in %s', async (_, bytes) => {
    expect(await refusal(bytes)).toMatch(/not a backup|line that is too long/);
  });

  it('of a later format is refused', async () => {
    expect(await refusal(text.replace('"version":1', '"version":2'))).toMatch(
      /format 2, and this version reads format 1/,
    );
  });

  it('of an earlier schema is brought up to date', async () => {
    const earlier = await openSqliteDraft(':memory:');
    await migrate(earlier, '0002-connections');
    await sql`insert into clients (tenant_id, client_id, created_at, is_global, is_first_party, document)
      values ('default', 'early', 1, 0, 1, '{}')`.execute(earlier.db);
    const { text: early, summary } = await backupText(earlier);
    expect(summary.header.schema).toBe('0002-connections');
    const after = await contentOf(await restored(early));
    expect(after.clients).toMatchObject([{ client_id: 'early', external_client_id: null, updated_at: 1 }]);
    expect(after.totals).toMatchObject([{ list: 'clients', total: 1 }]);
  });

  it('of a database with an unknown table is refused', async () => {
    const later = await openSqliteDraft(':memory:');
    await migrate(later);
    await sql`create table later (id text primary key)`.execute(later.db);
    await expect(backupText(later)).rejects.toThrow(/table "later" that this version does not know/);
  });

  it('is a file for its owner alone that takes no other’s place', async () => {
    const folder = temporaryFolder();
    const target = join(folder, 'backup');
    const write = (sink: (piece: string) => Promise<void>) => writeBackup(registry, { now }, sink);
    const { bytes } = await backupToFile(target, write);
    const { size, mode } = statSync(target);
    expect([size, mode & 0o777]).toEqual([bytes, 0o600]);
    expect(gunzipSync(readFileSync(target)).toString()).toContain('clientele backup');
    await expect(backupToFile(target, write)).rejects.toThrow(/already exists and is not overwritten/);
    writeFileSync(join(folder, 'file'), '');
    await expect(backupToFile(join(folder, 'file', 'x'), write)).rejects.toThrow(/cannot be written/);
    await expect(backupToFile(join(folder, 'none', 'x'), write)).rejects.toThrow(/it does not exist/);
    expect(readdirSync(folder).sort()).toEqual(['backup', 'file']);
  });

  it('that is broken off leaves no file', async () => {
    const folder = temporaryFolder();
    const broken = new AbortController();
    const write = (sink: (piece: string) => Promise<void>) =>
      writeBackup(registry, { now, onProgress: () => broken.abort() }, sink);
    await expect(backupToFile(join(folder, 'backup'), write, broken.signal)).rejects.toThrow(/interrupted/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a backup on PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let content: Record<string, unknown[]>;
  let text: string;
  beforeAll(async () => {
    const registry = await filledRegistry(join(folder, 'clientele.db'));
    await sql`delete from assertion_replays where expires_at < ${now}`.execute(registry.db);
    content = await contentOf(registry);
    ({ text } = await backupText(registry));
    await registry.db.destroy();
  });

  it('moves a registry from SQLite to PostgreSQL and back, row by row', async () => {
    const there = await restoredToPostgres(text);
    expect(await contentOf(there)).toEqual(content);
    const { text: again } = await backupText(there);
    expect(again.split('\n').slice(1, -2).toSorted()).toEqual(text.split('\n').slice(1, -2).toSorted());
    expect(await contentOf(await restored(again))).toEqual(content);
  });

  it('holds one state, whatever is written while it is read', async () => {
    const url = await emptyDatabase();
    const reader = await loadedInto(openPostgresWithoutTimeouts(url), text);
    const writer = await openPostgres(url, { poolSize: 2 });
    opened.push(writer);
    let read = '';
    await writeBackup(reader, { now: 0 }, async (piece) => {
      read += piece;
      await sql`update clients set document = document || ' '`.execute(writer.db);
      await sql`delete from log_events where id in (select id from log_events limit 300)`.execute(writer.db);
    });
    expect(await contentOf(await restoredToPostgres(read))).toEqual(content);
    expect((await contentOf(writer)).log_events).toEqual([]);
  });

  it('that is not whole leaves an empty database, into which a whole one goes', async () => {
    const url = await emptyDatabase();
    const half = text.split('\n').slice(0, -100).join('\n');
    await expect(loadedInto(openPostgresWithoutTimeouts(url), half)).rejects.toThrow(/truncated/);
    const registry = await loadedInto(openPostgresWithoutTimeouts(url), text);
    expect(await contentOf(registry)).toEqual(content);
    await expect(loadedInto(openPostgresWithoutTimeouts(url), text)).rejects.toThrow(
      /already holds a registry/,
    );
  });

  it('of an earlier schema is brought up to date, in a database without any tables', async () => {
    const earlier = await openSqliteDraft(':memory:');
    await migrate(earlier, '0003-lists');
    await sql`insert into totals values ('default', 'clients', 0)`.execute(earlier.db);
    const { text: early } = await backupText(earlier);
    const registry = await restoredToPostgres(early);
    expect((await contentOf(registry)).totals).toEqual([{ tenant_id: 'default', list: 'clients', total: 0 }]);
    const present = await openPostgres(await emptyDatabase(), { poolSize: 2 });
    await expect(loadedInto(present, early)).rejects.toThrow(/the earlier "0003-lists"/);
    expect((await contentOf(present)).totals).toEqual([]);
  });
});
