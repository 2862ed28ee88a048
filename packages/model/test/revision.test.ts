import { describe, expect, it } from 'vitest';
import { changedSince, firstRevision, nextRevision } from '../src/revision.js';

describe('where an object stands', () => {
  const first = firstRevision(1000);
  const second = nextRevision(first, ['name'], 2000);
  const third = nextRevision(second, ['callbacks', 'name'], 1500);

  it('moves on with each change, whatever the clock says', () => {
    expect([first, second, third].map(({ updatedAt }) => updatedAt)).toEqual([1000, 2000, 2001]);
    expect([first, second, third].map(({ createdAt }) => createdAt)).toEqual([1000, 1000, 1000]);
  });

  it('stays where a change changed nothing', () => {
    expect(nextRevision(second, [], 9000)).toBe(second);
  });

  it.each([
    [1000, ['callbacks', 'name']],
    [2000, ['callbacks', 'name']],
    [2001, []],
    [1999, undefined],
    [Number.NaN, undefined],
  ])('tells what has changed since %d', (since, properties) => {
    expect(changedSince(third, since)).toEqual(properties);
  });

  it('remembers ten changes, and of many properties fewer', () => {
    const names = (n: number, count: number) => Array.from({ length: count }, (_, k) => `p${n}-${k}`);
    let few = first;
    let many = first;
    for (let n = 1; n <= 20; n += 1) {
      few = nextRevision(few, names(n, 1), 1000 + n);
      many = nextRevision(many, names(n, 25), 1000 + n);
    }
    expect([few.changes.length, many.changes.length]).toEqual([10, 2]);
    expect(changedSince(few, 1010)).toHaveLength(10);
    expect(changedSince(few, 1009)).toBeUndefined();
  });

  it('does not guess where a change went unnoticed', () => {
    const elsewhere = { ...second, updatedAt: 2500, changes: [] };
    const later = nextRevision(elsewhere, ['name'], 3000);
    expect([changedSince(later, 2500), changedSince(later, 2000)]).toEqual([['name'], undefined]);
    expect(changedSince({ ...second, updatedAt: 2500 }, 1000)).toBeUndefined();
  });
});
