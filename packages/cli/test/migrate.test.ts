import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { spawnServer } from '../../../test/contract/running-server.js';
import { emptyDatabase } from '../../../test/postgres/empty-database.js';
import { schemas } from '../../server/src/storage/database/migrations/migrate.js';
import { answer, clientele, refusal, unusedPath } from './command.js';

const anyPorts = ['--http-port', '0', '--https-port', '0'];

describe('clientele migrate', () => {
  it('lists what is pending and changes nothing, then does it, and then has nothing to do', async () => {
    const folder = unusedPath();
    const plan = await answer('migrate', '--data', folder, '--dry-run');
    expect(plan).toContain(`pending: ${schemas[0]}`);
    expect(existsSync(folder)).toBe(false);
    const done = JSON.parse(await answer('migrate', '--data', folder, '--json'));
    expect(done).toEqual({ schema: schemas.at(-1), done: schemas });
    expect(await answer('migrate', '--data', folder)).toBe(`The schema ${schemas.at(-1)} is up to date.\n`);
    // A server starts on what was made.
    const server = await spawnServer({ dataFolder: folder, flags: ['--migrate', 'false'] });
    expect(await refusal(['migrate', '--data', folder])).toContain('in use by another server');
    await server.remove();
  });

  it('is asked for by a start that leaves it alone', async () => {
    const folder = unusedPath();
    await answer('migrate', '--data', folder);
    const db = new Libsql(join(folder, 'clientele.db'));
    db.exec("delete from kysely_migration where name = '0007-postgres'");
    db.close();
    const line = await refusal(['start', '--data', folder, ...anyPorts, '--migrate', 'false']);
    expect(line).toMatch(/it lacks 0007-postgres.*: clientele migrate$/);
  });

  it('refuses a database of a newer version, and one of another program', async () => {
    for (const statement of [
      "create table kysely_migration (name text, timestamp text); insert into kysely_migration values ('9999-later', '')",
      'create table other (id text)',
    ]) {
      const folder = unusedPath();
      mkdirSync(folder);
      const db = new Libsql(join(folder, 'clientele.db'));
      db.exec(statement);
      db.close();
      expect(await refusal(['migrate', '--data', folder])).toMatch(/newer version|another program/);
      expect(await refusal(['backup', '--data', folder, '--to', unusedPath()])).toMatch(
        /newer version|another program/,
      );
    }
  });

  it('runs several at once on PostgreSQL, and each finds it done', async () => {
    const env = { CLIENTELE_DATABASE_URL: await emptyDatabase() };
    const args = ['migrate', '--data', unusedPath(), '--json'];
    const outcomes = await Promise.all([1, 2, 3].map(() => clientele(args, { env })));
    expect(outcomes.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3].map(() => [0, '']));
    const { stdout } = await clientele([...args, '--dry-run'], { env });
    expect(JSON.parse(stdout.toString())).toEqual({ schema: schemas.at(-1), pending: [] });
  });
});

describe('a registry on PostgreSQL', () => {
  it('is backed up while it is served, and restored on SQLite under its key', async () => {
    const env = { CLIENTELE_DATABASE_URL: await emptyDatabase() };
    const server = await spawnServer({ env });
    const settings = ['--data', server.dataFolder];
    const file = unusedPath('backup');
    const { stdout, stderr } = await clientele(['backup', ...settings, '--to', file, '--json'], { env });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout.toString())).toMatchObject({
      engine: 'postgres',
      rows: { bootstrap_clients: 1 },
    });
    const keyFile = join(server.dataFolder, 'instance.key');
    const folder = unusedPath();
    await answer('restore', '--data', folder, '--from', file, '--key-file', keyFile);
    expect(await refusal(['restore', ...settings, '--from', file], { env })).toContain(
      'already holds a registry',
    );
    const port = server.domain.split(':')[1] ?? '';
    await server.stop();
    const onSqlite = await spawnServer({
      dataFolder: folder,
      flags: ['--key-file', keyFile, '--https-port', port],
    });
    expect([onSqlite.clientId, onSqlite.clientSecret]).toEqual([server.clientId, server.clientSecret]);
    await onSqlite.remove();
    await server.remove();
  });
});
