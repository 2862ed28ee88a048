import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
const server = 'packages/server/src';

interface Boundary {
  file: string;
  forbidden: string[];
  allowed: string[];
}

const above = [
  '../main.js',
  '../start.js',
  '../server.js',
  '../bootstrap.js',
  '../system-objects.js',
  '../index.js',
  '../config.js',
  '../operations/any.js',
];
const engines = ['../storage/sqlite.js', '../storage/sqlite/open.js', '../storage/postgres.js'];
const inFolders = (...folders: string[]) => folders.map((folder) => `../${folder}/any.js`);

const boundaries: Boundary[] = [
  {
    file: 'packages/model/src/client/any.ts',
    forbidden: [
      'node:crypto',
      'fastify',
      'kysely',
      '@clientele/server',
      '@clientele/sdk',
      'typebox-x',
      '../../../server/src/json.js',
      '../../../sdk/src/index.js',
    ],
    allowed: ['typebox', 'typebox/value', './patch.js', '../scope.js'],
  },
  {
    file: 'packages/sdk/src/runtime/any.ts',
    forbidden: [
      'node:crypto',
      'fs',
      'jose',
      'typebox',
      '@clientele/model',
      '../../../model/src/index.js',
      '../../../server/src/index.js',
    ],
    allowed: ['./request.js', './keys/any.js'],
  },
  {
    file: `${server}/storage/any.ts`,
    forbidden: [
      ...inFolders('http', 'management', 'oauth', 'token', 'tenancy', 'telemetry'),
      ...inFolders('instance', 'config', 'description'),
      ...above,
    ],
    allowed: [
      './sqlite.js',
      './bootstrap.js',
      './migrations/any.js',
      '../json.js',
      '@clientele/model',
      'kysely',
    ],
  },
  {
    file: `${server}/crypto/any.ts`,
    forbidden: [
      ...inFolders('storage', 'token', 'tenancy', 'telemetry', 'http', 'management', 'oauth'),
      ...inFolders('instance', 'config', 'description'),
      '../json.js',
      ...above,
    ],
    allowed: ['./usable-key.js', '@clientele/model', 'node:crypto'],
  },
  {
    file: `${server}/token/any.ts`,
    forbidden: [
      ...inFolders(
        'tenancy',
        'telemetry',
        'http',
        'management',
        'oauth',
        'instance',
        'config',
        'description',
      ),
      ...above,
      ...engines,
    ],
    allowed: ['./jws.js', '../storage/storage.js', '../json.js', 'node:crypto'],
  },
  {
    file: `${server}/tenancy/any.ts`,
    forbidden: [
      ...inFolders('telemetry', 'http', 'management', 'oauth', 'instance', 'config', 'description'),
      ...above,
      ...engines,
    ],
    allowed: ['../token/signing-keys.js', '../storage/storage.js'],
  },
  {
    file: `${server}/telemetry/any.ts`,
    forbidden: [
      ...inFolders('token', 'tenancy', 'http', 'management', 'oauth', 'instance', 'config', 'description'),
      ...above,
      ...engines,
    ],
    allowed: ['./metrics.js', '../storage/storage.js', 'pino', 'prom-client'],
  },
  {
    file: `${server}/http/any.ts`,
    forbidden: [
      ...inFolders('management', 'oauth', 'instance', 'config', 'description'),
      ...above,
      ...engines,
    ],
    allowed: ['../tenancy/tenants.js', '../telemetry/metrics.js', 'fastify'],
  },
  {
    file: `${server}/management/any.ts`,
    forbidden: [...inFolders('oauth', 'instance', 'config', 'description'), ...above, ...engines],
    allowed: ['./clients.js', ...inFolders('http', 'telemetry', 'tenancy', 'token', 'storage'), '../json.js'],
  },
  {
    file: `${server}/oauth/any.ts`,
    forbidden: [...inFolders('management', 'instance', 'config', 'description'), ...above, ...engines],
    allowed: ['./token.js', ...inFolders('http', 'telemetry', 'tenancy', 'token', 'storage'), '../json.js'],
  },
  {
    file: `${server}/description/any.ts`,
    forbidden: [
      ...inFolders('storage', 'token', 'tenancy', 'telemetry', 'management', 'oauth', 'instance', 'config'),
      ...above,
    ],
    allowed: ['./openapi.js', '../http/methods.js', '@clientele/model'],
  },
  {
    file: `${server}/instance/any.ts`,
    forbidden: [
      ...inFolders('storage', 'token', 'tenancy', 'telemetry', 'http', 'management', 'oauth'),
      ...inFolders('config', 'description'),
      ...above,
    ],
    allowed: ['./lock.js', 'libsql', 'node:http'],
  },
  {
    file: `${server}/config/any.ts`,
    forbidden: [
      ...inFolders('storage', 'token', 'tenancy', 'telemetry', 'http', 'management', 'oauth', 'description'),
      ...above,
    ],
    allowed: ['./settings.js', '../instance/start-error.js'],
  },
  {
    file: `${server}/operations/any.ts`,
    forbidden: [
      ...inFolders('token', 'tenancy', 'telemetry', 'http', 'management', 'oauth', 'description'),
      ...above.filter((path) => !['../config.js', '../operations/any.js'].includes(path)),
    ],
    allowed: ['./backup.js', '../config.js', ...engines, ...inFolders('config', 'instance', 'storage')],
  },
  {
    file: 'packages/cli/src/any.ts',
    forbidden: [
      '@clientele/server',
      '@clientele/server/start',
      '@clientele/model',
      '../../server/src/index.js',
      '../../sdk/src/index.js',
      '../../model/src/index.js',
    ],
    allowed: [
      './output.js',
      'commander',
      '@clientele/sdk',
      '@clientele/server/main',
      '@clientele/server/config/settings',
      '@clientele/server/operations/backup',
    ],
  },
  {
    file: `${server}/server.ts`,
    forbidden: ['./storage/sqlite.js', './storage/postgres.js', './main.js'],
    allowed: [
      './storage/storage.js',
      ...['http', 'management', 'oauth', 'tenancy', 'description'].map((name) => `./${name}/any.js`),
    ],
  },
  { file: `${server}/main.ts`, forbidden: [], allowed: ['./storage/sqlite.js', './start.js'] },
  { file: `${server}/start.ts`, forbidden: [], allowed: ['./storage/sqlite.js', './server.js'] },
  {
    file: 'packages/server/test/any.test.ts',
    forbidden: [],
    allowed: ['../src/storage/sqlite.js', '../src/oauth/any.js', '../src/main.js'],
  },
];

