import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OperatorError } from '../../src/errors/operator-error.js';
import { openDataFolder } from '../../src/instance/data-folder.js';
import { temporaryFolder } from './temporary-folder.js';

const inUse = (path: string) =>
  new OperatorError(
    `data folder ${path} is in use by another server: stop that one, or choose another folder with CLIENTELE_DATA or --data`,
  );
const unusable = (path: string, problem: string) =>
  new OperatorError(
    `data folder ${path} cannot be used (${problem}): fix that, or choose another folder with CLIENTELE_DATA or --data`,
  );

describe('openDataFolder', () => {
  it('makes the folder and its parents, for its owner alone', () => {
    const path = join(temporaryFolder(), 'new', 'data');
    const folder = openDataFolder(path);
    onTestFinished(() => folder.release());
    expect(folder.path).toBe(path);
    expect(folder.file('clientele.db')).toBe(join(path, 'clientele.db'));
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('leaves the permissions of an existing folder alone', () => {
    const path = temporaryFolder();
    chmodSync(path, 0o755);
    openDataFolder(path).release();
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it('refuses a folder that is in use, and has it again once it is released', () => {
    const path = temporaryFolder();
    const first = openDataFolder(path);
    expect(() => openDataFolder(path)).toThrow(inUse(path));
    first.release();
    first.release();
    const second = openDataFolder(path);
    expect(() => openDataFolder(path)).toThrow(inUse(path));
    second.release();
    expect(readdirSync(path)).toEqual(['server.lock']);
  });

  it('refuses a folder that another process uses, until that process is killed', async () => {
    const path = temporaryFolder();
    const other = await processWithFolder(path);
    expect(() => openDataFolder(path)).toThrow(inUse(path));
    other.kill('SIGKILL');
    await once(other, 'exit');
    openDataFolder(path).release();
  });

  it('refuses a file', () => {
    const path = join(temporaryFolder(), 'data');
    writeFileSync(path, '');
    expect(() => openDataFolder(path)).toThrow(unusable(path, 'it is a file'));
  });

  it('refuses a folder below a file', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openDataFolder(join(file, 'data'))).toThrow(
      unusable(join(file, 'data'), 'a part of its path is a file'),
    );
  });

  it.runIf(process.platform !== 'win32')('refuses folders that this user may not write', () => {
    const parent = temporaryFolder();
    const path = join(parent, 'data');
    mkdirSync(path);
    for (const folder of [path, parent]) chmodSync(folder, 0o555);
    onTestFinished(() => {
      for (const folder of [parent, path]) chmodSync(folder, 0o755);
    });
    asOrdinaryUser(() => {
      expect(() => openDataFolder(path)).toThrow(OperatorError);
      const missing = join(parent, 'missing');
      expect(() => openDataFolder(missing)).toThrow(unusable(missing, 'this user has no permission'));
    });
  });

  it('names a damaged lock', () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'server.lock'), 'not a lock '.repeat(100));
    expect(() => openDataFolder(path)).toThrow(
      new OperatorError(`the lock ${join(path, 'server.lock')} is damaged: delete this file and start again`),
    );
  });
});

// The child runs what was built, because Node runs no TypeScript.
async function processWithFolder(path: string): Promise<ChildProcess> {
  const built = new URL('../../dist/instance/data-folder.js', import.meta.url);
  const script = `import { openDataFolder } from ${JSON.stringify(built.href)};
    openDataFolder(${JSON.stringify(path)});
    console.log('open');
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
  return child;
}

function asOrdinaryUser(action: () => void): void {
  if (process.getuid?.() !== 0) {
    action();
    return;
  }
  process.seteuid?.(65534);
  try {
    action();
  } finally {
    process.seteuid?.(0);
  }
}
