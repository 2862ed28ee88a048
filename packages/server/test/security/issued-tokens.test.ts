import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  apiAudience,
  type RegisteredClient,
  registerClient,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { issuer, type TestServer, testServer } from '../test-server.js';

// Named after the lines of security-checklist.md, section D.

let server: TestServer;
let client: RegisteredClient;
beforeEach(async () => {
  server = await testServer();
  client = await registerClient(server);
});
afterEach(() => server.close());

const jwks = async () => (await server.inject({ url: '/.well-known/jwks.json' })).json<JSONWebKeySet>();
const kids = async () => (await jwks()).keys.map(({ kid }) => kid);
const answer = async (more: Record<string, string> = {}) =>
  (await tokenBySecret(server, client, more)).json<{ access_token: string }>();
const verify = async (token: string) =>
  jwtVerify(token, createLocalJWKSet(await jwks()), { currentDate: new Date(server.clock.now) });

async function apiOf(dialect: string, signing_alg: string): Promise<string> {
  const identifier = `urn:${dialect}:${signing_alg}`;
  const body = { identifier, token_dialect: dialect, signing_alg, scopes: [{ value: 'read' }] };
  await server.call('POST', '/resource-servers', body);
  const grant = { client_id: client.client_id, audience: identifier, scope: ['read'] };
  await server.call('POST', '/client-grants', grant);
  return identifier;
}

describe('41: a token of the client credentials grant', () => {
  it('comes without a refresh token, and says for whom, by whom, for what and for how long it is', async () => {
    const answered = await answer();
    expect(Object.keys(answered).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type']);
    const { payload } = await verify(answered.access_token);
    const iat = Math.floor(server.clock.now / 1000);
    expect(payload).toEqual({
      iss: issuer,
      sub: `${client.client_id}@clients`,
      azp: client.client_id,
      gty: 'client-credentials',
      aud: apiAudience,
      iat,
      exp: iat + 86_400,
      scope: 'read write',
    });
  });

  it.each(['RS256', 'RS512', 'PS256', 'ES256', 'EdDSA'])(
    'has a jti of its own in the profile of RFC 9068, signed with %s',
    async (alg) => {
      const audience = await apiOf('rfc9068_profile', alg);
      const ids = new Set<unknown>();
      for (let n = 0; n < 3; n += 1) {
        const { payload, protectedHeader } = await verify((await answer({ audience })).access_token);
        expect(protectedHeader).toMatchObject({ alg, typ: 'at+jwt' });
        expect(payload).toMatchObject({
          sub: `${client.client_id}@clients`,
          client_id: client.client_id,
          aud: audience,
        });
        ids.add(payload.jti);
      }
      expect(ids.size).toBe(3);
      expect(ids).not.toContain(undefined);
    },
  );
});

describe('44: when signing keys are rotated', () => {
  it('old and new are published until the last old token has expired', async () => {
    const { access_token: old } = await answer();
    await server.call('POST', '/keys/signing/rotate');
    const { access_token: young } = await answer();
    for (const token of [old, young]) await verify(token);
    server.clock.now += 86_400_000 - 1000;
    await verify(old);
    server.clock.now += 6 * 60_000;
    expect(await kids()).not.toContain('test-signing-key');
    expect(await kids()).toContain('test-next-key');
  });

  it('a revoked one leaves at once, and nothing that it signed is accepted any more', async () => {
    const { access_token: old } = await answer();
    const token = await server.tokenWith('read:clients', 'read:client_summary');
    const read = () => server.call('GET', '/clients', undefined, { token });
    expect((await read()).statusCode).toBe(200);
    await server.call('POST', '/keys/signing/rotate');
    expect((await server.call('PUT', '/keys/signing/test-signing-key/revoke')).statusCode).toBe(200);
    expect((await read()).statusCode).toBe(401);
    expect((await server.call('GET', '/clients')).statusCode).toBe(401);
    expect(await kids()).not.toContain('test-signing-key');
    await expect(verify(old)).rejects.toThrow('no applicable key');
  });

  it('what is published and what is shown never holds a private member', async () => {
    for (const alg of ['RS512', 'PS256', 'ES256', 'EdDSA']) await apiOf('access_token', alg);
    await server.call('POST', '/keys/signing/rotate');
    const published = await jwks();
    expect(new Set(published.keys.map(({ kty }) => kty))).toEqual(new Set(['RSA', 'EC', 'OKP']));
    const members = ['alg', 'crv', 'e', 'kid', 'kty', 'n', 'use', 'x', 'y'];
    for (const key of published.keys)
      for (const member of Object.keys(key)) expect(members).toContain(member);
    const shown = JSON.stringify((await server.call('GET', '/keys/signing')).json());
    expect(shown).toContain('BEGIN CERTIFICATE');
    const secrets = server.tenant.keys.all().flatMap(({ private_key }) => private_key ?? []);
    expect(secrets).toHaveLength(6);
    for (const text of [shown, JSON.stringify(published), JSON.stringify(server.log)]) {
      expect(text).not.toContain('PRIVATE');
      for (const secret of secrets) expect(text).not.toContain(secret.split('\n')[1]);
    }
    const rows = JSON.stringify(await server.db.selectFrom('signing_keys').selectAll().execute());
    for (const secret of secrets) expect(rows).not.toContain(secret.split('\n')[1]);
  });
});
