import { beforeAll, describe, expect, it } from 'vitest';
import { deployCliImport } from './deploy-cli-operations.js';
import type { Outcome } from './outcome.js';
import { sdkOutcomes, sdks, versionOf } from './sdk-outcomes.js';
import { fileOf, type SeenTool, textOf } from './seen.js';

let results: Outcome[][];
let deployCli: Outcome[];
beforeAll(async () => {
  [deployCli, results] = await Promise.all([deployCliImport(), sdkOutcomes(sdks)]);
}, 600_000);

describe.each(sdks.map(([name], index) => [versionOf(name), index] as const))('auth0 %s', (_name, index) => {
  it('does everything that it offers, and is refused what Clientele does not have', () => {
    const outcomes = results[index] ?? [];
    expect(outcomes.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === 'works').length).toBeGreaterThan(30);
  });
});

it('the Deploy CLI imports a file; npm run test:clients plays all that it does', () => {
  expect(deployCli).toEqual([{ operation: 'import of a YAML file', outcome: 'works' }]);
});

it('what was seen is what the page is made from', async () => {
  const seen: SeenTool[] = results.map((outcomes, index) => ({
    tool: `auth0 ${versionOf(sdks[index]?.[0] ?? '')}`,
    table: 'Node',
    outcomes,
  }));
  await expect(textOf(seen)).toMatchFileSnapshot(fileOf('node'));
});
