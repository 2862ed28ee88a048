import { randomBytes } from 'node:crypto';
import {
  generateSecret,
  newClientGrantId,
  newClientId,
  newClientSecretId,
  newConnectionId,
  newCredentialId,
  newResourceServerId,
  newSigningSecret,
  newThirdPartyClientId,
  type Random,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';

describe('identifiers and secrets', () => {
  it.each<[string, (random: Random) => string, RegExp]>([
    ['client id', newClientId, /^[A-Za-z0-9]{32}$/],
    ['credential id', newCredentialId, /^cred_[1-9A-HJ-NP-Za-km-z]{22}$/],
    ['client grant id', newClientGrantId, /^cgr_[A-Za-z0-9]{16}$/],
    ['resource server id', newResourceServerId, /^[0-9a-f]{24}$/],
    ['signing secret', newSigningSecret, /^[A-Za-z0-9]{32}$/],
    ['client secret', (random: Random) => generateSecret(random).text, /^[A-Za-z0-9_-]{64}$/],
    ['id of a client secret', newClientSecretId, /^sec_[A-Za-z0-9]{22}$/],
  ])('a new %s has its documented form', (_name, make, form) => {
    for (let round = 0; round < 100; round += 1) expect(make((bytes) => randomBytes(bytes))).toMatch(form);
  });

  it.each<[string, (random: Random) => string, number]>([
    ['client id', newClientId, 62],
    ['third-party client id', newThirdPartyClientId, 58],
    ['credential id', newCredentialId, 58],
    ['client grant id', newClientGrantId, 62],
    ['connection id', newConnectionId, 62],
    ['signing secret', newSigningSecret, 62],
  ])('leaves out bytes that would make some characters of a new %s likelier', (_name, make, characters) => {
    const made = (first: number) => {
      const bytesOfCalls = [first];
      return make((bytes) => new Uint8Array(bytes).fill(bytesOfCalls.pop() ?? 1));
    };
    const expected = made(1);
    for (let byte = 256 - (256 % characters); byte < 256; byte += 1) expect(made(byte)).toBe(expected);
    expect(made(256 - (256 % characters) - 1)).not.toBe(expected);
  });

  it('uses each character equally often over all bytes', () => {
    const counts = new Map<string, number>();
    let next = 0;
    const everyByte: Random = (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256);
    // 8 ids take 248 usable bytes: each of the 62 characters four times, and the bytes from 248 on never.
    const ids = Array.from({ length: 8 }, () => newClientId(everyByte))
      .join('')
      .slice(0, 248);
    for (const character of ids) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect([...counts.values()]).toEqual(Array.from({ length: 62 }, () => 4));
  });
});
