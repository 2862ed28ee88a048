import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { Checkout, type Job, sendSignal } from './checkout.js';

const interruptions = Number(process.env.CLIENTELE_SETUP_INTERRUPTIONS ?? 30);
const seed = Number(process.env.CLIENTELE_SETUP_SEED ?? Date.now() % 1_000_000);

const checkout = new Checkout();
afterAll(() => checkout.remove());

/** Numbers from 0 to 1 that follow from the seed. mulberry32, Tommy Ettinger */
function randomNumbers(state: number): () => number {
  let current = state;
  return () => {
    current = (current + 0x6d2b79f5) | 0;
    let mixed = Math.imul(current ^ (current >>> 15), 1 | current);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = randomNumbers(seed);

function oneOf<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}

const ways: Record<string, (job: Job) => void> = {
  'Ctrl-C': (job) => job.killGroup('SIGINT'),
  SIGTERM: (job) => job.kill('SIGTERM'),
  'kill -9 of npm': (job) => job.kill('SIGKILL'),
  'kill -9 of its process group': (job) => job.killGroup('SIGKILL'),
  'kill -9 of any of its processes': () => {
    const pid = oneOf(checkout.processes());
    if (pid !== undefined) sendSignal(pid, 'SIGKILL');
  },
};

/** Milliseconds that a start from nothing took, first guessed and then as it was. */
let span = 20_000;

describe(`a start that is interrupted (CLIENTELE_SETUP_SEED=${seed})`, () => {
  const rounds = Array.from({ length: interruptions }, (_, index) => {
    const way = index < 1 ? 'Ctrl-C' : (oneOf(Object.keys(ways)) ?? '');
    return { number: index + 1, way, percent: Math.round(random() * 1000) / 10 };
  });

  it.each(rounds)(
    '$number: by $way after $percent % of it is followed by one that works',
    { timeout: 300_000 },
    async ({ way, percent }) => {
      onTestFailed(() => console.log(checkout.jobs.slice(-2).map(({ output }) => output)));
      checkout.reset();
      const interrupted = checkout.start();
      await Promise.race([setTimeout((percent / 100) * span), interrupted.ended]);
      ways[way]?.(interrupted);
      const again = performance.now();
      await checkout.startsAndServes();
      span = performance.now() - again;
      // A server may have come up before it was killed, or its only process was another one.
      interrupted.killGroup('SIGKILL');
      await interrupted.ended;
      // Only where npm itself was killed may its child live a moment longer.
      await expect.poll(() => checkout.processes()).toEqual([]);
    },
  );
});
