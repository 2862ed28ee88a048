import { expect, it, vi } from 'vitest';
import { repeat } from '../../src/instance/repeat.js';

it('work goes on after it failed once, never twice at a time, until it is ended', async () => {
  const events: string[] = [];
  let runs = 0;
  let running = 0;
  const work = async () => {
    running += 1;
    runs += 1;
    const run = runs;
    if (running > 1) events.push('twice at a time');
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    if (run === 1) throw new Error('once');
  };
  const end = repeat(1, work, (error) => events.push(String(error)));
  await vi.waitFor(() => expect(runs).toBeGreaterThan(3));
  await end();
  const before = runs;
  expect([running, events]).toEqual([0, ['Error: once']]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(before);
});
