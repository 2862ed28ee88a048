import { describe, expect, test } from 'vitest';
import { parseJws } from '../../src/crypto/jws.js';

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const parts = [
  encode({ alg: 'RS256' }),
  encode({ sub: 'someone' }),
  Buffer.alloc(32, 0xfb).toString('base64url'),
];

/** What decoders of base64 skip, or take for another character, and so would make many texts of one signature. */
const foreign = ['=', '+', '/', ' ', '\n', '\r', '\t', '\0', '%', '"', '~', ':', 'é', '\u2028', '０'];

describe('a JWS', () => {
  test('of three parts in base64url is taken apart', () => {
    expect(parseJws(parts.join('.'))).toMatchObject({
      header: { alg: 'RS256' },
      payload: { sub: 'someone' },
    });
  });

  test.each(foreign)('77: with %j in any place of any part is none', (character) => {
    for (const [at, part] of parts.entries())
      for (const place of [0, 4, part.length - 1, part.length]) {
        const changed = parts.with(at, `${part.slice(0, place)}${character}${part.slice(place)}`);
        expect(parseJws(changed.join('.'))).toBeUndefined();
        const replaced = parts.with(at, `${part.slice(0, place)}${character}${part.slice(place + 1)}`);
        expect(parseJws(replaced.join('.'))).toBeUndefined();
      }
  });

  test('77: with the other alphabet of base64, padding, an empty part or a part that is cut is none', () => {
    const [header = '', payload = '', signature = ''] = parts;
    expect(signature).toMatch(/[-_]/);
    for (const other of [
      [header, payload, signature.replaceAll('-', '+').replaceAll('_', '/')],
      [header, payload, `${signature}=`],
      [header, payload, ''],
      ['', payload, signature],
      [header, '', signature],
      [header, payload, `${signature}AA`.slice(0, 45)],
    ])
      expect(parseJws(other.join('.'))).toBeUndefined();
  });
});
