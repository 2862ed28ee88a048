import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/limits/json.js';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'small' }), (value) => {
        const text = JSON.stringify(value);
        if (text.includes('__proto__') || text.includes('\\u0000') || !text.isWellFormed()) return;
        if (/\\ud[89a-f]/i.test(text)) return;
        expect(parse(text)).toEqual({ value: JSON.parse(text) });
      }),
    );
  });

  it.each([
    ['a duplicate key', '{"a":1,"a":1}', 'duplicate key "a"'],
    ['a duplicate key, spelled differently', '{"a":1,"\\u0061":2}', 'duplicate key "a"'],
    ['a duplicate key, deep inside', '[{"x":{"b":1,"c":2,"b":3}}]', 'duplicate key "b"'],
    ['__proto__', '{"__proto__":{}}', 'the key "__proto__" is not allowed'],
    ['U+0000 in a value', '{"a":"\\u0000"}', 'text with the character U+0000 is not allowed'],
    ['U+0000 in a key', '{"\\u0000":1}', 'text with the character U+0000 is not allowed'],
    ['a lone surrogate', '{"a":"\\ud800"}', 'text with a lone surrogate is not allowed'],
    ['33 levels of arrays', '['.repeat(33) + ']'.repeat(33), 'it is nested deeper than 32 levels'],
    ['a hundred thousand levels', '[{"a":'.repeat(50_000), 'it is nested deeper than 32 levels'],
    ['a comment', '{"a":1/* x */}', 'it is not valid JSON (InvalidCommentToken)'],
    ['a trailing comma', '{"a":1,}', 'it is not valid JSON (PropertyNameExpected)'],
    ['two documents', '{} {}', 'it is not valid JSON (EndOfFileExpected)'],
    ['nothing but white space', '  ', 'it is not valid JSON (ValueExpected)'],
    ['a number JSON does not know', '{"a":01}', /^it is not valid JSON/],
    ['two byte order marks', '\uFEFF\uFEFF{}', /^it is not valid JSON/],
  ])('refuses %s', (_name, text, error) => {
    expect(parse(text)).toEqual({ error: typeof error === 'string' ? error : expect.stringMatching(error) });
  });

  it('skips a byte order mark', () => {
    expect(parse('\uFEFF{"a":"\uFEFF"}')).toEqual({ value: { a: '\uFEFF' } });
    expect(parse('\uFEFF{ "a": 1 }')).toEqual({ value: { a: 1 } });
  });

  it('lets one key stand in several objects', () => {
    expect(parse('[{"a":1},{"a":2},{"b":{"a":3}}]')).toEqual({
      value: [{ a: 1 }, { a: 2 }, { b: { a: 3 } }],
    });
  });

  it('reads 32 levels', () => {
    expect(parse('['.repeat(32) + ']'.repeat(32))).toHaveProperty('value');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ error: 'it is not valid UTF-8' });
  });
});
