import { constants, createHmac, createPublicKey, createSign, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addKey,
  apiAudience,
  assertionFor,
  enable,
  pairs,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { issuer, audience as managementAudience, type TestServer, testServer } from '../test-server.js';
import { notAuthenticated, profiles } from './profiles.js';

// Named after the lines of security-checklist.md, section C; line 30 is in assertion-replay.test.ts, 38 in
// management/credentials.test.ts, 40 in registry.test.ts.

const refusal = {
  error: 'invalid_client',
  error_description: 'The client assertion was not accepted.',
};

/** An assertion under any header at all, signed as RS256. */
function signedUnder(header: object, assertion: string): string {
  const input = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${assertion.split('.')[1]}`;
  const key = { key: pairs.one.privateKey, padding: constants.RSA_PKCS1_PADDING };
  return `${input}.${createSign('sha256').update(input).sign(key).toString('base64url')}`;
}

describe.each(profiles)('under the profile %s', (errors) => {
  let server: TestServer;
  let clientId: string;
  let credentialId: string;
  beforeAll(async () => {
    server = await testServer({ tokenRules: { errors } });
    const client = await registerKeyClient(server);
    clientId = client.client_id;
    credentialId = client.credentialId;
  });
  afterAll(() => server.close());

  const seconds = () => Math.floor(server.clock.now / 1000);
  const accepted = async (assertion: string, more = {}) => {
    const answer = await tokenByAssertion(server, assertion, more);
    expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 86400, scope: 'read write' });
    expect(answer.statusCode).toBe(200);
  };
  const rejected = async (assertion: string) => {
    const answer = await tokenByAssertion(server, assertion);
    expect([answer.statusCode, answer.json()]).toEqual([401, refusal]);
    expect(answer.headers['cache-control']).toBe('no-store');
  };
  const statusOf = async (id: string, options = {}) =>
    (await tokenByAssertion(server, await assertionFor(server, id, options))).statusCode;

  test('24: an assertion for the issuer, as one string, is exchanged for a token', async () =>
    accepted(await assertionFor(server, clientId)));

  test.each<[string, unknown]>([
    ['nobody', undefined],
    ['the token endpoint', `${issuer}oauth/token`],
    ['another server', 'https://other.example/'],
    ['the issuer without its slash', issuer.slice(0, -1)],
    ['the issuer in capitals', issuer.toUpperCase()],
    ['the issuer with a port', 'https://id.example.com:443/'],
    ['the Management API', managementAudience],
    ['a list that holds the issuer alone', [issuer]],
    ['a list of two', [issuer, 'https://other.example/']],
    ['an empty list', []],
    ['an object', { aud: issuer }],
  ])('24: an assertion for %s is refused', async (_name, aud) =>
    rejected(await assertionFor(server, clientId, { claims: { aud } })),
  );

  test.each([
    ['absent', undefined],
    ['JWT', 'JWT'],
    ['jwt', 'jwt'],
    ['client-authentication+jwt', 'client-authentication+jwt'],
    ['application/client-authentication+jwt', 'application/client-authentication+jwt'],
  ])('25: typ %s is accepted', async (_name, typ) =>
    accepted(await assertionFor(server, clientId, { header: typ === undefined ? {} : { typ } })),
  );

  test.each(['at+jwt', 'dpop+jwt', 'logout+jwt', 'secevent+jwt', 'application/at+jwt', ''])(
    '25: typ "%s" is refused',
    async (typ) => rejected(await assertionFor(server, clientId, { header: { typ } })),
  );

  test('25: an access token of ours is no assertion', async () => {
    const answer = await tokenByAssertion(server, await assertionFor(server, clientId));
    await rejected(answer.json<{ access_token: string }>().access_token);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no iss', { iss: undefined }],
    ['no sub', { sub: undefined }],
    ['an iss that is not its sub', { iss: 'someone' }],
    ['an unknown client', { iss: 'nobody', sub: 'nobody' }],
    ['an empty client', { iss: '', sub: '' }],
    ['a client id of 256 characters', { iss: 'x'.repeat(256), sub: 'x'.repeat(256) }],
    ['a list as iss and sub', { iss: ['a'], sub: ['a'] }],
  ])('26: an assertion with %s is refused', async (_name, claims) =>
    rejected(await assertionFor(server, clientId, { claims })),
  );

  test('26: client_id may repeat whom the assertion is from; another one is refused with 400', async () => {
    await accepted(await assertionFor(server, clientId), { client_id: clientId });
    const assertion = await assertionFor(server, clientId);
    const answer = await tokenByAssertion(server, assertion, { client_id: 'other' });
    expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_request']);
    await accepted(assertion);
  });

  test.each<[string, () => unknown]>([
    ['missing', () => undefined],
    ['text', () => '9999999999'],
    ['null', () => null],
    ['10 s ago', () => seconds() - 10],
    ['an hour ago', () => seconds() - 3600],
    ['more than 5 minutes and the skew ahead', () => seconds() + 311],
    ['ten years ahead', () => seconds() + 315_360_000],
  ])('27: an assertion whose exp is %s is refused', async (_name, exp) =>
    rejected(await assertionFor(server, clientId, { claims: { exp: exp() } })),
  );

  test.each([
    ['5 minutes ahead', () => seconds() + 300],
    ['5 minutes ahead on a clock that is 10 s fast', () => seconds() + 310],
    ['9 s ago, within the skew', () => seconds() - 9],
  ])('27: an assertion whose exp is %s is accepted', async (_name, exp) =>
    accepted(await assertionFor(server, clientId, { claims: { exp: exp() } })),
  );

  test.each([
    ['iat 11 s ahead', () => ({ iat: seconds() + 11 })],
    ['nbf 11 s ahead', () => ({ nbf: seconds() + 11 })],
    ['iat above a minute ahead', () => ({ iat: seconds() + 61 })],
    ['nbf above a minute ahead', () => ({ nbf: seconds() + 61 })],
    ['iat an hour ago', () => ({ iat: seconds() - 3600 })],
    ['iat as text', () => ({ iat: 'now' })],
    ['nbf as text', () => ({ nbf: 'now' })],
  ])('28: an assertion with %s is refused', async (_name, claims) =>
    rejected(await assertionFor(server, clientId, { claims: claims() })),
  );

  test.each([
    ['iat 10 s ahead', () => ({ iat: seconds() + 10 })],
    ['nbf 10 s ahead', () => ({ nbf: seconds() + 10 })],
    ['iat 5 minutes ago', () => ({ iat: seconds() - 300 })],
    ['no iat', () => ({ iat: undefined })],
  ])('28: an assertion with %s is accepted', async (_name, claims) =>
    accepted(await assertionFor(server, clientId, { claims: claims() })),
  );

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['empty', ''],
    ['a number', 7],
    ['a list', ['a']],
    ['65 characters long', 'x'.repeat(65)],
  ])('29: an assertion whose jti is %s is refused', async (_name, jti) =>
    rejected(await assertionFor(server, clientId, { claims: { jti } })),
  );

  test('29: an assertion whose jti is 64 characters long is accepted', async () =>
    accepted(await assertionFor(server, clientId, { claims: { jti: `${randomUUID()}${'x'.repeat(28)}` } })));

  test('31: one jti of two clients works for both', async () => {
    const other = await registerKeyClient(server);
    const claims = { jti: randomUUID() };
    await accepted(await assertionFor(server, clientId, { claims }));
    await accepted(await assertionFor(server, other.client_id, { claims }));
  });

  test('32: a refusal before or while it is authenticated does not spend an assertion', async () => {
    const jti = randomUUID();
    const withClaims = (claims: object) => assertionFor(server, clientId, { claims: { jti, ...claims } });
    await rejected(await withClaims({ aud: 'https://else.example/' }));
    await rejected(await withClaims({ exp: seconds() - 60 }));
    await rejected(await withClaims({ nbf: seconds() + 60 }));
    await rejected(await withClaims({ iss: 'someone' }));
    const { privateKey } = pairs.two;
    await rejected(await assertionFor(server, clientId, { claims: { jti }, privateKey }));
    await rejected(await assertionFor(server, clientId, { claims: { jti }, header: { kid: 'unknown' } }));
    const assertion = await withClaims({});
    for (const more of [{ client_id: 'other' }, { client_secret: 'x' }, { grant_type: 'password' }])
      expect((await tokenByAssertion(server, assertion, more)).statusCode).toBe(400);
    await accepted(assertion);
    await rejected(assertion);
  });

  test.each([
    ['audience', { audience: 'https://unknown.example/' }],
    ['missing audience', { audience: '' }],
    ['grant', { audience: managementAudience }],
    ['scope', { scope: 'erase' }],
    ['organization', { organization: 'org_1' }],
  ])('32: a refusal after it is authenticated, for its %s, has spent an assertion', async (_name, more) => {
    const assertion = await assertionFor(server, clientId);
    const answer = await tokenByAssertion(server, assertion, more);
    expect(answer.statusCode).toBe(errors === 'auth0' ? 403 : 400);
    expect(answer.json().error).not.toBe('invalid_client');
    await rejected(assertion);
  });

  test('32: a client that may not use the grant type has spent its assertion too', async () => {
    const client = await registerClient(server, { grant_types: ['authorization_code'] });
    await enable(server, client.client_id, await addKey(server, client.client_id));
    const assertion = await assertionFor(server, client.client_id);
    expect((await tokenByAssertion(server, assertion)).json().error).toBe('unauthorized_client');
    await rejected(assertion);
  });

  test.each(['none', 'None', 'nOnE', 'HS256', 'RS512', 'rs256'])('34: alg %s is refused', async (alg) => {
    const [, payload] = (await assertionFor(server, clientId)).split('.');
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
    for (const signature of ['', 'AAAA']) await rejected(`${header}.${payload}.${signature}`);
    await rejected(signedUnder({ alg }, await assertionFor(server, clientId)));
  });

  test('34: an empty signature, another one, and one over other claims are refused', async () => {
    const [header, payload, signature] = (await assertionFor(server, clientId)).split('.');
    const [, others] = (await assertionFor(server, clientId)).split('.');
    await rejected(`${header}.${payload}.`);
    await rejected(`${header}.${payload}`);
    await rejected(`${header}.${payload}.${'A'.repeat(342)}`);
    await rejected(`${header}.${others}.${signature}`);
    await rejected(await assertionFor(server, clientId, { privateKey: pairs.two.privateKey }));
  });

  test.each([
    ['PEM', pairs.one.publicKey],
    ['DER', createPublicKey(pairs.one.publicKey).export({ type: 'spki', format: 'der' })],
    ['JWK', JSON.stringify(createPublicKey(pairs.one.publicKey).export({ format: 'jwk' }))],
  ])('34: an HMAC under the public key as %s is refused', async (_name, key) => {
    const [, payload] = (await assertionFor(server, clientId)).split('.');
    const input = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${payload}`;
    await rejected(`${input}.${createHmac('sha256', key).update(input).digest('base64url')}`);
  });

  test.each(['RS256', 'RS384', 'PS256'])('34: a credential pins its algorithm %s', async (alg) => {
    const client = await registerKeyClient(server, { alg });
    const statuses: Record<string, number> = {};
    for (const used of ['RS256', 'RS384', 'PS256'])
      statuses[used] = await statusOf(client.client_id, { header: { alg: used } });
    expect(statuses).toEqual({ RS256: 401, RS384: 401, PS256: 401, [alg]: 200 });
  });

  const foreignJwk = createPublicKey(pairs.two.publicKey).export({ format: 'jwk' });
  test.each([
    ['jwk', { jwk: foreignJwk }],
    ['jku', { jku: `${issuer}keys` }],
    ['x5u', { x5u: `${issuer}certificate` }],
    ['x5c', { x5c: ['MIIB'] }],
  ])('35: %s in the header is no key', async (_name, more) => {
    const header = more as never;
    await rejected(await assertionFor(server, clientId, { header, privateKey: pairs.two.privateKey }));
    await accepted(await assertionFor(server, clientId, { header }));
  });

  test.each([
    ['crit that is unknown', { crit: ['exp'], exp: 1 }],
    ['crit that is empty', { crit: [] }],
    ['b64 false', { b64: false, crit: ['b64'] }],
    ['b64 false without crit', { b64: false }],
  ])('35: %s in the header is refused, whoever signed it', async (_name, more) =>
    rejected(signedUnder({ alg: 'RS256', ...more }, await assertionFor(server, clientId))),
  );

  test('36: kid must be that of the credential, where it is there', async () => {
    const known = await server.call('GET', `/clients/${clientId}/credentials/${credentialId}`);
    const { kid } = known.json<{ kid: string }>();
    await accepted(await assertionFor(server, clientId, { header: { kid } }));
    await rejected(await assertionFor(server, clientId, { header: { kid: `${kid}x` } }));
    await rejected(await assertionFor(server, clientId, { header: { kid: 5 as never } }));
  });

  test('36: kid of another client finds nothing', async () => {
    const other = await registerKeyClient(server, { pem: pairs.two.publicKey, kid: 'kid-of-the-other' });
    const options = { header: { kid: 'kid-of-the-other' }, privateKey: pairs.two.privateKey };
    expect(await statusOf(other.client_id, options)).toBe(200);
    await rejected(await assertionFor(server, clientId, options));
  });

  test('36: without kid each enabled, unexpired credential of the right algorithm is tried', async () => {
    const client = await registerClient(server);
    const one = await addKey(server, client.client_id, { alg: 'RS384' });
    const two = await addKey(server, client.client_id, { pem: pairs.two.publicKey });
    const statuses = async () => [
      await statusOf(client.client_id, { header: { alg: 'RS384' } }),
      await statusOf(client.client_id),
      await statusOf(client.client_id, { privateKey: pairs.two.privateKey }),
    ];
    await enable(server, client.client_id, one, two);
    expect(await statuses()).toEqual([200, 401, 200]);
    await enable(server, client.client_id, one);
    expect(await statuses()).toEqual([200, 401, 401]);
    const path = `/clients/${client.client_id}/credentials/${one}`;
    await server.call('PATCH', path, { expires_at: '2020-01-01T00:00:00Z' });
    expect(await statuses()).toEqual([401, 401, 401]);
  });

  test('37: a credential is inert until the method names it, and again when it no longer does', async () => {
    const client = await registerClient(server);
    const one = await addKey(server, client.client_id);
    expect(await statusOf(client.client_id)).toBe(401);
    await enable(server, client.client_id, one);
    expect(await statusOf(client.client_id)).toBe(200);
    const two = await addKey(server, client.client_id, { pem: pairs.two.publicKey });
    await enable(server, client.client_id, two);
    expect(await statusOf(client.client_id)).toBe(401);
    expect(await statusOf(client.client_id, { privateKey: pairs.two.privateKey })).toBe(200);
  });

  test("37: a credential stops when it expires, at the server's clock, and works again when that is moved", async () => {
    const expires_at = new Date(server.clock.now + 60_000).toISOString();
    const client = await registerKeyClient(server, { expires_at });
    const path = `/clients/${client.client_id}/credentials/${client.credentialId}`;
    const { now } = server.clock;
    expect(await statusOf(client.client_id)).toBe(200);
    server.clock.now = now + 60_000;
    expect(await statusOf(client.client_id)).toBe(401);
    server.clock.now = now;
    await server.call('PATCH', path, { expires_at: '2020-01-01T00:00:00Z' });
    expect(await statusOf(client.client_id)).toBe(401);
    await server.call('PATCH', path, { expires_at: '2090-01-01T00:00:00Z' });
    expect(await statusOf(client.client_id)).toBe(200);
  });

  test('37: a credential stops at once when it is deleted while enabled, and no secret comes back for it', async () => {
    const client = await registerKeyClient(server);
    expect(await statusOf(client.client_id)).toBe(200);
    const path = `/clients/${client.client_id}/credentials/${client.credentialId}`;
    expect((await server.call('DELETE', path)).statusCode).toBe(204);
    expect(await statusOf(client.client_id)).toBe(401);
    const bySecret = await tokenBySecret(server, client);
    expect([bySecret.statusCode, bySecret.json()]).toEqual([401, notAuthenticated[errors]]);
    const stored = await server.call('GET', `/clients/${client.client_id}`);
    expect(stored.json()).toMatchObject({
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
    });
  });

  test.each([
    ['an assertion without its type', { client_assertion: 'a.b.c' }],
    [
      'a type without an assertion',
      { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
    ],
    ['an assertion of another type', { client_assertion: 'a.b.c', client_assertion_type: 'urn:other' }],
  ])('39: %s is refused with 400', async (_name, more) => {
    const answer = await server.token({ grant_type: 'client_credentials', audience: apiAudience, ...more });
    expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_request']);
  });

  test.each(['x', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'e30.e30.', 'e30.e30.AA', 'W10.W10.AA'])(
    '39: what is no JWS ("%s") is refused like any assertion',
    rejected,
  );
});

