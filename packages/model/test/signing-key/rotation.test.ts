import {
  checkSigningKeyRotation,
  dueForRotation,
  findSigningKey,
  publishedUntil,
  revokeSigningKey,
  rotateSigningKeys,
  type SigningKeyType,
  signingKeyState,
  signingKeyTypes,
  supplySigningKeys,
  type TokenSigningKey,
} from '@clientele/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

let made = 0;
const fresh = (type: SigningKeyType = 'RSA', now = 0): TokenSigningKey => {
  made += 1;
  return {
    kid: `key-${made}`,
    type,
    created_at: now,
    longest_lifetime: 0,
    public_key: 'public',
    private_key: 'private',
  };
};
const pair = (type: SigningKeyType = 'RSA', now = 0) =>
  supplySigningKeys([], [fresh(type, now), fresh(type, now)], now);
const states = (keys: readonly TokenSigningKey[]) => keys.map(signingKeyState);
const day = 86_400_000;

describe('supplying keys', () => {
  it('gives a key that signs and one that comes next, and takes no third', () => {
    const keys = pair();
    expect(states(keys)).toEqual(['current', 'next']);
    expect(supplySigningKeys(keys, [fresh(), fresh()], 1)).toEqual(keys);
  });

  it('completes what is there', () => {
    const [current] = pair();
    const next = fresh();
    expect(supplySigningKeys(current ? [current] : [], [fresh(), next], 1)).toHaveLength(2);
  });
});

describe('a rotation', () => {
  it('puts the next key to use, and the current one keeps its public half only', () => {
    const [current, next] = pair();
    const offered = fresh('RSA', 5);
    const keys = rotateSigningKeys(current && next ? [current, next] : [], [offered], 5);
    expect(states(keys)).toEqual(['previous', 'current', 'next']);
    expect(keys[0]).toEqual({ ...current, private_key: undefined, current_until: 5 });
    expect(keys[0]).not.toHaveProperty('private_key');
    expect(keys[1]).toEqual({ ...next, current_since: 5 });
    expect(keys[2]).toBe(offered);
  });

  it('leaves types alone of which none is offered, and types that there are not', () => {
    const keys = [...pair('RSA'), ...pair('EC')];
    const turned = rotateSigningKeys(keys, [fresh('RSA'), fresh('OKP')], 1);
    expect(turned.filter(({ type }) => type === 'EC')).toEqual(keys.slice(2));
    expect(turned.filter(({ type }) => type === 'OKP')).toEqual([]);
  });

  it('is refused while 32 earlier keys are published, until one is revoked or its tokens have expired', () => {
    let keys = pair().map((key) => ({ ...key, longest_lifetime: 3600 }));
    for (let n = 1; n <= 32; n += 1)
      keys = rotateSigningKeys(keys, [{ ...fresh(), longest_lifetime: 3600 }], n);
    expect(() => rotateSigningKeys(keys, [fresh()], 40)).toThrow(
      'There are 32 earlier signing keys whose tokens have not expired; revoke one of them first.',
    );
    expect(() => checkSigningKeyRotation(keys, day)).not.toThrow();
    const [oldest] = keys;
    const freed = revokeSigningKey(keys, oldest?.kid ?? '', { offered: undefined, now: 40 });
    expect(() => checkSigningKeyRotation(freed, 40)).not.toThrow();
  });

  it('is due after so many days, for each type by itself, and never for 0', () => {
    const keys = [...pair('RSA', 0), ...pair('EC', 2 * day)];
    expect(dueForRotation(keys, 7, 7 * day - 1)).toEqual([]);
    expect(dueForRotation(keys, 7, 7 * day)).toEqual(['RSA']);
    expect(dueForRotation(keys, 7, 9 * day)).toEqual(['RSA', 'EC']);
    expect(dueForRotation(keys, 0, 9 * day)).toEqual([]);
  });
});

describe('a key', () => {
  it('is published until its last token has expired, and five minutes more', () => {
    const [current] = pair();
    expect(publishedUntil({ ...fresh(), ...current })).toBe(Number.POSITIVE_INFINITY);
    const previous = { ...fresh(), current_since: 0, current_until: 1000, longest_lifetime: 60 };
    expect(publishedUntil(previous)).toBe(1000 + 60_000 + 300_000);
    expect(publishedUntil({ ...previous, revoked_at: 2000 })).toBe(2000);
  });
});

