import { createHash, X509Certificate } from 'node:crypto';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RegisteredClient, registerClient, tokenBySecret } from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';

interface SigningKeyAnswer {
  kid: string;
  cert: string;
  [property: string]: unknown;
}

let server: TestServer;
let client: RegisteredClient;
beforeEach(async () => {
  server = await testServer();
  client = await registerClient(server);
});
afterEach(() => server.close());

const keys = async () => (await server.call('GET', '/keys/signing')).json<SigningKeyAnswer[]>();
const rotate = () => server.call('POST', '/keys/signing/rotate');
const revoke = (kid: string, options = {}) =>
  server.call('PUT', `/keys/signing/${kid}/revoke`, undefined, options);
const jwks = async () => (await server.inject({ url: '/.well-known/jwks.json' })).json<JSONWebKeySet>();
const kids = async () => (await jwks()).keys.map(({ kid }) => kid);
const issue = async (more: Record<string, string> = {}) =>
  (await tokenBySecret(server, client, more)).json<{ access_token: string }>().access_token;
const verify = async (token: string) =>
  jwtVerify(token, createLocalJWKSet(await jwks()), { currentDate: new Date(server.clock.now) });
const find = async (state: string) => (await keys()).find((key) => key[state] === true);

/** Registers an API that signs otherwise, with a grant for the client. */
async function api(signing_alg: string, more: object = {}): Promise<string> {
  const identifier = `https://${signing_alg.toLowerCase()}.example/`;
  const made = await server.call('POST', '/resource-servers', { identifier, signing_alg, ...more });
  const grant = { client_id: client.client_id, audience: identifier, scope: [] };
  const granted = await server.call('POST', '/client-grants', grant);
  expect([made.statusCode, granted.statusCode]).toEqual([201, 201]);
  return identifier;
}

/** A token for the Management API, signed now. */
const managementToken = () => server.tokenWith('read:signing_keys', 'update:signing_keys');

describe('signing keys', () => {
  it('are listed with their certificates, those that sign first', async () => {
    const [current, next, ...rest] = await keys();
    expect(rest).toEqual([]);
    expect(current).toEqual({
      kid: 'test-signing-key',
      cert: expect.stringContaining('BEGIN CERTIFICATE'),
      pkcs7: expect.stringContaining('BEGIN PKCS7'),
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/),
      thumbprint: expect.stringMatching(/^[0-9A-F]{40}$/),
      kty: 'RSA',
      current: true,
      next: false,
      previous: false,
      current_since: new Date(server.clock.now).toISOString(),
      revoked: false,
    });
    expect(next).toMatchObject({ kid: 'test-next-key', current: false, next: true });
    expect(next).not.toHaveProperty('current_since');
    expect((await server.call('GET', '/keys/signing/test-next-key')).json()).toEqual(next);
  });

  it('have certificates of the very keys that are published', async () => {
    for (const alg of ['ES256', 'EdDSA']) await api(alg);
    const published = await jwks();
    const listed = await keys();
    expect(listed.map(({ kty }) => kty).sort()).toEqual(['EC', 'EC', 'OKP', 'OKP', 'RSA', 'RSA']);
    for (const { kid, cert } of listed) {
      const certificate = new X509Certificate(cert);
      const jwk = published.keys.find((key) => key.kid === kid);
      expect(jwk).toMatchObject(certificate.publicKey.export({ format: 'jwk' }));
      expect(jwk).toMatchObject({
        x5c: [certificate.raw.toString('base64')],
        x5t: createHash('sha1').update(certificate.raw).digest('base64url'),
        'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url'),
      });
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(certificate.subject).toBe('CN=id.example.com');
    }
  });

  it('that are unknown are 404', async () => {
    for (const answer of [await server.call('GET', '/keys/signing/none'), await revoke('none')])
      expect(answer.json()).toEqual({
        statusCode: 404,
        error: 'Not Found',
        message: 'The signing key does not exist',
        errorCode: 'inexistent_signing_key',
      });
  });

  it.each([
    ['read', 'GET', '', ['update:signing_keys'], 'read:signing_keys'],
    ['rotate', 'POST', '/rotate', ['read:signing_keys', 'update:signing_keys'], 'create:signing_keys'],
    ['rotate', 'POST', '/rotate', ['read:signing_keys', 'create:signing_keys'], 'update:signing_keys'],
    ['revoke', 'PUT', '/test-next-key/revoke', ['create:signing_keys'], 'update:signing_keys'],
  ] as const)('can be %s only with the scope', async (_verb, method, path, scopes, missing) => {
    const token = await server.tokenWith(...scopes);
    const before = server.tenant.keys.all();
    const answer = await server.call(method, `/keys/signing${path}`, undefined, { token });
    expect(answer.json()).toMatchObject({ statusCode: 403, message: expect.stringContaining(missing) });
    expect(server.tenant.keys.all()).toEqual(before);
  });
});

