import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'docs', 'decisions');
const names = readdirSync(folder)
  .filter((name) => /^\d{4}-.*\.md$/.test(name))
  .sort();
const pages = names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

const heading = /^# (\d{4})\. (.+)\n\n(\d{4}-\d\d-\d\d), ((?:accepted|superseded by \[\d{4}\])[^\n]*)\.\n\n/;

describe.each(pages)('decision $name', ({ name, text }) => {
  it('has its number, a date and a status', () => {
    expect(text).toMatch(heading);
    expect(heading.exec(text)?.[1]).toBe(name.slice(0, 4));
  });

  it('names only files that exist', () => {
    expect(namedFiles(text).filter((file) => !exists(file))).toEqual([]);
  });
});

it('docs/architecture.md names only files that exist', () => {
  const text = readFileSync(join(root, 'docs', 'architecture.md'), 'utf8');
  expect(namedFiles(text).filter((file) => !exists(file))).toEqual([]);
});

it('docs/decisions/README.md lists every decision with its date and status', () => {
  const rows = pages.map(({ name, text }) => {
    const [, number, title, date, status] = heading.exec(text) ?? [];
    return `| [${number}](${name}) | ${title} | ${date} | ${status} |`;
  });
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  expect(readme.split('\n').filter((line) => line.startsWith('| ['))).toEqual(rows);
});

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
}).split('\n');
/** Where a path in the text may begin: the repository, the sources of the server, or those of the package that it names. */
const known = new Set(
  tracked.flatMap((file) => {
    const inServer = file.replace(/^packages\/server\/src\//, '');
    const inPackage = file.replace(/^packages\/(\w+)\/src\//, '$1/');
    const inSdk = file.replace(/^packages\/sdk\/src\//, '');
    return [file, inServer, inPackage, inSdk].flatMap(withFolders);
  }),
);
/** The first names of such paths; a text in backticks that begins otherwise is no path of ours. */
const beginnings = new Set([...known].filter((path) => !path.includes('/')));
/** What a build makes is not tracked. */
const built = /^packages\/server\/(bundle|sdk-docs)(\/|$)/;

function withFolders(file: string): string[] {
  const parts = file.split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return [...folders, file.replace(/\.ts$/, '')];
}

/** Texts in backticks that look like a path of ours. */
function namedFiles(text: string): string[] {
  return [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)\/?`/g)]
    .map(([, path = '']) => path)
    .filter((path) => beginnings.has(path.split('/')[0] ?? ''));
}

function exists(path: string): boolean {
  return known.has(path) || built.test(path);
}
