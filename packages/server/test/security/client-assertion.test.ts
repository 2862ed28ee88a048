import { randomUUID } from 'node:crypto';
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
} from '../oauth/registered-client.js';
import { issuer, audience as managementAudience, type TestServer, testServer } from '../test-server.js';
import { assertionRefused, profiles } from './profiles.js';

// Named after the lines of security-checklist.md, section C; lines 30 and 33 are in assertion-replay.test.ts, 34 to 37
// in assertion-keys.test.ts, 38 in management/credentials.test.ts, 40 in registry.test.ts.

describe.each(profiles)('under the profile %s', (errors) => {
  let server: TestServer;
  let clientId: string;
  beforeAll(async () => {
    server = await testServer({ tokenRules: { errors } });
    clientId = (await registerKeyClient(server)).client_id;
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
    expect([answer.statusCode, answer.json()]).toEqual([401, assertionRefused]);
    expect(answer.headers['cache-control']).toBe('no-store');
  };

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
    ['a list of the issuer twice', [issuer, issuer]],
    ['a list in a list', [[issuer]]],
    ['a list of the token endpoint', [`${issuer}oauth/token`]],
    ['a list of two', [issuer, 'https://other.example/']],
    ['an empty list', []],
    ['an object', { aud: issuer }],
  ])('24: an assertion for %s is refused', async (_name, aud) =>
    rejected(await assertionFor(server, clientId, { claims: { aud } })),
  );

  test('24: a list of the issuer alone is accepted under auth0, as SDKs of the dialect send it, and refused under rfc', async () => {
    const assertion = await assertionFor(server, clientId, { claims: { aud: [issuer] } });
    await (errors === 'auth0' ? accepted(assertion) : rejected(assertion));
  });

  test('24: all refusals read alike, and the log tells an operator which it was, by request', async () => {
    const { privateKey } = pairs.two;
    const reasons: [string, Parameters<typeof assertionFor>[2]][] = [
      ['aud is not the issuer', { claims: { aud: 'https://other.example/' } }],
      ['exp is too far ahead', { claims: { exp: seconds() + 3600 } }],
      ['no usable credential signed it', { privateKey }],
      ['unknown client', { claims: { iss: 'nobody', sub: 'nobody' } }],
    ];
    for (const [cause, changes] of reasons) {
      server.log.length = 0;
      await rejected(await assertionFor(server, clientId, changes));
      const line = server.log.find(({ msg }) => msg === 'token refused');
      expect(line).toMatchObject({ reason: 'assertion_not_accepted', cause, reqId: expect.any(String) });
    }
  });

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