describe('an import across a boundary', () => {
  let refused: Map<string, string[]>;
  beforeAll(async () => {
    refused = await refusedImports(boundaries);
  });

  it.each(boundaries)('is refused, and one within it is not: $file', ({ file, forbidden }) => {
    expect((refused.get(file) ?? []).sort()).toEqual(forbidden.toSorted());
  });
});

describe('the sources', () => {
  it('know no circle of folders', () => {
    expect(circleIn(folderImports())).toBeUndefined();
  });

  it('would be caught in one', () => {
    const imports = new Map([
      ['token', new Set(['storage'])],
      ['storage', new Set(['model', 'seal'])],
      ['seal', new Set(['token'])],
    ]);
    expect(circleIn(imports)).toEqual(['token', 'storage', 'seal', 'token']);
  });
});

const tree = mkdtempSync(join(tmpdir(), 'clientele-boundaries-'));
afterAll(() => rmSync(tree, { recursive: true }));

/** Has Biome judge files with one import a line, by our own configuration. */
async function refusedImports(cases: Boundary[]): Promise<Map<string, string[]>> {
  for (const name of ['biome.json', '.gitignore']) cpSync(join(root, name), join(tree, name));
  const importsOf = new Map(cases.map(({ file, forbidden, allowed }) => [file, [...forbidden, ...allowed]]));
  for (const [file, specifiers] of importsOf) {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    writeFileSync(join(tree, file), specifiers.map((specifier) => `import '${specifier}';\n`).join(''));
  }
  const refused = new Map<string, string[]>();
  for (const { path, line } of await complaints('style/noRestrictedImports')) {
    const specifier = importsOf.get(path)?.[line - 1];
    refused.set(path, [...(refused.get(path) ?? []), specifier ?? 'an unknown line']);
  }
  return refused;
}

interface Report {
  diagnostics: { location: { path: string; start: { line: number } } }[];
}

function complaints(rule: string): Promise<{ path: string; line: number }[]> {
  const options = ['lint', `--only=${rule}`, '--reporter=json', '--max-diagnostics=none', '.'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [biome, ...options], { cwd: tree }, (error, stdout, stderr) => {
      if (stdout === '') return reject(new Error(stderr, { cause: error }));
      const { diagnostics } = JSON.parse(stdout) as Report;
      resolve(diagnostics.map(({ location }) => ({ path: location.path, line: location.start.line })));
    });
  });
}

type Imports = Map<string, Set<string>>;

/** Which folder of a package imports which; a file beside the folders stands for itself. */
function folderImports(): Imports {
  const imports: Imports = new Map();
  for (const name of readdirSync(join(root, 'packages'))) {
    const sources = join(root, 'packages', name, 'src');
    for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const from = file.replaceAll('\\', '/');
      for (const [, specifier = ''] of readFileSync(join(sources, file), 'utf8').matchAll(
        /from '(\.[^']+)'/g,
      )) {
        const to = posix.join(posix.dirname(from), specifier);
        addImport(imports, `${name}/${placeOf(from)}`, `${name}/${placeOf(to)}`);
      }
    }
  }
  return imports;
}

function placeOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.(ts|js)$/, '.ts');
}

function addImport(imports: Imports, from: string, to: string): void {
  if (from !== to) imports.set(from, (imports.get(from) ?? new Set()).add(to));
}

function circleIn(imports: Imports): string[] | undefined {
  const cleared = new Set<string>();
  const visit = (place: string, path: string[]): string[] | undefined => {
    if (path.includes(place)) return [...path.slice(path.indexOf(place)), place];
    if (cleared.has(place)) return undefined;
    for (const next of imports.get(place) ?? []) {
      const circle = visit(next, [...path, place]);
      if (circle) return circle;
    }
    cleared.add(place);
    return undefined;
  };
  for (const place of imports.keys()) {
    const circle = visit(place, []);
    if (circle) return circle;
  }
  return undefined;
}