describe('a rotation', () => {
  it('signs with the key that was published before, and makes the one that comes next', async () => {
    const known = await kids();
    const answer = await rotate();
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({ kid: 'test-next-key', cert: (await find('current'))?.cert });
    expect(decodeProtectedHeader(await issue()).kid).toBe('test-next-key');
    expect(known).toContain('test-next-key');
    const now = new Date(server.clock.now).toISOString();
    expect(await find('previous')).toMatchObject({ kid: 'test-signing-key', current_until: now });
    expect(await kids()).toContain((await find('next'))?.kid);
  });

  it('keeps the old key published until its last token has expired, however long that is', async () => {
    const identifier = await api('RS256', { token_lifetime: 2_592_000 });
    const month = await issue({ audience: identifier });
    await server.call('PATCH', `/resource-servers/${encodeURIComponent(identifier)}`, { token_lifetime: 60 });
    const day = await issue();
    await rotate();
    const start = server.clock.now;
    const until = start + 2_592_000_000 + 5 * 60_000;
    expect((await find('previous'))?.published_until).toBe(new Date(until).toISOString());
    expect(await find('current')).not.toHaveProperty('published_until');
    await verify(day);
    server.clock.now = start + 2_592_000_000 - 1000;
    await verify(month);
    expect(await kids()).toContain('test-signing-key');
    server.clock.now = until;
    expect(await kids()).not.toContain('test-signing-key');
    await verify(await issue());
  });

  it('drops the private half of the old key at once', async () => {
    await rotate();
    const rows = await server.db
      .selectFrom('signing_keys')
      .select(['kid', 'sealed_private_key'])
      .where('sealed_private_key', 'is', null)
      .execute();
    expect(rows.map(({ kid }) => kid)).toEqual(['test-signing-key']);
  });

  it('turns each type that there is, and no token is without its key', async () => {
    const audience = await api('ES256');
    const before = await issue({ audience });
    await rotate();
    const after = await issue({ audience });
    expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
    for (const token of [before, after]) await verify(token);
    expect(
      (await keys())
        .filter(({ current }) => current)
        .map(({ kty }) => kty)
        .sort(),
    ).toEqual(['EC', 'RSA']);
  });

  it('ten times at once is ten rotations, with one key that signs', async () => {
    const token = await issue();
    const answers = await Promise.all(Array.from({ length: 10 }, () => rotate()));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 10 }, () => 201));
    expect(new Set(answers.map((answer) => answer.json<SigningKeyAnswer>().kid)).size).toBe(10);
    const listed = await keys();
    for (const [state, count] of Object.entries({ current: 1, next: 1, previous: 10 }))
      expect(listed.filter((key) => key[state] === true)).toHaveLength(count);
    await verify(token);
  });

  it('leaves its events in the log, with who asked for it', async () => {
    await rotate();
    const rows = await server.db.selectFrom('log_events').select('document').execute();
    const events = rows
      .map(({ document }) => JSON.parse(document))
      .filter(({ object, by }) => object === 'signing_key' && by.clientId !== undefined);
    expect(events).toHaveLength(3);
    expect(events).toContainEqual(
      expect.objectContaining({
        action: 'update',
        id: 'test-signing-key',
        properties: ['current_until', 'private_key'],
      }),
    );
    expect(events).toContainEqual(expect.objectContaining({ action: 'update', id: 'test-next-key' }));
    expect(events).toContainEqual(
      expect.objectContaining({ action: 'create', id: (await find('next'))?.kid }),
    );
  });
});

