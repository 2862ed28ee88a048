import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal, digestKeyOf, digestOf, type Place } from '../../src/crypto/seal.js';

const key = { id: 'key-one', bytes: randomBytes(32) };
const place: Place = { tenant: 'a', table: 't', row: 'r', column: 'c' };

describe('seal', () => {
  const seal = createSeal(key);

  it('opens what it sealed', () => {
    expect(seal.open(seal.seal('a secret', place), place)).toBe('a secret');
  });

  it('never seals to the same text twice', () => {
    expect(seal.seal('x', place)).not.toBe(seal.seal('x', place));
  });

  it('does not hold the plaintext', () => {
    expect(
      Buffer.from(seal.seal('plaintext', place).split('.')[3] ?? '', 'base64url').toString(),
    ).not.toContain('plaintext');
  });

  it.each(['tenant', 'table', 'row', 'column'] as const)(
    'does not open after a move to another %s',
    (part) => {
      const sealed = seal.seal('x', place);
      expect(() => seal.open(sealed, { ...place, [part]: 'elsewhere' })).toThrow();
    },
  );

  it('does not open when a bit was changed', () => {
    const [version, id, nonce, text = ''] = seal.seal('some text', place).split('.');
    const bytes = Buffer.from(text, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    expect(() => seal.open([version, id, nonce, bytes.toString('base64url')].join('.'), place)).toThrow();
  });

  it('does not open with a shortened tag', () => {
    const [version, id, nonce, text = ''] = seal.seal('some text', place).split('.');
    const shortened = Buffer.from(text, 'base64url').subarray(0, -12).toString('base64url');
    expect(() => seal.open([version, id, nonce, shortened].join('.'), place)).toThrow();
  });

  it('does not open under another key, even one with the same id', () => {
    const sealed = seal.seal('x', place);
    expect(() => createSeal({ id: key.id, bytes: randomBytes(32) }).open(sealed, place)).toThrow();
    expect(() => createSeal({ id: 'key-two', bytes: key.bytes }).open(sealed, place)).toThrow(
      /another instance key/,
    );
  });
});

describe('the digest of a secret', () => {
  const digestKey = digestKeyOf(key);
  const digest = (secret: string, tenant: string, clientId: string) =>
    digestOf(digestKey, { secret, tenant, clientId });

  it('is the same for the same secret of the same client', () => {
    expect(digest('s', 'a', 'c')).toBe(digest('s', 'a', 'c'));
  });

  it('differs by secret, tenant, client and instance key', () => {
    const other = digestKeyOf({ id: key.id, bytes: randomBytes(32) });
    const digests = [
      digest('s', 'a', 'c'),
      digest('t', 'a', 'c'),
      digest('s', 'b', 'c'),
      digest('s', 'a', 'd'),
      digestOf(other, { secret: 's', tenant: 'a', clientId: 'c' }),
    ];
    expect(new Set(digests).size).toBe(5);
  });

  it('tells secrets apart that differ after 72 bytes only', () => {
    const long = 'x'.repeat(72);
    expect(digest(`${long}a`, 'a', 'c')).not.toBe(digest(`${long}b`, 'a', 'c'));
  });
});
