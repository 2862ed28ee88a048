import { EventEmitter, once } from 'node:events';
import { expect, it } from 'vitest';
import { oneAtATime } from '../../src/limits/one-at-a-time.js';

/** A step that writes down when it begins, and ends when it is told to. */
function stepOf(name: string, begun: string[]) {
  const end = new EventEmitter();
  const step = async () => {
    begun.push(name);
    await once(end, 'end');
    return name;
  };
  return { step, succeed: () => end.emit('end'), fail: () => end.emit('error', new Error(name)) };
}

it('begins a step when the one before has ended, however it ended', async () => {
  const begun: string[] = [];
  const [first, second] = [stepOf('first', begun), stepOf('second', begun)];
  const inTurn = oneAtATime();
  const results = [inTurn(first.step), inTurn(second.step), inTurn(async () => begun.push('third'))];
  await expect.poll(() => begun).toEqual(['first']);
  first.fail();
  await expect(results[0]).rejects.toThrow('first');
  await expect.poll(() => begun).toEqual(['first', 'second']);
  second.succeed();
  expect(await Promise.all(results.slice(1))).toEqual(['second', 3]);
});

it('lets steps of another key run meanwhile, also where the key comes again', async () => {
  const begun: string[] = [];
  const slow = stepOf('slow', begun);
  const inTurn = oneAtATime();
  const result = inTurn(slow.step, 'a');
  expect(await inTurn(async () => begun.push('other'), 'b')).toBe(2);
  expect(await inTurn(async () => begun.push('again'), 'b')).toBe(3);
  slow.succeed();
  expect(await result).toBe('slow');
});
