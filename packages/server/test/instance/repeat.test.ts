import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { repeat } from '../../src/instance/repeat.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('work goes on after it failed once, never twice at a time, until it is ended', async () => {
  const errors: string[] = [];
  let begun = 0;
  let done = 0;
  const work = async () => {
    begun += 1;
    const first = begun === 1;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    done += 1;
    if (first) throw new Error('once');
  };
  const end = repeat(1000, work, (error) => errors.push(String(error)));
  await vi.advanceTimersByTimeAsync(2400);
  expect([begun, done, errors]).toEqual([1, 0, []]);
  await vi.advanceTimersByTimeAsync(600);
  expect([begun, done, errors]).toEqual([2, 1, ['Error: once']]);
  const ended = end();
  await vi.advanceTimersByTimeAsync(10_000);
  await ended;
  const total = begun;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([begun, done]).toEqual([total, total]);
});
