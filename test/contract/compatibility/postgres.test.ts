import { expect, it } from 'vitest';
import { sdkOutcomes, sdks, versionOf } from './sdk-outcomes.js';

it.each(
  sdks
    .filter(([name]) => name === 'auth0' || name === 'auth0-7')
    .map((sdk) => [versionOf(sdk[0]), sdk] as const),
)('auth0 %s does everything that it offers on PostgreSQL too', async (_version, sdk) => {
  const [outcomes = []] = await sdkOutcomes([sdk]);
  expect(outcomes.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
  expect(outcomes.filter(({ outcome }) => outcome === 'works').length).toBeGreaterThan(30);
});
