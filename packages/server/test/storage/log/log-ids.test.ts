import { expect, it } from 'vitest';
import { logIds } from '../../../src/storage/log/log-ids.js';

it('ids of log events ascend, within a millisecond, beyond its sequence, and when the clock is set back', () => {
  const clock = { now: 1_800_000_000_000 };
  const next = logIds(() => clock.now);
  const ids = Array.from({ length: 70_000 }, next);
  clock.now -= 3_600_000;
  ids.push(next(), next());
  clock.now += 7_200_000;
  ids.push(next());
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^log_01800000000000[0-9a-f]{16}$/);
});
