import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import expected from './expected-failures.json' with { type: 'json' };
import { judge } from './judge.mjs';
import { recordingsPage } from './recordings-page.js';

const older = new URL('../../../shared/recordings-history/', import.meta.url);

it('the recordings that fail are told in docs/reference/recordings.md', async () => {
  await expect(recordingsPage(expected)).toMatchFileSnapshot('../../docs/reference/recordings.md');
});

it.runIf(existsSync(older))('each of them is there, once, and can be replayed', () => {
  const there = readdirSync(older)
    .map((file) => JSON.parse(readFileSync(new URL(file, older), 'utf8')))
    .filter(({ replayable }) => replayable !== false)
    .map(({ name }) => name);
  const named = Object.values(expected).flatMap(({ recordings }) => recordings);
  expect(named.filter((name) => !there.includes(name))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});

describe('a replay is judged', () => {
  const report = (differences: Record<string, string[]>) => ({
    skipped: 1,
    results: Object.entries(differences).map(([name, of]) => ({ name, steps: [{ differences: of }] })),
  });
  const known = { some: { reason: '', recordings: ['old'] } };
  const namesOf = (found: { name: string }[]) => found.map(({ name }) => name);

  it.each([
    ['what fails as expected', { a: [], old: ['status 1, recorded 2'] }, [], [], []],
    ['what fails unexpectedly', { a: ['body.x: missing'], old: ['x'] }, ['a'], [], []],
    ['what passes unexpectedly', { a: [], old: [] }, [], ['old'], []],
    ['what is not there', { a: [] }, [], [], ['old']],
    [
      'a time of deletion, which is no difference',
      {
        a: ['body.deleted_at: "2026-11-29T01:45:49.043Z", recorded "2026-04-30T03:26:03.811Z"'],
        old: ['body.deleted_at: missing, recorded "2026-04-30T03:26:03.811Z"'],
      },
      [],
      [],
      [],
    ],
  ])('by %s', (_what, differences, unexpected, outdated, missing) => {
    const judged = judge(report(differences), known);
    expect([namesOf(judged.unexpected), judged.outdated, judged.missing]).toEqual([
      unexpected,
      outdated,
      missing,
    ]);
  });
});
