import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { command } from './command.js';
import { emptyFolder, refusal } from './starting.js';

let used: SpawnedServer;
beforeAll(async () => {
  used = await spawnServer();
  await used.stop();
});
afterAll(() => used.remove());

/** What may become of a database file, and what is said of it. */
const damages: [string, (file: string) => void, string][] = [
  ['is empty', (file) => truncateSync(file, 0), 'it is empty'],
  ['is cut short', (file) => truncateSync(file, 20_000), 'it is truncated'],
  ['is cut short within a page', (file) => truncateSync(file, 50_001), 'it is truncated'],
  [
    'is a text',
    (file) => writeFileSync(file, 'this is no database '.repeat(1000)),
    'it is no SQLite database',
  ],
  [
    'is overwritten in the middle',
    (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 8192, 40_960);
      writeFileSync(file, bytes);
    },
    'cannot be used',
  ],
  [
    'belongs to another program',
    (file) => {
      writeFileSync(file, '');
      const db = new Libsql(file);
      db.exec('create table customers (id int); insert into customers values (1)');
      db.close();
    },
    'tables of another program',
  ],
];

/** All files of a folder with their content, but for the empty ones that SQLite removes with its last connection. */
function contentOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !/-(wal|shm)$/.test(name))
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

describe.each(damages)('a database file that %s', (_name, damage, reason) => {
  it('is refused by start, doctor and backup, and left as it is', async () => {
    const data = join(emptyFolder(), 'data');
    cpSync(used.dataFolder, data, { recursive: true });
    damage(join(data, 'clientele.db'));
    const before = contentOf(data);

    const start = await refusal(['--data', data]);
    expect([start.code, start.stdout]).toEqual([1, '']);
    const backup = await command(['backup', '--data', data, '--to', join(data, '..', 'backup')]);
    expect([backup.code, backup.stdout]).toEqual([1, '']);
    for (const { stderr } of [start, backup]) {
      expect(stderr).toContain(reason);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
    const doctor = await command(['doctor', '--data', data, '--http-port', '0', '--https-port', '0']);
    const failed = doctor.stdout.split('\n').filter((line) => line.startsWith('fail'));
    expect([doctor.code, failed]).toEqual([1, [expect.stringContaining(reason)]]);
    expect(contentOf(data)).toEqual(before);
  });
});

describe('a start that is cut short by the power', () => {
  it('leaves no database, and the next one makes it', async () => {
    const data = join(emptyFolder(), 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'clientele.db.new'), 'half of it');
    const server = await spawnServer({ dataFolder: data });
    expect(readdirSync(data)).not.toContain('clientele.db.new');
    expect(await server.stop()).toBe(0);
  });
});
