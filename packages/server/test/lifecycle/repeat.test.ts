import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { repeat } from '../../src/lifecycle/repeat.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('work is done at once and then again, never twice at a time, until it is ended', async () => {
  let begun = 0;
  let done = 0;
  const { first, end } = repeat(1000, async () => {
    begun += 1;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    done += 1;
  });
  await vi.advanceTimersByTimeAsync(1400);
  expect([begun, done]).toEqual([1, 0]);
  await vi.advanceTimersByTimeAsync(600);
  await first;
  expect([begun, done]).toEqual([2, 1]);
  const ended = end();
  await vi.advanceTimersByTimeAsync(10_000);
  await ended;
  const total = begun;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([begun, done]).toEqual([total, total]);
});
