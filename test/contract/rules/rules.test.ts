import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { numberedRules, titleOf } from './numbered-rules.js';
import { type World, world } from './on-server.js';
import { rulesPage } from './rules-page.js';

const rules = numberedRules();

const runs = (side: 'server' | 'stub') =>
  rules
    .filter((rule) => typeof rule[side] === 'function')
    .map((rule) => ({ ...rule, title: titleOf(rule, side) }));

describe('on a server', () => {
  let on: World;
  beforeAll(async () => {
    on = await world();
  });
  afterAll(() => on.close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    on.now();
  });
  afterEach(() => void vi.useRealTimers());

  it.each(runs('server'))('$title: $says', async ({ server }) => {
    if (typeof server === 'function') await server(on);
  });
});

describe('on a stub', () => {
  it.each(runs('stub'))('$title: $says', async ({ stub }) => {
    if (typeof stub === 'function') await stub();
  });
});

describe('the table', () => {
  const cited = rules.flatMap(({ number, server, stub }) =>
    [server, stub].flatMap((shown) =>
      typeof shown === 'object' && 'file' in shown ? [{ number, ...shown }] : [],
    ),
  );

  it.each(cited)('$number is shown by a test that there is: $test', ({ file, test }) => {
    const path = fileURLToPath(new URL(`../../../${file}`, import.meta.url));
    expect(file).toMatch(/\.test\.ts$/);
    expect(existsSync(path)).toBe(true);
    const titles = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => /\b(it|test|describe)\b|\]\)\(|^\s*'/.test(line));
    expect(titles.filter((line) => line.includes(test))).not.toEqual([]);
  });

  it('has no rule that nothing shows, and none twice', () => {
    const shown = rules.filter(({ server, stub }) =>
      [server, stub].some((side) => !(typeof side === 'object' && 'not' in side)),
    );
    expect(shown).toHaveLength(rules.length);
    expect(new Set(rules.map(({ says }) => says)).size).toBe(rules.length);
  });

  it('is docs/sdk-rules.md', async () => {
    const page = fileURLToPath(new URL('../../../docs/sdk-rules.md', import.meta.url));
    await expect(rulesPage()).toMatchFileSnapshot(page);
  });
});