describe('revoking', () => {
  it('the current key is refused, and changes nothing', () => {
    const keys = pair();
    expect(() => revokeSigningKey(keys, keys[0]?.kid ?? '', { offered: undefined, now: 1 })).toThrow(
      'The current signing key cannot be revoked; rotate the signing keys first.',
    );
  });

  it('the next key makes way for the one that is offered', () => {
    const keys = pair();
    const offered = fresh();
    const left = revokeSigningKey(keys, keys[1]?.kid ?? '', { offered, now: 1 });
    expect(states(left)).toEqual(['current', 'revoked', 'next']);
    expect(left[1]).not.toHaveProperty('private_key');
    expect(left[2]).toBe(offered);
  });

  it('an unknown key, or one a second time, changes nothing', () => {
    const keys = revokeSigningKey(rotateSigningKeys(pair(), [fresh()], 1), 'none', {
      offered: undefined,
      now: 2,
    });
    const kid = keys.find((key) => signingKeyState(key) === 'previous')?.kid ?? '';
    const once = revokeSigningKey(keys, kid, { offered: undefined, now: 3 });
    expect(states(once)).toEqual(['revoked', 'current', 'next']);
    expect(revokeSigningKey(once, kid, { offered: undefined, now: 4 })).toEqual(once);
  });
});

describe('whatever is done to keys', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('rotate' as const),
      types: fc.subarray([...signingKeyTypes], { minLength: 1 }),
    }),
    fc.record({ do: fc.constant('revoke' as const), at: fc.nat(60) }),
    fc.record({ do: fc.constant('supply' as const), types: fc.subarray([...signingKeyTypes]) }),
    fc.record({ do: fc.constant('sign' as const), lifetime: fc.integer({ min: 1, max: 2_592_000 }) }),
    fc.record({ do: fc.constant('wait' as const), days: fc.nat(40) }),
  );

  it('each type has one key that signs and one next, who signs can be verified, and the number stays bounded', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        let keys = pair();
        let now = 0;
        const tokens: { kid: string; expiry: number }[] = [];
        const attempt = (to: () => TokenSigningKey[]) => {
          try {
            keys = to();
          } catch (error) {
            expect(error).toHaveProperty('statusCode', 400);
          }
        };
        for (const one of steps) {
          now += 1;
          if (one.do === 'wait') now += one.days * day;
          if (one.do === 'supply') {
            const offered = one.types.flatMap((type) => [fresh(type, now), fresh(type, now)]);
            attempt(() => supplySigningKeys(keys, offered, now));
          }
          if (one.do === 'rotate') {
            const offered = one.types.map((type) => fresh(type, now));
            attempt(() => rotateSigningKeys(keys, offered, now));
          }
          if (one.do === 'revoke') {
            const key = keys[one.at % keys.length];
            if (key) attempt(() => revokeSigningKey(keys, key.kid, { offered: fresh(key.type, now), now }));
          }
          if (one.do === 'sign')
            keys = keys.map((key) => {
              if (signingKeyState(key) !== 'current') return key;
              tokens.push({ kid: key.kid, expiry: now + one.lifetime * 1000 });
              return { ...key, longest_lifetime: Math.max(key.longest_lifetime, one.lifetime) };
            });
          const revoked = keys.filter((key) => signingKeyState(key) === 'revoked').map(({ kid }) => kid);
          const published = keys.filter((key) => publishedUntil(key) > now).map(({ kid }) => kid);
          for (const { kid, expiry } of tokens)
            if (expiry > now && keys.some((key) => key.kid === kid) && !revoked.includes(kid))
              expect(published).toContain(kid);
          for (const kid of revoked) expect(published).not.toContain(kid);
          for (const type of new Set(keys.map((key) => key.type))) {
            const count = (state: string) =>
              keys.filter((key) => key.type === type && signingKeyState(key) === state).length;
            expect([count('current'), count('next')]).toEqual([1, 1]);
            expect(keys.filter((key) => key.type === type).length).toBeLessThanOrEqual(2 + 32 + 10);
            expect(findSigningKey(keys, type, 'current')?.private_key).toBe('private');
          }
          for (const key of keys)
            expect('private_key' in key).toBe(['current', 'next'].includes(signingKeyState(key)));
        }
      }),
      { numRuns: 200 },
    );
  });
});
