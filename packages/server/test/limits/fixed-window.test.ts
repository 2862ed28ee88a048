import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixedWindow, secondsUntil } from '../../src/limits/fixed-window.js';

const visits = fc.array(
  fc.record({ key: fc.constantFrom('a', 'b', 'c'), wait: fc.integer({ min: 0, max: 400 }) }),
);

it('lets a key do no more than the limit within one window, and starts again in the next', () => {
  fc.assert(
    fc.property(visits, fc.integer({ min: 1, max: 5 }), (all, limit) => {
      const window = fixedWindow({ limit, milliseconds: 1000, maxKeys: 10 });
      const allowed = new Map<string, number>();
      let now = 1_000_000;
      for (const { key, wait } of all) {
        now += wait;
        const { remaining, resetsAt } = window.add(key, now);
        expect(resetsAt).toBeGreaterThan(now);
        expect(resetsAt - now).toBeLessThanOrEqual(1000);
        const cell = `${key} ${resetsAt}`;
        if (remaining >= 0) allowed.set(cell, (allowed.get(cell) ?? 0) + 1);
        expect(window.standing(key, now).remaining).toBe(remaining);
      }
      for (const count of allowed.values()) expect(count).toBeLessThanOrEqual(limit);
      expect(window.standing('a', now + 1000).remaining).toBe(limit);
    }),
  );
});

it('forgets the oldest key where there are too many, and no other', () => {
  const window = fixedWindow({ limit: 5, milliseconds: 1000, maxKeys: 3 });
  for (const key of ['a', 'b', 'c', 'd']) window.add(key, 0);
  const remaining = ['a', 'b', 'c', 'd'].map((key) => window.standing(key, 0).remaining);
  expect(remaining).toEqual([5, 4, 4, 4]);
});

it('counts what others have counted, in the window in which they did', () => {
  const window = fixedWindow({ limit: 5, milliseconds: 1000, maxKeys: 3 });
  window.add('a', 1100);
  window.raise('a', 4, 1000);
  window.raise('a', 2, 1000);
  expect(window.standing('a', 1200).remaining).toBe(1);
  window.add('a', 2100);
  window.raise('a', 5, 1000);
  expect(window.standing('a', 2200).remaining).toBe(4);
});

it('says to wait whole seconds, at least one', () => {
  expect([secondsUntil(1000, 999), secondsUntil(2001, 0), secondsUntil(0, 0)]).toEqual([1, 3, 1]);
});
