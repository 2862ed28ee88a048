import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trespasses } from './boundaries.js';
import { arrowsOf, circleIn } from './circles.js';
import { importsOf, roomOf, type Sources } from './imports.js';
import { houses, type Room } from './rooms.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = readdirSync(join(root, 'packages')).sort();
const sourcesOf = new Map(packages.map((name) => [name, sourcesIn(join(root, 'packages', name, 'src'))]));
const cases = [...sourcesOf].map(([name, sources]) => ({ name, sources }));

/** What is imported but is no program, a style for example, imports nothing itself. */
function sourcesIn(folder: string): Sources {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const programs = files.filter((file) => /\.[cm]?[jt]sx?$/.test(file));
  const others = files.filter((file) => /\.(css|svg)$/.test(file));
  return new Map([
    ...programs.map(
      (file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')] as const,
    ),
    ...others.map((file) => [file.replaceAll('\\', '/'), ''] as const),
  ]);
}

describe.each(cases)('packages/$name', ({ name, sources }) => {
  it('imports what the map of its rooms allows, and nothing else', () => {
    const house = houses[name];
    expect(house, 'every package has a map').toBeDefined();
    expect(house && trespasses(house, sources)).toEqual([]);
  });

  it('has no circle of files', () => {
    const arrows = importsOf(sources).flatMap(({ from, target }) =>
      target === undefined ? [] : [[from, target] as const],
    );
    expect(circleIn(arrowsOf(arrows))).toBeUndefined();
  });

  it('has no circle of rooms', () => {
    const arrows = importsOf(sources).flatMap(({ from, target }) =>
      target === undefined ? [] : [[roomOf(from), roomOf(target)] as const],
    );
    expect(circleIn(arrowsOf(arrows))).toBeUndefined();
  });

  it('has no folder with more than 25 files of its own', () => {
    const counts = new Map<string, number>();
    for (const path of sources.keys())
      counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 25)).toEqual([]);
  });
});

describe('every file', () => {
  it('has at most 400 lines, without the documentation of the SDK’s methods', () => {
    const long = ['packages', 'test', 'bench', 'tools'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter(
          (file) =>
            /\.(tsx?|mjs|cjs|js)$/.test(file) &&
            !/(^|[\\/])(node_modules|dist|bundle|sdk-docs|console\/assets)[\\/]/.test(file),
        )
        .map((file) => ({ file: `${folder}/${file}`, lines: linesOf(join(root, folder, file)) }))
        .filter(({ lines }) => lines > 400),
    );
    expect(long).toEqual([]);
  });
});

/** What the SDK says of a method is read in editors and on its pages: as long as the method's rules, not as the code. */
function linesOf(path: string): number {
  const text = readFileSync(path, 'utf8').trimEnd();
  const code = path.includes(join('packages', 'sdk', 'src', 'managers'))
    ? text.replaceAll(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '')
    : text;
  return code.split('\n').length;
}

describe('a circle', () => {
  it('would be found', () => {
    const arrows = arrowsOf([
      ['token', 'storage'],
      ['storage', 'model'],
      ['storage', 'seal'],
      ['seal', 'token'],
    ]);
    expect(circleIn(arrows)).toEqual(['token', 'storage', 'seal', 'token']);
  });
});

