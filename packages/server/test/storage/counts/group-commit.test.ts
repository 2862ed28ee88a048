import { describe, expect, it } from 'vitest';
import { groupCommit } from '../../../src/storage/counts/group-commit.js';

describe('a group commit', () => {
  it('writes together what arrives together, and gives each its own result', async () => {
    const groups: number[][] = [];
    const double = groupCommit<number, number>(10, async (entries) => {
      groups.push([...entries]);
      return entries.map((entry) => entry * 2);
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('gathers what arrives while it writes, within its limit', async () => {
    const groups: number[][] = [];
    let more: Promise<number>[] = [];
    const write = groupCommit<number, number>(2, async (entries) => {
      groups.push([...entries]);
      if (groups.length === 1) more = [2, 3, 4].map(write);
      await new Promise(setImmediate);
      return [...entries];
    });
    await write(1);
    expect(await Promise.all(more)).toEqual([2, 3, 4]);
    expect(groups).toEqual([[1], [2, 3], [4]]);
  });

  it('answers nobody before the write has ended', async () => {
    let end: (() => void) | undefined;
    const write = groupCommit<string, boolean>(10, async (entries) => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return entries.map(() => true);
    });
    let answered = false;
    const answer = write('a').then(() => {
      answered = true;
    });
    while (!end) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(answered).toBe(false);
    end();
    await answer;
  });

  it('fails for each of a group that could not be written, and goes on with the next', async () => {
    let broken = true;
    const write = groupCommit<string, boolean>(10, async (entries) => {
      if (broken) throw new Error('the disk is full');
      return entries.map(() => true);
    });
    const outcomes = await Promise.allSettled([write('a'), write('b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await write('c')).toBe(true);
  });
});
