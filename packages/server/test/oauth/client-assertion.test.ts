import { createHmac, createPublicKey, randomUUID, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuer, audience as managementAudience, type TestServer, testServer } from '../test-server.js';
import {
  addKey,
  assertionFor,
  enable,
  pairs,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from './registered-client.js';

const refused = {
  error: 'invalid_client',
  error_description: 'The client assertion was not accepted.',
};

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const seconds = () => Math.floor(server.clock.now / 1000);

describe('a client assertion', () => {
  let clientId: string;
  let credentialId: string;
  beforeAll(async () => {
    const client = await registerKeyClient(server);
    clientId = client.client_id;
    credentialId = client.credentialId;
  });

  const accepted = async (assertion: string, more = {}) => {
    const answer = await tokenByAssertion(server, assertion, more);
    expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 86400, scope: 'read write' });
    expect(answer.statusCode).toBe(200);
  };
  const rejected = async (assertion: string) => {
    const answer = await tokenByAssertion(server, assertion);
    expect(answer.json()).toEqual(refused);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['cache-control']).toBe('no-store');
  };

  it('is exchanged for a token', async () => accepted(await assertionFor(server, clientId)));

  it('may come with the client_id it speaks for', async () =>
    accepted(await assertionFor(server, clientId), { client_id: clientId }));

  it('is refused with 400 when client_id says otherwise', async () => {
    const answer = await tokenByAssertion(server, await assertionFor(server, clientId), {
      client_id: 'other',
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  it.each([
    ['absent', undefined],
    ['JWT', 'JWT'],
    ['jwt', 'jwt'],
    ['client-authentication+jwt', 'client-authentication+jwt'],
  ])('is accepted with typ %s', async (_name, typ) =>
    accepted(await assertionFor(server, clientId, { header: typ === undefined ? {} : { typ } })),
  );

  it.each(['at+jwt', 'dpop+jwt', 'logout+jwt', 'secevent+jwt'])('is refused with typ %s', async (typ) =>
    rejected(await assertionFor(server, clientId, { header: { typ } })),
  );

  it('is accepted with the kid of its credential and refused with another', async () => {
    const known = await server.call('GET', `/clients/${clientId}/credentials/${credentialId}`);
    const { kid } = known.json<{ kid: string }>();
    await accepted(await assertionFor(server, clientId, { header: { kid } }));
    await rejected(await assertionFor(server, clientId, { header: { kid: `${kid}x` } }));
  });

  it.each<[string, Record<string, unknown>]>([
    ['without iss', { iss: undefined }],
    ['without sub', { sub: undefined }],
    ['whose iss differs from sub', { iss: 'someone' }],
    ['for an unknown client', { iss: 'nobody', sub: 'nobody' }],
    ['for a client id of 256 characters', { iss: 'x'.repeat(256), sub: 'x'.repeat(256) }],
    ['without aud', { aud: undefined }],
    ['for the token endpoint', { aud: `${issuer}oauth/token` }],
    ['for the issuer without its slash', { aud: issuer.slice(0, -1) }],
    ['for the issuer in capitals', { aud: issuer.toUpperCase() }],
    ['for the issuer with a port', { aud: 'https://id.example.com:443/' }],
    ['for the Management API', { aud: managementAudience }],
    ['for a list that holds the issuer alone', { aud: [issuer] }],
    ['for a list of two', { aud: [issuer, 'https://other.example/'] }],
    ['without exp', { exp: undefined }],
    ['with exp as text', { exp: '9999999999' }],
    ['without jti', { jti: undefined }],
    ['with an empty jti', { jti: '' }],
    ['with a number as jti', { jti: 7 }],
    ['with a jti of 65 characters', { jti: 'x'.repeat(65) }],
    ['with iat as text', { iat: 'now' }],
  ])('is refused %s', async (_name, claims) => rejected(await assertionFor(server, clientId, { claims })));

  it.each([
    ['exp 10 s ago', () => ({ exp: seconds() - 10 })],
    ['exp an hour ago', () => ({ exp: seconds() - 3600, iat: seconds() - 3700 })],
    ['exp more than 5 minutes and the skew ahead', () => ({ exp: seconds() + 312 })],
    ['exp ten years ahead', () => ({ exp: seconds() + 315_360_000 })],
    ['iat a minute ahead', () => ({ iat: seconds() + 61 })],
    ['nbf a minute ahead', () => ({ nbf: seconds() + 61 })],
    ['iat an hour ago', () => ({ iat: seconds() - 3600 })],
  ])('is refused with %s', async (_name, claims) =>
    rejected(await assertionFor(server, clientId, { claims: claims() })),
  );

  it.each([
    ['exp 5 minutes ahead', () => ({ exp: seconds() + 300 })],
    ['exp just past, within the skew', () => ({ exp: seconds() - 5 })],
    ['iat 10 s ahead', () => ({ iat: seconds() + 9 })],
    ['nbf 10 s ahead', () => ({ nbf: seconds() + 9 })],
    ['no iat', () => ({ iat: undefined })],
    ['a jti of 64 characters', () => ({ jti: `${randomUUID()}${'x'.repeat(28)}` })],
  ])('is accepted with %s', async (_name, claims) =>
    accepted(await assertionFor(server, clientId, { claims: claims() })),
  );

  it('works once only', async () => {
    const assertion = await assertionFor(server, clientId);
    await accepted(assertion);
    await rejected(assertion);
  });

  it('works once only, also a hundred times at once', async () => {
    const assertion = await assertionFor(server, clientId);
    const answers = await Promise.all(Array.from({ length: 100 }, () => tokenByAssertion(server, assertion)));
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 99 }, () => 401)]);
  });

  it('is not spent by a request that fails authentication', async () => {
    const jti = randomUUID();
    await rejected(await assertionFor(server, clientId, { claims: { jti, aud: 'https://else.example/' } }));
    await rejected(
      await assertionFor(server, clientId, { claims: { jti }, privateKey: pairs.two.privateKey }),
    );
    await rejected(await assertionFor(server, clientId, { claims: { jti, exp: seconds() - 60 } }));
    await accepted(await assertionFor(server, clientId, { claims: { jti } }));
  });

  it('is spent by a request that fails after authentication', async () => {
    const assertion = await assertionFor(server, clientId);
    const answer = await tokenByAssertion(server, assertion, { audience: 'https://unknown.example/' });
    expect(answer.statusCode).toBe(403);
    await rejected(assertion);
  });

  it('of another client may have the same jti', async () => {
    const other = await registerKeyClient(server);
    const claims = { jti: randomUUID() };
    await accepted(await assertionFor(server, clientId, { claims }));
    await accepted(await assertionFor(server, other.client_id, { claims }));
  });

  it('is refused when another key signed it', async () =>
    rejected(await assertionFor(server, clientId, { privateKey: pairs.two.privateKey })));

  it('is refused under another algorithm than the credential has', async () =>
    rejected(await assertionFor(server, clientId, { header: { alg: 'PS256' } })));

  it('is refused with a header parameter that must be understood', async () => {
    const parts = (await assertionFor(server, clientId)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'RS256', crit: ['exp'] })).toString('base64url');
    await rejected([header, parts[1], parts[2]].join('.'));
  });

  it.each(['none', 'None', 'nOnE', 'HS256', 'RS512', 'rs256'])('is refused with alg %s', async (alg) => {
    const [, payload] = (await assertionFor(server, clientId)).split('.');
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
    await rejected(`${header}.${payload}.`);
    await rejected(`${header}.${payload}.AAAA`);
  });

  it.each([
    ['PEM', pairs.one.publicKey],
    ['DER', createPublicKey(pairs.one.publicKey).export({ type: 'spki', format: 'der' })],
    ['JWK', JSON.stringify(createPublicKey(pairs.one.publicKey).export({ format: 'jwk' }))],
  ])('is refused as HMAC under the public key as %s', async (_name, key) => {
    const [, payload] = (await assertionFor(server, clientId)).split('.');
    const input = `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${payload}`;
    await rejected(`${input}.${createHmac('sha256', key).update(input).digest('base64url')}`);
  });

  it('never uses a key that the header brings', async () => {
    const jwk = createPublicKey(pairs.two.publicKey).export({ format: 'jwk' });
    await rejected(
      await assertionFor(server, clientId, {
        header: { jwk: jwk as never, x5c: ['MIIB'], jku: `${issuer}keys` },
        privateKey: pairs.two.privateKey,
      }),
    );
  });

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', '..', 'e30.e30.', 'e30.e30.AA'])(
    'is refused when it is "%s"',
    async (text) => {
      const answer = await tokenByAssertion(server, text);
      expect([400, 401]).toContain(answer.statusCode);
      expect(answer.json()).toHaveProperty('error');
    },
  );

  it('is not an access token of ours', async () => {
    const { access_token } = (await tokenByAssertion(server, await assertionFor(server, clientId))).json<{
      access_token: string;
    }>();
    await rejected(access_token);
  });
});

