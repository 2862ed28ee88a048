import { fileURLToPath } from 'node:url';
import { actedOnScopes } from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { checklistLines } from './checklist.js';
import { peerCases } from './node-oidc-provider.js';
import { numberedTests } from './numbered-tests.js';
import { scopeWorth } from './scope-worth.js';
import { securityPage } from './security-page.js';

const lines = checklistLines();
const tests = numberedTests();
const titles = new Set(tests.map(({ line, name }) => `${line}: ${name}`));
const page = fileURLToPath(new URL('../../docs/security.md', import.meta.url));

describe('the security checklist', () => {
  it('has all lines from 1 to 45', () => {
    const numbers = lines.map(({ number }) => number);
    for (let number = 1; number <= 45; number += 1) expect(numbers).toContain(number);
  });

  it.each(lines)('line $number has a test', ({ number }) => {
    expect(tests.filter(({ line }) => line === number)).not.toEqual([]);
  });
});

it.each(peerCases)('node-oidc-provider, $group: $name', ({ ours, note }) => {
  if (ours === undefined) expect(note).toMatch(/^[A-Z].+\.$/);
  else expect(titles).toContain(ours);
});

it('the worth of each scope that is acted on is told', () => {
  expect(Object.keys(scopeWorth).sort()).toEqual(actedOnScopes.toSorted());
});

it('docs/security.md lists every line with its tests', async () => {
  await expect(securityPage(lines, tests, peerCases)).toMatchFileSnapshot(page);
});
