import { expect, it } from 'vitest';
import { sharedFlush } from '../../../src/storage/database/durability.js';

it('lets who asks during a run wait for the next one, all of them for the same', async () => {
  const runs: (() => void)[] = [];
  const sync = sharedFlush(() => new Promise<void>((resolve) => void runs.push(resolve)));
  const settled: string[] = [];
  const first = sync().then(() => settled.push('first'));
  const others = [sync(), sync()].map((wait) => wait.then(() => settled.push('other')));
  expect(runs).toHaveLength(1);
  runs[0]?.();
  await first;
  await new Promise(setImmediate);
  expect(settled).toEqual(['first']);
  expect(runs).toHaveLength(2);
  runs[1]?.();
  await Promise.all(others);
  expect(settled).toEqual(['first', 'other', 'other']);
  expect(runs).toHaveLength(2);
});

it('tells of a run that failed, and runs again for who asks next', async () => {
  let broken = true;
  const sync = sharedFlush(async () => {
    if (broken) throw new Error('the disk is gone');
  });
  const [one, other] = await Promise.allSettled([sync(), sync()]);
  expect([one.status, other.status]).toEqual(['rejected', 'rejected']);
  broken = false;
  await sync();
});
