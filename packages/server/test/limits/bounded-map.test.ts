import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedMap } from '../../src/limits/bounded-map.js';

describe('a bounded map', () => {
  it('never holds more than its limits, nor anything but the last value of a key', () => {
    const step = fc.record({
      act: fc.constantFrom('set', 'get', 'delete'),
      key: fc.integer({ min: 0, max: 30 }).map(String),
      bytes: fc.integer({ min: 0, max: 100 }),
    });
    const limits = fc.record({
      entries: fc.integer({ min: 2, max: 12 }),
      bytes: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(limits, fc.array(step, { size: 'large' }), (limit, steps) => {
        const map = boundedMap<{ n: number; bytes: number }>(limit);
        const last = new Map<string, { n: number; bytes: number }>();
        for (const [n, { act, key, bytes }] of steps.entries()) {
          if (act === 'set') {
            map.set(key, { n, bytes }, bytes);
            last.set(key, { n, bytes });
          } else if (act === 'delete') {
            map.delete(key);
            last.delete(key);
          } else expect([undefined, last.get(key)]).toContainEqual(map.get(key));
          expect(map.bytes()).toBeLessThanOrEqual(limit.bytes);
        }
        // Looking moves entries, so that fewer than there were may be left, never more.
        const held = Array.from({ length: 31 }, (_, key) => map.get(String(key)) ?? []).flat();
        expect(held.length).toBeLessThanOrEqual(limit.entries);
        expect(held.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limit.bytes);
        map.clear();
        expect(map.bytes()).toBe(0);
      }),
    );
  });

  it('keeps what is used, however many others come by', () => {
    const map = boundedMap<number>({ entries: 10, bytes: 10 });
    map.set('used', 1, 1);
    for (let n = 0; n < 1000; n += 1) {
      map.set(`other ${n}`, n, 1);
      expect(map.get('used')).toBe(1);
    }
    expect(map.get('other 0')).toBeUndefined();
  });
});
