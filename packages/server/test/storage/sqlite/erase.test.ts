import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openSqlite } from '../../../src/storage/sqlite/open.js';
import { openSqliteReader } from '../../../src/storage/sqlite/readers.js';
import { switchSecretsMode } from '../../../src/storage/switch-secrets-mode.js';
import { temporaryFolder } from '../../instance/temporary-folder.js';
import { madeClient, rotated, sealedValues, served } from '../secrets-mode-suite.js';

const options = { by: 'an operator', now: Date.now };

/** A database with secrets that are there and such as were replaced, and how to look for them in its files. */
async function filled() {
  const folder = temporaryFolder();
  const file = join(folder, 'clientele.db');
  const engine = await openSqlite(file);
  const tenant = (await served(engine, 'readable')).tenant('one');
  const ids = [];
  for (let made = 0; made < 60; made += 1) ids.push(await madeClient(tenant, `the-first-secret-${made}`));
  const values = await sealedValues(engine);
  for (const id of ids.slice(0, 30)) await rotated(tenant, id, `the-second-secret-of-${id}`);
  values.push(...(await sealedValues(engine)));
  const found = () => {
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    return values.filter((value) => files.some((bytes) => bytes.includes(value.slice(-40)))).length;
  };
  return { file, engine, found };
}

it('a switch to once leaves no encrypted secret in the file or beside it, also none that was replaced before', async () => {
  const { engine, found } = await filled();
  expect(found()).toBeGreaterThan(60);
  expect((await switchSecretsMode(engine, 'once', options)).erased).toBe(60);
  expect(found()).toBe(0);
  await engine.db.destroy();
  expect(found()).toBe(0);
});

it('a switch that a reader kept from erasing the file says so, and the same again erases it', async () => {
  const { file, engine, found } = await filled();
  const reader = await openSqliteReader(file);
  await reader.db.transaction().execute(async (trx) => {
    await sql`select count(*) from client_secrets`.execute(trx);
    await expect(switchSecretsMode(engine, 'once', options)).rejects.toThrow('run the same command again');
    expect(await sealedValues(engine)).toEqual([]);
    expect(found()).toBeGreaterThan(0);
  });
  await reader.db.destroy();
  expect(await switchSecretsMode(engine, 'once', options)).toMatchObject({ before: 'once', erased: 0 });
  expect(found()).toBe(0);
  await engine.db.destroy();
});