describe('with settings of its own', () => {
  const tokenUrl = `${issuer}oauth/token`;
  let server: TestServer;
  let clientId: string;
  beforeAll(async () => {
    server = await testServer({ tokenRules: { assertionAudiences: [tokenUrl], assertionMaxLifetime: 3600 } });
    clientId = (await registerKeyClient(server)).client_id;
  });
  afterAll(() => server.close());
  const statusOf = async (claims: object) =>
    (await tokenByAssertion(server, await assertionFor(server, clientId, { claims: { ...claims } })))
      .statusCode;

  test('24: audiences that the operator names are accepted besides the issuer, also as one string only', async () => {
    expect(await statusOf({ aud: issuer })).toBe(200);
    expect(await statusOf({ aud: tokenUrl })).toBe(200);
    for (const aud of [[tokenUrl], [issuer, tokenUrl], `${tokenUrl}/`, 'https://other.example/'])
      expect(await statusOf({ aud })).toBe(401);
  });

  test('27: assertions may live as long as the operator says, and be as old', async () => {
    const now = Math.floor(server.clock.now / 1000);
    expect(await statusOf({ exp: now + 3600 })).toBe(200);
    expect(await statusOf({ exp: now + 3611 })).toBe(401);
    expect(await statusOf({ iat: now - 3600 })).toBe(200);
    expect(await statusOf({ iat: now - 3611 })).toBe(401);
  });
});
