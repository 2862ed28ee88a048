import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedMap } from '../src/bounded-map.js';

describe('a bounded map', () => {
  it('never holds more than its limit, nor anything but the last value of a key', () => {
    const step = fc.record({
      act: fc.constantFrom('set', 'get', 'delete'),
      key: fc.integer({ min: 0, max: 30 }).map(String),
    });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), fc.array(step, { size: 'large' }), (limit, steps) => {
        const map = boundedMap<number>(limit);
        const last = new Map<string, number>();
        for (const [n, { act, key }] of steps.entries()) {
          if (act === 'set') {
            map.set(key, n);
            last.set(key, n);
          } else if (act === 'delete') {
            map.delete(key);
            last.delete(key);
          } else expect([undefined, last.get(key)]).toContain(map.get(key));
        }
        const held = Array.from({ length: 31 }, (_, key) => map.get(String(key)));
        // Looking moves entries, so that fewer than there were may be left, never more.
        expect(held.filter((value) => value !== undefined).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('keeps what is used, however many others come by', () => {
    const map = boundedMap<number>(10);
    map.set('used', 1);
    for (let n = 0; n < 1000; n += 1) {
      map.set(`other ${n}`, n);
      expect(map.get('used')).toBe(1);
    }
    expect(map.get('other 0')).toBeUndefined();
  });
});
