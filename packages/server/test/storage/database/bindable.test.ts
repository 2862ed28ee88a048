import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { bindable } from '../../../src/storage/database/bindable.js';

/** What SQLite makes of a bound value. */
function roundTrip(value: unknown): unknown {
  const db = new Libsql(':memory:');
  const [row] = db.prepare('select ? as value').all([bindable(value)]) as { value: unknown }[];
  db.close();
  return row?.value;
}

describe('bindable', () => {
  it.each([
    ['text', 'häé \u{1F600}', 'häé \u{1F600}'],
    ['empty text', '', ''],
    ['an integer', 42, 42],
    ['a time', 1_900_000_000_000, 1_900_000_000_000],
    ['a fraction', 0.5, 0.5],
    ['null', null, null],
    ['true', true, 1],
    ['false', false, 0],
    ['a bigint', 12n, 12],
  ])('keeps %s', (_name, value, expected) => {
    expect(roundTrip(value)).toBe(expected);
  });

  it.each([
    ['undefined', undefined],
    ['a date', new Date(0)],
    ['an object', { a: 1 }],
    ['an array', [1]],
    ['bytes', new Uint8Array([1])],
    ['a symbol', Symbol('s')],
    ['a function', () => 1],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['text with U+0000', 'a\u0000b'],
  ])('refuses %s', (_name, value) => {
    expect(() => bindable(value)).toThrow(TypeError);
  });
});
