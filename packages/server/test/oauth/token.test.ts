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

const post = (
  contentType: string | undefined,
  payload: string | Buffer,
  headers: Record<string, string> = {},
) =>
  server.inject({
    method: 'POST',
    url: '/oauth/token',
    headers: { ...(contentType !== undefined && { 'content-type': contentType }), ...headers },
    payload,
  });
const formType = 'application/x-www-form-urlencoded';
const parameters = () => ({
  grant_type: 'client_credentials',
  audience: apiAudience,
  client_id: client.client_id,
  client_secret: client.client_secret,
});

describe('an access token', () => {
  it('carries the claims of the default dialect and verifies with the published keys', async () => {
    const { access_token } = (await tokenBySecret(server, client)).json<{ access_token: string }>();
    const jwks = (await server.inject({ method: 'GET', url: '/.well-known/jwks.json' })).json();
    const { payload, protectedHeader } = await jwtVerify(access_token, createLocalJWKSet(jwks), {
      issuer,
      audience: apiAudience,
      algorithms: ['RS256'],
      currentDate: new Date(server.clock.now),
    });
    const iat = Math.floor(server.clock.now / 1000);
    expect(payload).toEqual({
      iss: issuer,
      sub: `${client.client_id}@clients`,
      aud: apiAudience,
      iat,
      exp: iat + 86400,
      scope: 'read write',
      gty: 'client-credentials',
      azp: client.client_id,
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'test-signing-key' });
  });

  it('is published with nothing but public key material', async () => {
    const { keys } = (await server.inject({ method: 'GET', url: '/.well-known/jwks.json' })).json<{
      keys: object[];
    }>();
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
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

  it.each(['RS512', 'PS256'])('is signed with %s where the API asks for it', async (signing_alg) => {
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
    const { payload } = await jwtVerify(answer.access_token, server.tenant.keys.current.publicKey, {
      algorithms: [signing_alg],
      currentDate: new Date(server.clock.now),
    });
    expect(payload).not.toHaveProperty('scope');
  });

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
  it('is all that was granted, or the part it asks for', async () => {
    expect((await tokenBySecret(server, client)).json()).toMatchObject({ scope: 'read write' });
    expect((await tokenBySecret(server, client, { scope: 'write' })).json()).toMatchObject({
      scope: 'write',
    });
  });

  it('is nothing when it asks for more than was granted', async () => {
    const answer = await tokenBySecret(server, client, { scope: 'read erase' });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toEqual({
      error: 'access_denied',
      error_description: 'Client has not been granted scopes: erase',
    });
  });

  it('is refused for an API that does not exist, by id as well', async () => {
    const api = (await server.call('GET', `/resource-servers/${encodeURIComponent(apiAudience)}`)).json<{
      id: string;
    }>();
    for (const audience of ['https://nowhere.example/', api.id]) {
      const answer = await tokenBySecret(server, client, { audience });
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toEqual({
        error: 'access_denied',
        error_description: `Service not enabled within domain: ${audience}`,
      });
    }
  });

  it('is refused without a client grant', async () => {
    const identifier = 'https://ungranted.example/';
    await server.call('POST', '/resource-servers', { identifier });
    const answer = await tokenBySecret(server, client, { audience: identifier });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining(`Client is not authorized to access "${identifier}".`),
    });
  });

  it('is refused when the grant is for users only', async () => {
    const identifier = 'https://users.example/';
    await server.call('POST', '/resource-servers', { identifier });
    const grant = { client_id: client.client_id, audience: identifier, scope: [], subject_type: 'user' };
    expect((await server.call('POST', '/client-grants', grant)).statusCode).toBe(201);
    expect((await tokenBySecret(server, client, { audience: identifier })).statusCode).toBe(403);
  });

  it('is refused when the client may not use client_credentials', async () => {
    const other = await registerClient(server, { grant_types: ['authorization_code'] });
    const answer = await tokenBySecret(server, other);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      error: 'unauthorized_client',
      error_description: "Grant type 'client_credentials' not allowed for the client.",
    });
  });
});

describe('a token request', () => {
  it('may be JSON', async () => {
    const answer = await post('application/json', JSON.stringify(parameters()));
    expect(answer.statusCode).toBe(200);
  });

  it.each<[string, () => Promise<{ statusCode: number }>, number]>([
    ['without a body', () => post(formType, ''), 400],
    ['without a content type', () => post(undefined, 'grant_type=client_credentials'), 415],
    ['as plain text', () => post('text/plain', 'grant_type=client_credentials'), 415],
    ['in another charset', () => post(`${formType}; charset=utf-16`, 'a=b'), 415],
    ['with a compressed body', () => post(formType, 'a=b', { 'content-encoding': 'gzip' }), 415],
    ['with a parameter twice', () => post(formType, `${new URLSearchParams(parameters())}&client_id=x`), 400],
    [
      'with an empty parameter twice',
      () => post(formType, `${new URLSearchParams(parameters())}&scope=&scope=`),
      400,
    ],
    [
      'with 10 000 parameters',
      () => post(formType, Array.from({ length: 10_000 }, (_, n) => `p${n}=1`).join('&')),
      413,
    ],
    [
      'with 100 parameters',
      () => post(formType, Array.from({ length: 100 }, (_, n) => `p${n}=1`).join('&')),
      400,
    ],
    ['with 1 MB', () => post(formType, `client_assertion=${'a'.repeat(1024 * 1024)}`), 413],
    ['with U+0000', () => post(formType, `${new URLSearchParams(parameters())}&scope=%00`), 400],
    ['as a JSON array', () => post('application/json', '[]'), 400],
    ['as JSON null', () => post('application/json', 'null'), 400],
    ['as broken JSON', () => post('application/json', '{'), 400],
    ['as JSON with a key twice', () => post('application/json', '{"grant_type":"a","grant_type":"b"}'), 400],
    ['as JSON with a number', () => post('application/json', '{"grant_type":1}'), 400],
    ['as JSON with an object', () => post('application/json', '{"grant_type":{}}'), 400],
    ['as deep JSON', () => post('application/json', `{"a":${'['.repeat(20_000)}`), 400],
    ['without grant_type', () => post(formType, `client_id=${client.client_id}`), 400],
    ['without client_id', () => post(formType, 'grant_type=client_credentials'), 400],
  ])('is refused %s', async (_name, send, statusCode) => {
    const answer = (await send()) as Awaited<ReturnType<typeof post>>;
    expect(answer.json()).toEqual({ error: 'invalid_request', error_description: expect.any(String) });
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  it('is refused for another grant type', async () => {
    const answer = await server.token({ ...parameters(), grant_type: 'password' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'unsupported_grant_type' });
  });

  it('is refused without an audience', async () => {
    const { audience: _left, ...rest } = parameters();
    const answer = await server.token(rest);
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toEqual({
      error: 'invalid_request',
      error_description: 'Missing required parameter: audience',
    });
  });

  it.each([
    ['assertion without its type', { client_assertion: 'a.b.c' }],
    [
      'type without an assertion',
      { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
    ],
    ['assertion of another type', { client_assertion: 'a.b.c', client_assertion_type: 'urn:other' }],
  ])('is refused with an %s', async (_name, more) => {
    const answer = await server.token({ grant_type: 'client_credentials', audience: apiAudience, ...more });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const)(
    'is refused by %s',
    async (method) => {
      const answer = await server.inject({ method, url: '/oauth/token' });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe('POST');
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

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