describe('revoking', () => {
  it('ends an earlier key at once: it leaves what is published, and its Management tokens are refused', async () => {
    const token = await managementToken();
    await rotate();
    const later = await managementToken();
    const read = (bearer: string) => server.call('GET', '/keys/signing', undefined, { token: bearer });
    expect((await read(token)).statusCode).toBe(200);
    const answer = await revoke('test-signing-key', { token: later });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ kid: 'test-signing-key', cert: expect.any(String) });
    expect(await kids()).not.toContain('test-signing-key');
    expect((await read(token)).json()).toMatchObject({ statusCode: 401, message: 'Invalid token' });
    const listed = (await read(later)).json<SigningKeyAnswer[]>();
    expect(listed.find(({ kid }) => kid === 'test-signing-key')).toMatchObject({
      revoked: true,
      previous: false,
      revoked_at: new Date(server.clock.now).toISOString(),
    });
    expect((await revoke('test-signing-key', { token: later })).statusCode).toBe(200);
  });

  it('the current key is refused', async () => {
    expect((await revoke('test-signing-key')).json()).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'The current signing key cannot be revoked; rotate the signing keys first.',
      errorCode: 'operation_not_supported',
    });
    await verify(await issue());
  });

  it('the next key has another one come next', async () => {
    expect((await revoke('test-next-key')).statusCode).toBe(200);
    expect(await kids()).not.toContain('test-next-key');
    const next = await find('next');
    expect(next?.kid).not.toBe('test-next-key');
    expect((await rotate()).json()).toMatchObject({ kid: next?.kid });
  });
});

describe('keys of other types', () => {
  it.each([
    ['ES256', 'EC'],
    ['EdDSA', 'OKP'],
  ])('for %s are published with the first API that asks for them, before they sign', async (alg, kty) => {
    expect((await jwks()).keys.map((key) => key.kty)).not.toContain(kty);
    const audience = await api(alg, { token_dialect: 'rfc9068_profile', token_lifetime: 600 });
    const published = (await jwks()).keys.filter((key) => key.kty === kty);
    expect(published).toHaveLength(2);
    for (const key of published) {
      expect(key).toMatchObject({ alg, use: 'sig', kid: expect.stringMatching(/^[\w-]{43}$/) });
      for (const member of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth'])
        expect(key).not.toHaveProperty(member);
    }
    const { payload, protectedHeader } = await verify(await issue({ audience }));
    expect(protectedHeader).toEqual({ alg, typ: 'at+jwt', kid: published[0]?.kid });
    expect(payload).toMatchObject({ aud: audience, exp: (payload.iat ?? 0) + 600 });
  });

  it('are made once when first needed, also by many tokens at once', async () => {
    const { storage } = server.tenant;
    const audience = await api('RS256');
    const stored = await storage.resourceServers.findByIdentifier(audience);
    await storage.change({}, ({ resourceServers }) =>
      resourceServers.update(stored?.resourceServer.id ?? '', (current) => ({
        ...current,
        resourceServer: { ...current.resourceServer, signing_alg: 'ES256' },
      })),
    );
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issue({ audience })));
    expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(1);
    for (const token of tokens) await verify(token);
    expect((await keys()).filter(({ kty }) => kty === 'EC')).toHaveLength(2);
  });

  it('are of no use for the Management API, whose tokens are of RS256', async () => {
    const management = `https://id.example.com/api/v2/`;
    const change = { signing_alg: 'ES256' };
    const answer = await server.call('PATCH', `/resource-servers/${encodeURIComponent(management)}`, change);
    expect(answer.json()).toMatchObject({ statusCode: 400, errorCode: 'invalid_body' });
    expect(decodeProtectedHeader(await managementToken()).alg).toBe('RS256');
  });

  it('leave an API with its own secret as it is', async () => {
    const audience = await api('HS256');
    expect(decodeProtectedHeader(await issue({ audience }))).toEqual({ alg: 'HS256', typ: 'JWT' });
    await rotate();
    expect(decodeProtectedHeader(await issue({ audience }))).toEqual({ alg: 'HS256', typ: 'JWT' });
  });
});

it('each algorithm has its own published key, though RSA keys serve three', async () => {
  for (const alg of ['RS512', 'PS256']) {
    const token = await issue({ audience: await api(alg) });
    expect((await verify(token)).protectedHeader).toEqual({
      alg,
      typ: 'JWT',
      kid: `test-signing-key.${alg}`,
    });
  }
  const published = await jwks();
  expect(published.keys[0]).toMatchObject({ kid: 'test-signing-key', alg: 'RS256' });
  expect(new Set(published.keys.map(({ kid }) => kid)).size).toBe(published.keys.length);
});
