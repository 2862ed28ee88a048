import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { newResourceServer, signingKeyState } from '@clientele/model';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refreshSigningKeys } from '../../src/lifecycle/upkeep.js';
import type { Engine } from '../../src/storage/database/engine.js';
import { openStorage, type StorageOptions } from '../../src/storage/open-storage.js';
import type { Storage } from '../../src/storage/port/port.js';
import { openSqlite } from '../../src/storage/sqlite/open.js';
import { issueAccessToken } from '../../src/token/access-token.js';
import { loadSigningKeys, type SigningKeys } from '../../src/token/signing-keys.js';

const day = 86_400_000;
const clock = { now: 1_800_000_000_000 };
const now = () => clock.now;

let engine: Engine;
let storage: Storage;
const bytes = randomBytes(32);
const options: StorageOptions = {
  instanceKeys: () => [{ id: 'keys', bytes }],
  clientSecrets: 'once',
  managementIdentifier: (id) => `https://${id}.example/api/v2/`,
  now,
};
beforeEach(async () => {
  engine = await openSqlite(':memory:');
  storage = await openStorage(engine, options);
});
afterEach(() => engine.db.destroy());

const open = (tenant = 'one') =>
  loadSigningKeys({ storage: storage.tenant(tenant), host: 'one.example', now });
/** In another server, which hears nothing of what this one changes. */
const openElsewhere = async () => {
  const elsewhere = await openStorage(engine, options);
  return loadSigningKeys({ storage: elsewhere.tenant('one'), host: 'one.example', now });
};
const tenantsWith = (keys: SigningKeys) => ({
  all: () => [{ id: 'one', issuer: '', managementAudience: '', storage: storage.tenant('one'), keys }],
});
const kidsOf = (keys: SigningKeys) => keys.jwks().keys.map(({ kid }) => kid);
const countOf = (keys: SigningKeys, state: string) =>
  keys.all().filter((key) => key.type === 'RSA' && signingKeyState(key) === state).length;
const api = newResourceServer({ identifier: 'urn:api', token_lifetime: 600 }, { id: 'api' });
const issue = (keys: SigningKeys, signing_alg: typeof api.signing_alg = 'RS256') =>
  issueAccessToken(keys, {
    issuer: 'https://one.example/',
    clientId: 'robot',
    resourceServer: { ...api, signing_alg },
    signingSecret: undefined,
    scopes: [],
    now: clock.now,
  });
const verify = (keys: SigningKeys, token: string) =>
  jwtVerify(token, createLocalJWKSet(keys.jwks()), { currentDate: new Date(clock.now) });

describe('the keys of a tenant', () => {
  it('are made on an empty database: one that signs and one that comes next, and are there again later', async () => {
    const keys = await open();
    expect(keys.all().map(signingKeyState).sort()).toEqual(['current', 'next']);
    const again = await open();
    expect(new Set(again.all())).toEqual(new Set(keys.all()));
    await verify(again, await issue(keys));
    expect(kidsOf(await open('two'))).not.toContain(kidsOf(keys)[0]);
  });

  it('are made once by servers that start at the same time', async () => {
    const servers = await Promise.all([open(), open(), open()]);
    for (const keys of servers) {
      await keys.refresh();
      expect([countOf(keys, 'current'), countOf(keys, 'next')]).toEqual([1, 1]);
    }
    expect(new Set(servers.map((keys) => kidsOf(keys).sort().join())).size).toBe(1);
  });

  it('of another type are made once by servers that need them at the same time', async () => {
    const servers = [await open(), await open(), await open()];
    const tokens = await Promise.all(servers.flatMap((keys) => [issue(keys, 'EdDSA'), issue(keys, 'EdDSA')]));
    const reader = await open();
    for (const token of tokens) await verify(reader, token);
    expect(reader.all().filter(({ type }) => type === 'OKP')).toHaveLength(2);
  });

  it('work with Ed25519 and P-256 of the expected kind', async () => {
    const keys = await open();
    await issue(keys, 'EdDSA');
    await issue(keys, 'ES256');
    for (const { type, private_key = '', public_key } of keys.all()) {
      const details = createPublicKey(public_key).asymmetricKeyDetails;
      const expected = { RSA: { modulusLength: 2048 }, EC: { namedCurve: 'prime256v1' }, OKP: {} }[type];
      expect(details).toMatchObject(expected);
      expect(createPublicKey(createPrivateKey(private_key)).equals(createPublicKey(public_key))).toBe(true);
    }
  });
});

