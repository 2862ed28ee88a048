import { expect, it } from 'vitest';
import { turns } from '../../src/limits/in-turn.js';

/** A step that ends when it is told to. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const late = () => new Error('too late');

it('steps of one key take turns, also where one fails; those of others do not wait', async () => {
  const { take } = turns({ patience: 10_000, late });
  const { opened, open } = gate();
  const done: string[] = [];
  const first = take('one', async () => {
    await opened;
    done.push('first');
    throw new Error('failed');
  });
  const second = take('one', async () => void done.push('second'));
  await take('other', async () => void done.push('other'));
  expect(done).toEqual(['other']);
  open();
  await expect(first).rejects.toThrow('failed');
  await second;
  expect(done).toEqual(['other', 'first', 'second']);
});

it('a step that waits for too long is refused, and never run', async () => {
  const { take } = turns({ patience: 20, late });
  const { opened, open } = gate();
  const done: string[] = [];
  const first = take('one', () => opened);
  await expect(take('one', async () => void done.push('late'))).rejects.toThrow('too late');
  open();
  await first;
  await take('one', async () => void done.push('next'));
  expect(done).toEqual(['next']);
});

it('a step that has begun is not refused, however long it takes', async () => {
  const { take } = turns({ patience: 1, late });
  const { opened, open } = gate();
  const first = take('one', async () => {
    await opened;
    return 'done';
  });
  await expect(take('one', async () => 'waited')).rejects.toThrow('too late');
  open();
  expect(await first).toBe('done');
});
