import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OperatorError } from '../../src/errors/operator-error.js';
import { instanceKeyReader, loadInstanceKeys } from '../../src/instance/instance-key.js';
import {
  addInstanceKey,
  newInstanceKey,
  retireOldKeys,
  rotateInstanceKey,
} from '../../src/operations/instance-keys.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { openSqlite } from '../../src/storage/sqlite/open.js';
import { temporaryFolder } from '../instance/temporary-folder.js';

const newFile = () => join(temporaryFolder(), 'instance.key');

async function servedDatabase(file: string) {
  const engine = await openSqlite(':memory:');
  onTestFinished(() => engine.db.destroy());
  const serve = () =>
    openStorage(engine, {
      instanceKeys: instanceKeyReader(file),
      clientSecrets: 'readable',
      managementIdentifier: () => 'https://id.example/api/v2/',
      now: Date.now,
    });
  await serve();
  return { engine, serve };
}

describe('newInstanceKey', () => {
  it('makes a file for its owner alone, once', () => {
    const file = newFile();
    const { id } = newInstanceKey(file);
    expect(loadInstanceKeys(file).map((key) => key.id)).toEqual([id]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(() => newInstanceKey(file)).toThrow(OperatorError);
    expect(loadInstanceKeys(file)[0].id).toBe(id);
  });
});

describe('addInstanceKey', () => {
  it('puts a new key before the others and keeps them, and all that is written beside them', () => {
    const file = newFile();
    const { id: first } = newInstanceKey(file);
    writeFileSync(file, `# schlüssel of 2026\n\n${readFileSync(file, 'utf8')}`, { mode: 0o600 });
    const second = addInstanceKey(file);
    const third = addInstanceKey(file);
    expect([second.previous, third.previous]).toEqual([first, second.id]);
    expect(loadInstanceKeys(file).map((key) => key.id)).toEqual([third.id, second.id, first]);
    expect(readFileSync(file, 'utf8')).toContain('\n# schlüssel of 2026\n\n');
  });

  it.runIf(process.platform !== 'win32')('keeps a link a link, and the file as private as it was', () => {
    const file = newFile();
    const link = join(temporaryFolder(), 'link.key');
    newInstanceKey(file);
    chmodSync(file, 0o400);
    symlinkSync(file, link);
    const { id } = addInstanceKey(link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect([loadInstanceKeys(file)[0].id, statSync(file).mode & 0o777]).toEqual([id, 0o400]);
  });

  it('refuses a file that is missing or not usable, and leaves it as it is', () => {
    const file = newFile();
    expect(() => addInstanceKey(file)).toThrow(/cannot be read \(it does not exist\)/);
    const text = `${Buffer.alloc(32, 1).toString('hex')}\nno key\n`;
    writeFileSync(file, text, { mode: 0o600 });
    expect(() => addInstanceKey(file)).toThrow(/is not usable \(line 2\): expected 32 random bytes/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});

describe('a key file', () => {
  it('is read again when it has changed, and only then', () => {
    const file = newFile();
    const { id } = newInstanceKey(file);
    const read = instanceKeyReader(file);
    const keys = read();
    expect(read()).toBe(keys);
    const added = addInstanceKey(file);
    expect(read().map((key) => key.id)).toEqual([added.id, id]);
    writeFileSync(file, 'half a k', { mode: 0o600 });
    expect(read).toThrow(OperatorError);
    expect(read).toThrow(OperatorError);
  });

  it('that is far too long is refused', () => {
    const file = newFile();
    writeFileSync(file, '# comment\n'.repeat(10_000), { mode: 0o600 });
    expect(() => loadInstanceKeys(file)).toThrow(/is not usable/);
  });
});

describe('retireOldKeys', () => {
  it('drops the earlier keys once the database is under the first alone', async () => {
    const file = newFile();
    const { id: first } = newInstanceKey(file);
    const { engine, serve } = await servedDatabase(file);
    expect(await retireOldKeys(file, engine)).toEqual({ retired: [], kept: [] });
    writeFileSync(file, `# 2026\n${readFileSync(file, 'utf8')}`, { mode: 0o600 });
    const { id: second } = addInstanceKey(file);
    const before = readFileSync(file, 'utf8');
    await expect(retireOldKeys(file, engine)).rejects.toThrow(/clientele key rotate/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    await rotateInstanceKey(engine, loadInstanceKeys(file));
    const aside = `${file}.retired-${first}`;
    expect(await retireOldKeys(file, engine)).toEqual({ retired: [first], kept: [aside] });
    expect(loadInstanceKeys(aside).map((key) => key.id)).toEqual([first]);
    expect(loadInstanceKeys(file).map((key) => key.id)).toEqual([second]);
    expect(readFileSync(file, 'utf8')).toContain('# 2026\n');
    await serve();
  });

  it('keeps them while a rotation is not done, or a value is left under one', async () => {
    const file = newFile();
    newInstanceKey(file);
    const { engine, serve } = await servedDatabase(file);
    addInstanceKey(file);
    const tenant = (await serve()).tenant('one');
    const type = 'RSA' as const;
    const key = { kid: 'k', type, created_at: 1, longest_lifetime: 0, public_key: 'p', private_key: 's' };
    await tenant.change({}, ({ signingKeys }) => signingKeys.change(() => [key]));
    const sealed = await engine.db.selectFrom('signing_keys').selectAll().executeTakeFirstOrThrow();
    const progress = () => {
      throw new Error('ended');
    };
    await expect(rotateInstanceKey(engine, loadInstanceKeys(file), { progress })).rejects.toThrow('ended');
    await expect(retireOldKeys(file, engine)).rejects.toThrow(OperatorError);
    await rotateInstanceKey(engine, loadInstanceKeys(file));
    await engine.db.updateTable('signing_keys').set(sealed).execute();
    await expect(retireOldKeys(file, engine)).rejects.toThrow(OperatorError);
    expect(loadInstanceKeys(file)).toHaveLength(2);
  });
});