describe('two servers on one database', () => {
  it('know the next key before it signs, and hear of what the other one did', async () => {
    const [one, other] = [await open(), await openElsewhere()];
    await one.rotate({});
    const token = await issue(one);
    await verify(other, token);
    const before = await issue(other);
    await verify(one, before);
    await other.refresh();
    expect(kidsOf(other)).toEqual(kidsOf(one));
    const [retired] = one.all().filter((key) => signingKeyState(key) === 'previous');
    await one.revoke(retired?.kid ?? '', {});
    await other.refresh();
    expect(other.verifier(retired?.kid ?? '')).toBeUndefined();
    await expect(verify(other, before)).rejects.toThrow();
  });

  it('publish an old key until the tokens of both have expired', async () => {
    const [one, other] = [await open(), await open()];
    await issue(one);
    await one.rotate({});
    const late = await issueAccessToken(other, {
      issuer: 'https://one.example/',
      clientId: 'robot',
      resourceServer: { ...api, token_lifetime: 86_400 },
      signingSecret: undefined,
      scopes: [],
      now: clock.now,
    });
    await one.refresh();
    clock.now += day - 1000;
    await verify(one, late);
  });

  it('rotate once where both find it due, and not again before it is', async () => {
    const servers = [await open(), await open()];
    clock.now += 30 * day;
    await Promise.all(servers.map((keys) => keys.rotateAfter(30)));
    for (const keys of servers) {
      await keys.refresh();
      await keys.rotateAfter(30);
      expect([countOf(keys, 'current'), countOf(keys, 'next'), countOf(keys, 'previous')]).toEqual([1, 1, 1]);
    }
    clock.now += 30 * day;
    await servers[0]?.rotateAfter(0);
    expect(servers[0] && countOf(servers[0], 'previous')).toBe(1);
  });
});

describe('what is read again', () => {
  it('never undoes what was done meanwhile', async () => {
    const keys = await open();
    await issue(keys);
    const [current] = keys.all().filter((key) => signingKeyState(key) === 'current');
    await Promise.all([keys.refresh(), keys.rotate({}), keys.refresh()]);
    await Promise.all([keys.refresh(), keys.revoke(current?.kid ?? '', {}), keys.refresh()]);
    expect(keys.verifier(current?.kid ?? '')).toBeUndefined();
    expect(kidsOf(keys)).not.toContain(current?.kid);
  });

  it('is read again after a step that failed', async () => {
    const keys = await open();
    const [current] = keys.all().filter((key) => signingKeyState(key) === 'current');
    await expect(keys.revoke(current?.kid ?? '', {})).rejects.toThrow('rotate the signing keys first');
    await keys.refresh();
    await verify(keys, await issue(keys));
  });
});

describe('upkeep', () => {
  it('rotates at once what is due, then looks each minute, and says what went wrong', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    try {
      const keys = await open();
      clock.now += day;
      const end = await refreshSigningKeys(tenantsWith(keys), { rotationDays: 1, logger });
      expect(countOf(keys, 'previous')).toBe(1);
      const other = await open();
      await issue(other);
      clock.now += day;
      vi.advanceTimersByTime(60_000);
      await end();
      expect(countOf(keys, 'previous')).toBe(2);
      vi.advanceTimersByTime(600_000);
      expect(lines).toEqual([]);
      await engine.db.destroy();
      await (await refreshSigningKeys(tenantsWith(keys), { rotationDays: 1, logger }))();
      expect(lines.join()).toContain('signing keys could not be refreshed or rotated');
    } finally {
      vi.useRealTimers();
    }
  });
});
