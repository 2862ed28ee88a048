import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as sdk from '@clientele/sdk';
import * as auth0 from 'auth0';
import { describe, expect, test } from 'vitest';
import { exportedNames, namesOfSubjects } from './auth0-exports.js';
import { absences, exportTable, rowsOf } from './auth0-table.js';

const values = Object.entries(auth0);
const here = new Map<string, unknown>(Object.entries(sdk));

describe('names of auth0 v4', () => {
  test.each(values.filter(([name, value]) => here.has(name) && typeof value !== 'function'))(
    '%s has its values',
    (name, value) => {
      expect(here.get(name)).toEqual(value);
    },
  );

  test('are here for all that the managers of the same subjects speak of', () => {
    const exported = exportedNames();
    const absent = namesOfSubjects().filter((name) => !exported.has(name));
    expect(absent.filter((name) => !absences.some((pattern) => pattern.test(name)))).toEqual([]);
    for (const pattern of absences) expect(absent.filter((name) => pattern.test(name))).not.toEqual([]);
  });

  test('are each in one row of the table, which says truly whether they are here', () => {
    const rows = values.map(([name]) => [name, rowsOf(name).map((row) => row.here)]);
    expect(rows).toEqual(values.map(([name]) => [name, [here.has(name)]]));
  });

  test('the table is in the README of the SDK', async () => {
    const path = fileURLToPath(new URL('../../../packages/sdk/README.md', import.meta.url));
    const readme = readFileSync(path, 'utf8');
    const heading = '## Names of auth0 4.37.1\n';
    expect(readme).toContain(heading);
    const before = readme.slice(0, readme.indexOf(heading));
    await expect(`${before}${heading}\n${exportTable(values.map(([name]) => name))}`).toMatchFileSnapshot(
      path,
    );
  });
});
