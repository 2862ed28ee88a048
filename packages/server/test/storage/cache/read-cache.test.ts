import { describe, expect, it } from 'vitest';
import { boundedMap } from '../../../src/limits/bounded-map.js';
import { readCache } from '../../../src/storage/cache/read-cache.js';

const limit = { entries: 10, bytes: 1_000_000 };
const newsArrives = () => true;

/** A source whose reads end when they are told to. */
function source() {
  const reads: { key: string; answer: (value: { of: string } | undefined) => void; fail: () => void }[] = [];
  const read = (key: string) =>
    new Promise<{ of: string } | undefined>((answer, reject) => {
      reads.push({ key, answer, fail: () => reject(new Error('unavailable')) });
    });
  return { reads, read };
}

describe('a read cache', () => {
  it('reads once what is asked for twice, also at the same time', async () => {
    const { reads, read } = source();
    const cache = readCache(read, { reads: boundedMap(limit), newsArrives });
    const both = [cache.find('a'), cache.find('a')];
    reads[0]?.answer({ of: 'a' });
    expect(await Promise.all(both)).toEqual([{ of: 'a' }, { of: 'a' }]);
    expect(await cache.find('a')).toEqual({ of: 'a' });
    expect(reads).toHaveLength(1);
  });

  it('does not keep what was forgotten while it was read', async () => {
    const { reads, read } = source();
    const cache = readCache(read, { reads: boundedMap(limit), newsArrives });
    const before = cache.find('a');
    cache.forget('a');
    const after = cache.find('a');
    reads[1]?.answer({ of: 'after the change' });
    reads[0]?.answer({ of: 'before the change' });
    expect(await before).toEqual({ of: 'before the change' });
    expect(await after).toEqual({ of: 'after the change' });
    expect(await cache.find('a')).toEqual({ of: 'after the change' });
  });

  it('keeps neither absence nor failure', async () => {
    const { reads, read } = source();
    const cache = readCache(read, { reads: boundedMap(limit), newsArrives });
    const absent = cache.find('a');
    reads[0]?.answer(undefined);
    expect(await absent).toBeUndefined();
    const failing = cache.find('a');
    reads[1]?.fail();
    await expect(failing).rejects.toThrow('unavailable');
    const present = cache.find('a');
    reads[2]?.answer({ of: 'a' });
    expect(await present).toEqual({ of: 'a' });
  });

  it('reads again what was unused for long beyond its limit', async () => {
    const asked: string[] = [];
    const cache = readCache(
      async (key: string) => {
        asked.push(key);
        return { of: key };
      },
      { reads: boundedMap({ ...limit, entries: 4 }), newsArrives },
    );
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'a']) await cache.find(key);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
  });

  it('reads again what is unused for long beyond its budget of bytes, and each time what is too large for it', async () => {
    const asked: string[] = [];
    const cache = readCache(
      async (key: string) => {
        asked.push(key);
        return { text: 'x'.repeat(Number(key)) };
      },
      { reads: boundedMap({ entries: 1000, bytes: 10_000 }), newsArrives },
    );
    for (const key of ['1000', '1001', '1002', '1003', '1004', '1000']) await cache.find(key);
    expect(asked).toEqual(['1000', '1001', '1002', '1003', '1004', '1000']);
    asked.length = 0;
    await cache.find('1004');
    for (const key of ['3000', '3000']) await cache.find(key);
    expect(asked).toEqual(['3000', '3000']);
  });

  it('tells how much it keeps', async () => {
    const grown: number[] = [];
    const cache = readCache(async (key: string) => (key === 'none' ? undefined : ['x'.repeat(1000)]), {
      reads: boundedMap(limit),
      newsArrives,
      grown: (bytes) => void grown.push(bytes),
    });
    for (const key of ['a', 'a', 'none', 'b']) await cache.find(key);
    await new Promise(setImmediate);
    const [one = 0, two = 0, ...others] = grown;
    expect(others).toEqual([]);
    expect(one).toBeGreaterThan(2000);
    expect(two).toBe(2 * one);
  });

  it('keeps and answers nothing that it keeps while no news arrives', async () => {
    const { reads, read } = source();
    let arrives = true;
    const cache = readCache(read, { reads: boundedMap(limit), newsArrives: () => arrives });
    const first = cache.find('a');
    reads[0]?.answer({ of: 'before the silence' });
    await first;
    arrives = false;
    expect(cache.kept('a')).toBeUndefined();
    const during = cache.find('a');
    reads[1]?.answer({ of: 'in the silence' });
    expect(await during).toEqual({ of: 'in the silence' });
    const again = cache.find('b');
    reads[2]?.answer({ of: 'b in the silence' });
    expect(await again).toEqual({ of: 'b in the silence' });
    arrives = true;
    expect(cache.kept('b')).toBeUndefined();
  });

  it('hands out what nobody can change', async () => {
    const cache = readCache(async () => ({ scopes: ['read'] }), { reads: boundedMap(limit), newsArrives });
    const found = await cache.find('a');
    expect(() => found?.scopes.push('write')).toThrow(TypeError);
  });
});
