import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { CompactSign, compactVerify, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { parseJws, signJws, verifyJws } from '../../src/crypto/jws.js';
import type { SignatureAlgorithm } from '../../src/crypto/signature.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed25519 = generateKeyPairSync('ed25519');
const pairs: Record<SignatureAlgorithm, { privateKey: KeyObject; publicKey: KeyObject }> = {
  RS256: rsa,
  RS384: rsa,
  RS512: rsa,
  PS256: rsa,
  ES256: p256,
  EdDSA: ed25519,
};
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'EdDSA'] as const;
const algorithm = fc.constantFrom(...algorithms);
const payload = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxKeys: 5 });
// An expiry of the wrong kind is another matter than a signature.
const claims = payload.map(({ exp: _exp, nbf: _nbf, iat: _iat, ...rest }) => rest);

describe('a signature', () => {
  it('of ours verifies elsewhere, under every algorithm', () =>
    fc.assert(
      fc.asyncProperty(algorithm, claims, async (alg, body) => {
        const token = await signJws({ alg, typ: 'JWT' }, body, pairs[alg].privateKey);
        const { protectedHeader } = await jwtVerify(token, pairs[alg].publicKey, { algorithms: [alg] });
        expect(protectedHeader).toEqual({ alg, typ: 'JWT' });
        const { payload: bytes } = await compactVerify(token, pairs[alg].publicKey);
        expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(JSON.parse(JSON.stringify(body)));
      }),
      { numRuns: 60 },
    ));

  it('made elsewhere verifies here, under its own algorithm and key and no other', () =>
    fc.assert(
      fc.asyncProperty(algorithm, async (alg) => {
        const token = await new SignJWT({ a: 1 }).setProtectedHeader({ alg }).sign(pairs[alg].privateKey);
        const jws = parseJws(token);
        if (!jws) throw new Error('it is a JWS');
        for (const other of algorithms)
          for (const { publicKey } of [rsa, p256, ed25519])
            expect(verifyJws(jws, other, publicKey)).toBe(
              other === alg && publicKey === pairs[alg].publicKey,
            );
      }),
      { numRuns: 30 },
    ));

  it('holds no more when any bit of it, or of what it signs, is changed', () =>
    fc.assert(
      fc.asyncProperty(algorithm, fc.nat(), fc.integer({ min: 0, max: 7 }), async (alg, at, bit) => {
        const token = await new CompactSign(Buffer.from('{"a":1}'))
          .setProtectedHeader({ alg })
          .sign(pairs[alg].privateKey);
        const jws = parseJws(token);
        if (!jws) throw new Error('it is a JWS');
        const flipped = (bytes: Buffer) => {
          const copy = Buffer.from(bytes);
          copy.writeUInt8(copy.readUInt8(at % copy.length) ^ (1 << bit), at % copy.length);
          return copy;
        };
        const { publicKey } = pairs[alg];
        expect(verifyJws(jws, alg, publicKey)).toBe(true);
        expect(verifyJws({ ...jws, signature: flipped(jws.signature) }, alg, publicKey)).toBe(false);
        expect(verifyJws({ ...jws, signingInput: flipped(jws.signingInput) }, alg, publicKey)).toBe(false);
      }),
      { numRuns: 100 },
    ));

  it.each(algorithms)('of any other length or form is no %s signature, and no error', (alg) => {
    const jws = parseJws('e30.e30.AA');
    if (!jws) throw new Error('it is a JWS');
    for (const length of [0, 1, 32, 63, 64, 65, 70, 72, 255, 256, 257, 4096])
      for (const fill of [0, 255]) {
        const signature = Buffer.alloc(length, fill);
        expect(verifyJws({ ...jws, signature }, alg, pairs[alg].publicKey)).toBe(false);
      }
  });

  it('over another curve is not ES256, also with a valid signature of that curve', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const token = await signJws({ alg: 'ES256' }, {}, privateKey);
    const jws = parseJws(token);
    expect(jws && verifyJws(jws, 'ES256', publicKey)).toBe(false);
  });
});
