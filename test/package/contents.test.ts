import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { environment, type Stranger, stranger, toolOf, unpack } from './stranger.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
const tarballs = inject('tarballs');

const folders: Stranger[] = [];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

describe.each([
  ['clientele', tarballs.clientele],
  ['@clientele/sdk', tarballs.sdk],
])('the tarball of %s', (name, tarball) => {
  let files: string[];
  let read: (path: string) => string;
  beforeAll(async () => {
    const to = stranger();
    folders.push(to);
    files = await unpack(tarball, to.folder);
    read = (path) => readFileSync(join(to.folder, path), 'utf8');
  });

  it('has a name, a version, a licence and keywords, and may be published', () => {
    const manifest = JSON.parse(read('package.json'));
    expect(manifest).toMatchObject({ name, version, license: 'Apache-2.0' });
    expect(manifest.keywords.length).toBeGreaterThan(4);
    expect(Object.keys(manifest)).not.toContain('private');
    expect(Object.keys(manifest)).not.toContain('devDependencies');
    expect(Object.keys(manifest)).not.toContain('scripts');
  });

  it('has licence, README and a changelog with this version and what a version promises', () => {
    expect(read('LICENSE')).toContain('Apache License');
    expect(read('README.md')).toContain(`# ${name}`);
    expect(read('CHANGELOG.md')).toContain(`\n## ${version}\n`);
    expect(read('CHANGELOG.md')).toContain('**Breaking** is');
  });

  it('has the name that the README of the repository installs it by', () => {
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`./${basename(tarball)}`);
  });

  it('names no folder of the machine that made it, and no address of ours', () => {
    const texts = files.filter((path) => /\.(js|ts|json|md)$/.test(path)).map((path) => [path, read(path)]);
    expect(texts.filter(([, text]) => text?.includes(root)).map(([path]) => path)).toEqual([]);
    expect(Object.keys(JSON.parse(read('package.json')))).not.toContain('repository');
  });

  it('refers to no map of sources, of which it has none', () => {
    const referring = files.filter(
      (path) => /\.[cm]?[jt]s$/.test(path) && /^\/\/# sourceMappingURL=/m.test(read(path)),
    );
    expect(referring).toEqual([]);
    expect(files.filter((path) => path.endsWith('.map'))).toEqual([]);
  });

  it('finds publint content', async () => {
    const { stdout } = await run(process.execPath, [toolOf('publint/src/cli.js'), tarball, '--strict'], {
      env: environment,
    });
    expect(stdout).toContain('All good!');
  });

  it('has types that are right for every way of resolving modules', async () => {
    const { stdout } = await run(process.execPath, [
      toolOf('@arethetypeswrong/cli/dist/index.js'),
      ...['--format', 'json', tarball],
    ]);
    expect(JSON.parse(stdout).problems).toEqual({});
  });
});

describe('the tarball of clientele', () => {
  let files: string[];
  let read: (path: string) => string;
  let bundled: string[];
  beforeAll(async () => {
    const to = stranger();
    folders.push(to);
    files = await unpack(tarballs.clientele, to.folder);
    read = (path) => readFileSync(join(to.folder, path), 'utf8');
    const scripts = files.filter((path) => path.startsWith('bundle/'));
    // The bundler keeps the paths of modules in the older system; lines may end inside them.
    const texts = scripts.map((path) => read(path).replaceAll('\\\n', '')).join('\n');
    const modules = texts.matchAll(/"[^"\n]*node_modules\/((?:@[^/"]+\/)?[^/"]+)\/[^"\n]*"\((?:exports|\))/g);
    bundled = [...new Set([...modules].map(([, name = '']) => name))];
  });

  it('holds what runs, what it serves and texts, and nothing to build or test with', () => {
    const kinds = new Set(
      files.map((path) =>
        path.replace(/^(console|sdk-docs|deploy)\/.*/, '$1/').replace(/^(\w+)\/.*\.(\w+)$/, '$1/*.$2'),
      ),
    );
    expect([...kinds].sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES',
      'bundle/*.js',
      'console/',
      'deploy/',
      'package.json',
      'sdk-docs/',
      'types/*.ts',
    ]);
    for (const tool of ['esbuild', 'typescript', 'vitest', '@biomejs/biome', 'auth0'])
      expect(bundled).not.toContain(tool);
  });

  it('has the notice of everything of others that is in it', () => {
    expect(bundled).toEqual(expect.arrayContaining(['commander', 'fastify', 'pg', 'reflect-metadata']));
    const named = [...read('THIRD-PARTY-NOTICES').matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((.+)\)$/gm)];
    const names = named.map(([, name]) => name);
    expect(bundled.filter((name) => !names.includes(name))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['kysely', 'typebox', '@peculiar/x509', 'typedoc']));
    expect(names).toEqual(expect.arrayContaining(['openid-client', 'oauth4webapi', 'jose']));
    expect(names).toEqual(expect.arrayContaining(['react-dom', '@mantine/core', 'react-router', 'clsx']));
    // Each allows what is done here as long as its notice goes along.
    expect([...new Set(named.map(([, , licence]) => licence))].sort()).toEqual([
      '0BSD',
      'Apache-2.0',
      'BSD-3-Clause',
      'ISC',
      'MIT',
    ]);
  });

  it('depends on libsql alone, in the version that is tested here', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8'));
    expect(JSON.parse(read('package.json')).dependencies).toEqual({ libsql: dependencies.libsql });
  });
});