describe('the credential behind an assertion', () => {
  it('is inert until it is enabled', async () => {
    const client = await registerClient(server);
    const credentialId = await addKey(server, client.client_id);
    expect((await tokenByAssertion(server, await assertionFor(server, client.client_id))).statusCode).toBe(
      401,
    );
    await enable(server, client.client_id, credentialId);
    expect((await tokenByAssertion(server, await assertionFor(server, client.client_id))).statusCode).toBe(
      200,
    );
  });

  it.each(['RS256', 'RS384', 'PS256'])('pins its algorithm %s', async (alg) => {
    const client = await registerKeyClient(server, { alg });
    const statuses: Record<string, number> = {};
    for (const used of ['RS256', 'RS384', 'PS256']) {
      const assertion = await assertionFor(server, client.client_id, { header: { alg: used } });
      statuses[used] = (await tokenByAssertion(server, assertion)).statusCode;
    }
    expect(statuses).toEqual({ RS256: 401, RS384: 401, PS256: 401, [alg]: 200 });
  });

  it.each([
    ['ES256', pairs.ec],
    ['EdDSA', pairs.ed],
  ])('pins its algorithm %s, which follows from the key', async (alg, { publicKey, privateKey }) => {
    const client = await registerKeyClient(server, { pem: publicKey });
    const ask = async (header: { alg: string; kid?: string }, key = privateKey) => {
      const assertion = await assertionFor(server, client.client_id, { header, privateKey: key });
      return (await tokenByAssertion(server, assertion)).statusCode;
    };
    const path = `/clients/${client.client_id}/credentials/${client.credentialId}`;
    const { kid } = (await server.call('GET', path)).json<{ kid: string }>();
    expect(await ask({ alg })).toBe(200);
    expect(await ask({ alg, kid })).toBe(200);
    expect(await ask({ alg, kid: `${kid}x` })).toBe(401);
    for (const used of ['RS256', 'RS384', 'PS256'])
      expect(await ask({ alg: used }, pairs.one.privateKey)).toBe(401);
    const [, payload] = (await assertionFor(server, client.client_id)).split('.');
    for (const claimed of ['ES256', 'EdDSA', 'Ed25519', 'ES384', 'ES256K', 'RS256']) {
      const header = Buffer.from(JSON.stringify({ alg: claimed })).toString('base64url');
      for (const signature of ['', 'AAAA', Buffer.alloc(64).toString('base64url')]) {
        const answer = await tokenByAssertion(server, `${header}.${payload}.${signature}`);
        expect([answer.statusCode, answer.json()]).toEqual([401, refused]);
      }
    }
  });

  it('takes an ES256 signature in the form of JWS only, not in DER', async () => {
    const client = await registerKeyClient(server, { pem: pairs.ec.publicKey });
    const assertion = await assertionFor(server, client.client_id, {
      header: { alg: 'ES256' },
      privateKey: pairs.ec.privateKey,
    });
    const [header, payload] = assertion.split('.');
    const der = sign('sha256', Buffer.from(`${header}.${payload}`), pairs.ec.privateKey);
    const answer = await tokenByAssertion(server, `${header}.${payload}.${der.toString('base64url')}`);
    expect(answer.statusCode).toBe(401);
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(200);
  });

  it("stops when it expires, at the server's clock", async () => {
    const client = await registerKeyClient(server, {
      expires_at: new Date(server.clock.now + 60_000).toISOString(),
    });
    const ask = async () =>
      (await tokenByAssertion(server, await assertionFor(server, client.client_id))).statusCode;
    expect(await ask()).toBe(200);
    const { now } = server.clock;
    server.clock.now = now + 60_000;
    expect(await ask()).toBe(401);
    server.clock.now = now;
  });

  it('stops when its expiry is moved into the past, and works again when moved ahead', async () => {
    const client = await registerKeyClient(server);
    const path = `/clients/${client.client_id}/credentials/${client.credentialId}`;
    const ask = async () =>
      (await tokenByAssertion(server, await assertionFor(server, client.client_id))).statusCode;
    await server.call('PATCH', path, { expires_at: '2020-01-01T00:00:00Z' });
    expect(await ask()).toBe(401);
    await server.call('PATCH', path, { expires_at: '2090-01-01T00:00:00Z' });
    expect(await ask()).toBe(200);
  });

  it('stops when it is deleted while enabled, and the secret does not come back for it', async () => {
    const client = await registerKeyClient(server);
    const deleted = await server.call(
      'DELETE',
      `/clients/${client.client_id}/credentials/${client.credentialId}`,
    );
    expect(deleted.statusCode).toBe(204);
    expect((await tokenByAssertion(server, await assertionFor(server, client.client_id))).statusCode).toBe(
      401,
    );
    expect((await tokenBySecret(server, client)).statusCode).toBe(401);
    const stored = await server.call('GET', `/clients/${client.client_id}`);
    expect(stored.json()).toMatchObject({
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
    });
  });

  it('stops when the method no longer names it', async () => {
    const client = await registerKeyClient(server);
    const second = await addKey(server, client.client_id, { pem: pairs.two.publicKey });
    await enable(server, client.client_id, second);
    expect((await tokenByAssertion(server, await assertionFor(server, client.client_id))).statusCode).toBe(
      401,
    );
    const bySecond = await assertionFor(server, client.client_id, { privateKey: pairs.two.privateKey });
    expect((await tokenByAssertion(server, bySecond)).statusCode).toBe(200);
  });

  it('is one of two that both work', async () => {
    const client = await registerClient(server);
    const one = await addKey(server, client.client_id);
    const two = await addKey(server, client.client_id, { pem: pairs.two.publicKey });
    await enable(server, client.client_id, one, two);
    for (const { privateKey } of [pairs.one, pairs.two]) {
      const assertion = await assertionFor(server, client.client_id, { privateKey });
      expect((await tokenByAssertion(server, assertion)).statusCode).toBe(200);
    }
  });
});

describe('assertions that were spent', () => {
  it('are forgotten in batches once they have expired', async () => {
    const client = await registerKeyClient(server);
    for (let n = 0; n < 3; n += 1)
      await tokenByAssertion(server, await assertionFor(server, client.client_id));
    const { assertionReplays } = server.tenant.storage;
    const later = server.clock.now + 3_600_000;
    expect(await assertionReplays.sweep(server.clock.now, 1000)).toBe(0);
    expect(await assertionReplays.sweep(later, 2)).toBe(2);
    expect(await assertionReplays.sweep(later, 1000)).toBeGreaterThan(0);
    expect(await assertionReplays.sweep(later, 1000)).toBe(0);
  });
});