describe('what the map does not allow', () => {
  const { server, model } = houses;
  if (!server || !model) throw new Error('the map has lost a package');
  const files = { 'storage/port/port.ts': '', 'lifecycle/replica.ts': '', 'http/hosts.ts': '' };
  const judged = (path: string, text: string) =>
    trespasses(server, new Map(Object.entries({ ...files, [path]: text })));

  it('an import by a room that is not listed', () => {
    expect(judged('cellar/any.ts', "import type { Storage } from '../storage/port/port.js';")).toEqual([
      'cellar/any.ts: ../storage/port/port.js (cellar is not listed)',
    ]);
  });

  it('an import of a room that is not listed', () => {
    const sources = { 'cellar/any.ts': '', 'app.ts': "export { any } from './cellar/any.js';" };
    expect(trespasses(server, new Map(Object.entries(sources)))).toEqual([
      'app.ts: ./cellar/any.js (cellar is not listed)',
    ]);
  });

  it('a static import of what lies above', () => {
    expect(judged('storage/port/any.ts', "import { join } from '../../lifecycle/replica.js';")).toEqual([
      'storage/port/any.ts: ../../lifecycle/replica.js (storage/port may not import lifecycle)',
    ]);
  });

  it('a type of what lies above', () => {
    const text = "import type {\n  Replica,\n} from '../../lifecycle/replica.js';";
    expect(judged('storage/port/any.ts', text)).toHaveLength(1);
    expect(judged('storage/port/any.ts', "let it: import('../../lifecycle/replica.js').R;")).toHaveLength(1);
  });

  it('a dynamic import of it', () => {
    expect(judged('storage/port/any.ts', "await import('../../lifecycle/replica.js');")).toEqual([
      'storage/port/any.ts: ../../lifecycle/replica.js (storage/port may not import lifecycle)',
    ]);
  });

  it.each([
    "const all = '/*'; await import('../../lifecycle/replica.js'); const end = '*/';",
    "const url = 'https://x.example'; await import('../../lifecycle/replica.js');",
    "import { 'join' as other } from '../../lifecycle/replica.js';",
    "import a = require('../../lifecycle/replica.js');",
    "export * from '../../lifecycle/replica.js';",
    "const a = 1; import '../../lifecycle/replica.js';",
    "declare module '../../lifecycle/replica.js' {}",
    "import.meta.resolve('../../lifecycle/replica.js');",
    '/// <reference path="../../lifecycle/replica.ts" />',
    "import('./port.js'.replace('port', '../../lifecycle/replica'));",
    "import { createRequire } from 'node:module'; createRequire(import.meta.url)('../../lifecycle/replica.js');",
    "process.getBuiltinModule('module');",
  ])('it, however it is written: %s', (text) => {
    expect(judged('storage/port/any.ts', text).length).toBeGreaterThan(0);
  });

  it('a file that has the name of a room', () => {
    expect(judged('http.ts', "import './lifecycle/replica.js';")).toEqual([
      'http.ts: ./lifecycle/replica.js (http is a file and a folder)',
    ]);
  });

  it('but not what only looks like an import', () => {
    const text = "const from = 'a' as 'from' | 'take'; // import '../../lifecycle/replica.js'";
    expect(judged('storage/port/any.ts', text)).toEqual([]);
  });

  it('a dynamic import that does not say of what', () => {
    expect(judged('storage/port/any.ts', 'await import(name);')).toEqual([
      'storage/port/any.ts: name (storage/port may not import it)',
    ]);
  });

  it('an import of it for its side effects', () => {
    expect(judged('storage/port/any.ts', "import '../../http/hosts.js';")).toEqual([
      'storage/port/any.ts: ../../http/hosts.js (storage/port may not import http)',
    ]);
  });

  it('a package that is for other rooms', () => {
    expect(judged('http/any.ts', "import pg from 'pg';")).toEqual([
      'http/any.ts: pg (http may not import it)',
    ]);
    expect(judged('http/any.ts', "import { readFile } from 'node:fs/promises';")).toEqual([]);
  });

  it('anything of Node where a package runs without it', () => {
    const sources = new Map([['index.ts', "import { createHash } from 'node:crypto';"]]);
    expect(trespasses(model, sources)).toEqual(['index.ts: node:crypto (this package runs without Node)']);
  });

  it('what leads out of the package', () => {
    expect(judged('http/any.ts', "import '../../../sdk/src/index.js';")).toHaveLength(1);
  });
});

describe('docs/architecture.md', () => {
  it('shows the map of the server', () => {
    const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const [, shown] = /<!-- the map of the server -->\n+```\n([\s\S]*?)```/.exec(page) ?? [];
    const map = houses.server?.rooms ?? {};
    expect(
      shown
        ?.trimEnd()
        .split('\n')
        .map((line) => line.replaceAll(/ +/g, ' ')),
    ).toEqual(
      Object.entries(map).map(([name, { rooms }]: [string, Room]) => `${name}: ${rooms.join(' ')}`.trimEnd()),
    );
  });
});
