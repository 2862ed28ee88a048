import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compatibilityPage } from './compatibility-page.js';
import { deployCliOutcomes } from './deploy-cli-operations.js';
import type { ToolOutcomes } from './outcome.js';
import { sdkOutcomes, sdks, versionOf } from './sdk-outcomes.js';

const page = fileURLToPath(new URL('../../../docs/compatibility.md', import.meta.url));

let results: ToolOutcomes[];
let deployCli: ToolOutcomes;
beforeAll(async () => {
  [deployCli, results] = await Promise.all([
    deployCliOutcomes().then((outcomes) => ({
      tool: `auth0-deploy-cli ${versionOf('auth0-deploy-cli')}`,
      outcomes,
    })),
    sdkOutcomes(sdks),
  ]);
}, 600_000);

describe.each(sdks.map(([name], index) => [versionOf(name), index] as const))('auth0 %s', (_name, index) => {
  it('does everything that it offers, and is refused what Clientele does not have', () => {
    const outcomes = results[index]?.outcomes ?? [];
    expect(outcomes.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === 'works').length).toBeGreaterThan(30);
  });
});

it('the Deploy CLI imports, exports and deletes', () => {
  expect(deployCli.outcomes.filter(({ outcome }) => outcome !== 'works')).toEqual([]);
  expect(deployCli.outcomes).toHaveLength(7);
});

it('docs/compatibility.md says what was seen', async () => {
  await expect(compatibilityPage(results, deployCli)).toMatchFileSnapshot(page);
});
