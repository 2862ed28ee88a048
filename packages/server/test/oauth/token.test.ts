import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuer, type TestServer, testServer } from '../test-server.js';
import { apiAudience, type RegisteredClient, registerClient, tokenBySecret } from './registered-client.js';

let server: TestServer;
let client: RegisteredClient;
beforeAll(async () => {
  server = await testServer();
  client = await registerClient(server);
});
afterAll(() => server.close());

const parameters = () => ({
  grant_type: 'client_credentials',
  audience: apiAudience,
  client_id: client.client_id,
  client_secret: client.client_secret,
});

describe('an access token', () => {
  it('is published with nothing but public key material', async () => {
    const { keys } = (await server.inject({ method: 'GET', url: '/.well-known/jwks.json' })).json<{
      keys: object[];
    }>();
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys)
      expect(Object.keys(key).sort()).toEqual([
        'alg',
        'e',
        'kid',
        'kty',
        'n',
        'use',
        'x5c',
        'x5t',
        'x5t#S256',
      ]);
  });

  it.each([
    ['rfc9068_profile', 'at+jwt', ['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'scope', 'sub']],
    ['access_token_authz', 'JWT', ['aud', 'azp', 'exp', 'gty', 'iat', 'iss', 'permissions', 'scope', 'sub']],
  ])('follows the dialect %s', async (token_dialect, typ, claims) => {
    const identifier = `https://${token_dialect}.example/`;
    await server.call('POST', '/resource-servers', {
      identifier,
      token_dialect,
      scopes: [{ value: 'read' }],
    });
    await server.call('POST', '/client-grants', {
      client_id: client.client_id,
      audience: identifier,
      scope: ['read'],
    });
    const { access_token } = (await tokenBySecret(server, client, { audience: identifier })).json<{
      access_token: string;
    }>();
    const payload = JSON.parse(
      Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString(),
    ) as object;
    expect(Object.keys(payload).sort()).toEqual(claims);
    expect(decodeProtectedHeader(access_token).typ).toBe(typ);
  });

  it.each(['RS512', 'PS256', 'ES256', 'EdDSA'])(
    'is signed with %s where the API asks for it',
    async (signing_alg) => {
      const identifier = `https://${signing_alg}.example/`;
      await server.call('POST', '/resource-servers', {
        identifier,
        signing_alg,
        token_lifetime: 60,
        token_lifetime_for_web: 60,
      });
      await server.call('POST', '/client-grants', {
        client_id: client.client_id,
        audience: identifier,
        scope: [],
      });
      const answer = (await tokenBySecret(server, client, { audience: identifier })).json<{
        access_token: string;
      }>();
      expect(answer).not.toHaveProperty('scope');
      expect(answer).toMatchObject({ expires_in: 60 });
      const jwks = (await server.inject({ method: 'GET', url: '/.well-known/jwks.json' })).json();
      const { payload } = await jwtVerify(answer.access_token, createLocalJWKSet(jwks), {
        algorithms: [signing_alg],
        currentDate: new Date(server.clock.now),
      });
      expect(payload).not.toHaveProperty('scope');
    },
  );

  it("is signed with the API's own secret under HS256", async () => {
    const identifier = 'https://hs256.example/';
    const created = await server.call('POST', '/resource-servers', { identifier, signing_alg: 'HS256' });
    const { signing_secret } = created.json<{ signing_secret: string }>();
    await server.call('POST', '/client-grants', {
      client_id: client.client_id,
      audience: identifier,
      scope: [],
    });
    const { access_token } = (await tokenBySecret(server, client, { audience: identifier })).json<{
      access_token: string;
    }>();
    const { payload } = await jwtVerify(access_token, Buffer.from(signing_secret), {
      algorithms: ['HS256'],
      currentDate: new Date(server.clock.now),
    });
    expect(payload.azp).toBe(client.client_id);
  });
});

describe('what a client is given', () => {
  it('is refused when the grant is for users only', async () => {
    const identifier = 'https://users.example/';
    await server.call('POST', '/resource-servers', { identifier });
    const grant = { client_id: client.client_id, audience: identifier, scope: [], subject_type: 'user' };
    expect((await server.call('POST', '/client-grants', grant)).statusCode).toBe(201);
    expect((await tokenBySecret(server, client, { audience: identifier })).statusCode).toBe(403);
  });
});

describe('a token request', () => {
  it('is refused without an audience', async () => {
    const { audience: _left, ...rest } = parameters();
    const answer = await server.token(rest);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toEqual({
      error: 'invalid_request',
      error_description: 'Missing required parameter: audience',
    });
  });

  it('leaves no secret, assertion or token in the log', async () => {
    const { access_token } = (await tokenBySecret(server, client)).json<{ access_token: string }>();
    const log = JSON.stringify(server.log);
    expect(log).toContain('/oauth/token');
    for (const secret of [client.client_secret, access_token, access_token.split('.')[2] ?? '', server.admin])
      expect(log).not.toContain(secret);
  });
});

describe('discovery', () => {
  it.each(['openid-configuration', 'oauth-authorization-server'])(
    'publishes %s from the configured issuer',
    async (name) => {
      const answer = await server.inject({ method: 'GET', url: `/.well-known/${name}` });
      expect(answer.json()).toMatchObject({
        issuer,
        token_endpoint: `${issuer}oauth/token`,
        jwks_uri: `${issuer}.well-known/jwks.json`,
        grant_types_supported: ['client_credentials'],
      });
    },
  );
});
