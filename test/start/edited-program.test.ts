import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';

const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const server = fileURLToPath(new URL('../../packages/server/', import.meta.url));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the program beside the packages that it needs. */
function copyOfProgram(): string {
  const folder = mkdtempSync(join(modules, '.clientele-program-'));
  folders.push(folder);
  for (const name of ['package.json', 'bundle'])
    cpSync(join(server, name), join(folder, name), { recursive: true });
  return join(folder, 'bundle');
}

async function help(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'main.js'), '--help']);
  return stdout;
}

/** Puts another text of the same length into whichever script has it. */
function edit(folder: string, from: string, to: string): void {
  expect(to).toHaveLength(from.length);
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const having = scripts.filter((name) => readFileSync(join(folder, name), 'latin1').includes(from));
  expect(having).toHaveLength(1);
  for (const name of having) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'latin1').replace(from, to), 'latin1');
  }
}

describe('a script of the program that was changed and kept its length', () => {
  const from = 'data folder; with :memory:';
  const to = 'DATA folder; with :memory:';

  it('79: runs as it is now, and not as it was compiled', async () => {
    const folder = copyOfProgram();
    expect(await help(folder)).toContain(from);
    edit(folder, from, to);
    expect(await help(folder)).toContain(to);
  });
});
