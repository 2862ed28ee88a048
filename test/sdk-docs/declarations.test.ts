import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const dist = fileURLToPath(new URL('../../packages/sdk/dist/', import.meta.url));
const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.d.ts'),
);

/** A file by its name, such as `management-api.md 1.5`; what is installed with the SDK is allowed. */
const named = /[\w./-]+\.md\b[^*\n]*/g;
const installed = /^(README|CHANGELOG)\.md/;

it('are there', () => {
  expect(files.length).toBeGreaterThan(20);
});

it.each(files)('%s names no file that its readers do not have', (file) => {
  const text = readFileSync(join(dist, file), 'utf8');
  expect((text.match(named) ?? []).filter((name) => !installed.test(name))).toEqual([]);
});

it.each(files)('%s refers to no map of sources, which is not published', (file) => {
  expect(readFileSync(join(dist, file), 'utf8')).not.toContain('sourceMappingURL');
});
