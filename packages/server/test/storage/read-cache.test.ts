import { describe, expect, it } from 'vitest';
import { readCache } from '../../src/storage/read-cache.js';

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
    const cache = readCache(10, read);
    const both = [cache.find('a'), cache.find('a')];
    reads[0]?.answer({ of: 'a' });
    expect(await Promise.all(both)).toEqual([{ of: 'a' }, { of: 'a' }]);
    expect(await cache.find('a')).toEqual({ of: 'a' });
    expect(reads).toHaveLength(1);
  });

  it('does not keep what was forgotten while it was read', async () => {
    const { reads, read } = source();
    const cache = readCache(10, read);
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
    const cache = readCache(10, read);
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
    const cache = readCache(4, async (key: string) => {
      asked.push(key);
      return { of: key };
    });
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'a']) await cache.find(key);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'a']);
  });

  it('hands out what nobody can change', async () => {
    const cache = readCache(1, async () => ({ scopes: ['read'] }));
    const found = await cache.find('a');
    expect(() => found?.scopes.push('write')).toThrow(TypeError);
  });
});
