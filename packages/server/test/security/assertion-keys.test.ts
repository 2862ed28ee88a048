import { constants, createHmac, createPublicKey, createSign, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addKey,
  assertionFor,
  enable,
  pairs,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { issuer, type TestServer, testServer } from '../test-server.js';
import { assertionRefused, notAuthenticated, profiles } from './profiles.js';

// Named after lines 34 to 37 of security-checklist.md: which key may have signed an assertion, and how.

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

  const accepted = async (assertion: string) =>
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(200);
  const rejected = async (assertion: string) => {
    const answer = await tokenByAssertion(server, assertion);
    expect([answer.statusCode, answer.json()]).toEqual([401, assertionRefused]);
  };
  const statusOf = async (id: string, options = {}) =>
    (await tokenByAssertion(server, await assertionFor(server, id, options))).statusCode;

  test.each([
    'none',
    'None',
    'nOnE',
    'HS256',
    'RS512',
    'rs256',
    'ES256',
    'EdDSA',
    'ES384',
    'ES256K',
    'Ed25519',
  ])('34: alg %s is refused', async (alg) => {
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

  test.each([
    ['ES256', pairs.ec],
    ['EdDSA', pairs.ed],
  ])('34: a credential pins its algorithm %s, which follows from the key', async (alg, pair) => {
    const { publicKey, privateKey } = pair;
    const client = await registerKeyClient(server, { pem: publicKey });
    const path = `/clients/${client.client_id}/credentials/${client.credentialId}`;
    const { kid } = (await server.call('GET', path)).json<{ kid: string }>();
    const ask = (header: { alg: string; kid?: string }, key = privateKey) =>
      statusOf(client.client_id, { header, privateKey: key });
    expect(await ask({ alg })).toBe(200);
    expect(await ask({ alg, kid })).toBe(200);
    expect(await ask({ alg, kid: `${kid}x` })).toBe(401);
    for (const used of ['RS256', 'RS384', 'PS256'])
      expect(await ask({ alg: used }, pairs.one.privateKey)).toBe(401);
    const [, payload] = (await assertionFor(server, client.client_id)).split('.');
    for (const claimed of ['ES256', 'EdDSA', 'Ed25519', 'ES384', 'ES256K', 'RS256']) {
      const header = Buffer.from(JSON.stringify({ alg: claimed })).toString('base64url');
      for (const signature of ['', 'AAAA', Buffer.alloc(64).toString('base64url')])
        await rejected(`${header}.${payload}.${signature}`);
    }
  });

  test('34: an ES256 signature is taken in the form of JWS only, not in DER', async () => {
    const { publicKey, privateKey } = pairs.ec;
    const client = await registerKeyClient(server, { pem: publicKey });
    const assertion = await assertionFor(server, client.client_id, { header: { alg: 'ES256' }, privateKey });
    const [header, payload] = assertion.split('.');
    const der = sign('sha256', Buffer.from(`${header}.${payload}`), privateKey);
    await rejected(`${header}.${payload}.${der.toString('base64url')}`);
    await accepted(assertion);
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

  test('75: no refusal rests on memory alone, so that one for a known client reads as much as one for nobody', async () => {
    const client = await registerKeyClient(server);
    expect(await statusOf(client.client_id)).toBe(200);
    // Behind the back of the server, which remembers the first key.
    const row = server.db.selectFrom('credentials').select('document');
    const { document } = await row.where('id', '=', client.credentialId).executeTakeFirstOrThrow();
    const changed = { ...JSON.parse(document), public_key: pairs.two.publicKey };
    await server.db
      .updateTable('credentials')
      .set({ document: JSON.stringify(changed) })
      .where('id', '=', client.credentialId)
      .execute();
    expect(await statusOf(client.client_id, { privateKey: pairs.two.privateKey })).toBe(200);
    expect(await statusOf(client.client_id)).toBe(401);
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
});
