import { expect, it } from 'vitest';
import { compareClocks } from '../../src/lifecycle/clock.js';
import type { Heartbeat } from '../../src/storage/database/shared-database.js';
import { createLogger } from '../../src/telemetry/logger.js';

const now = Date.UTC(2026, 0, 1);

/** Compares with a database whose clock is behind by `ahead` milliseconds, each time by a question that took some. */
function compared(...heartbeats: { ahead: number; took: number }[]) {
  const lines: string[] = [];
  let listener: (heartbeat: Heartbeat) => void = () => {};
  const clock = compareClocks(
    { onHeartbeat: (given) => (listener = given) },
    {
      now: () => now,
      logger: createLogger('info', { write: (line) => void lines.push(JSON.parse(line).msg) }),
    },
  );
  for (const { ahead, took } of heartbeats)
    listener({ askedAt: 1000, answeredAt: 1000 + took, time: now - ahead - took / 2 });
  return { clock, lines };
}

it('an offset is counted from the middle of the question, give or take half of what that took', () => {
  expect(compared({ ahead: 7000, took: 300 }).clock.offset()).toEqual({ ahead: 7000, uncertainty: 150 });
  expect(compared().clock.offset()).toBeUndefined();
});

it.each([
  { ahead: 5000, took: 0, error: undefined },
  { ahead: 5001, took: 0, error: 5001 },
  { ahead: -5001, took: 0, error: -5001 },
  { ahead: 5001, took: 2, error: undefined },
])(
  'it is an error where it certainly exceeds five seconds: $ahead ms, after $took ms',
  ({ error, ...heartbeat }) => {
    expect(compared(heartbeat).clock.error()).toBe(error);
  },
);

it('is logged when it begins and when it ends', () => {
  const [off, right] = [
    { ahead: 6000, took: 0 },
    { ahead: 0, took: 0 },
  ];
  expect(compared(right, off, off, right, right).lines).toEqual([
    expect.stringContaining("this server's clock is 6.0 s ahead of the database's"),
    'the clock agrees with the database again; tokens are issued',
  ]);
});
