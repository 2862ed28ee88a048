import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInvocation } from '../../src/config/config.js';
import {
  apiAudience,
  type RegisteredClient,
  registerClient,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { issuer, type TestServer, testServer } from '../test-server.js';
import { profiles } from './profiles.js';

// Named after the lines of security-checklist.md, section D.

describe.each(profiles)('under the profile %s', (errors) => {
  let server: TestServer;
  let client: RegisteredClient;
  beforeAll(async () => {
    server = await testServer({ tokenRules: { errors } });
    client = await registerClient(server);
  });
  afterAll(() => server.close());

  const verified = async (audience: string) => {
    const answer = await tokenBySecret(server, client, { audience });
    expect(answer.statusCode).toBe(200);
    const jwks = (await server.inject({ method: 'GET', url: '/.well-known/jwks.json' })).json();
    const { access_token, ...rest } = answer.json<Record<string, string>>();
    const { payload, protectedHeader } = await jwtVerify(access_token ?? '', createLocalJWKSet(jwks), {
      issuer,
      audience,
      algorithms: ['RS256', 'RS512', 'PS256', 'ES256', 'EdDSA'],
      currentDate: new Date(server.clock.now),
    });
    return { payload, protectedHeader, rest };
  };
  const registered = () => {
    const iat = Math.floor(server.clock.now / 1000);
    return { iss: issuer, sub: `${client.client_id}@clients`, iat, exp: iat + 86400 };
  };

  test('41: a token says who has it and what for, and comes without a refresh token', async () => {
    const { payload, protectedHeader, rest } = await verified(apiAudience);
    expect(rest).toEqual({ scope: 'read write', expires_in: 86400, token_type: 'Bearer' });
    expect(payload).toEqual({
      ...registered(),
      aud: apiAudience,
      scope: 'read write',
      gty: 'client-credentials',
      azp: client.client_id,
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'test-signing-key' });
  });

  test.each(['RS256', 'RS512', 'PS256', 'ES256', 'EdDSA'])(
    '41: a token of the RFC 9068 profile, signed with %s, has a jti of its own and names the client as the RFC does',
    async (signing_alg) => {
      const identifier = `https://rfc9068.example/${signing_alg}`;
      const scopes = [{ value: 'read' }];
      const api = { identifier, token_dialect: 'rfc9068_profile', signing_alg, scopes };
      await server.call('POST', '/resource-servers', api);
      const grant = { client_id: client.client_id, audience: identifier, scope: ['read'] };
      await server.call('POST', '/client-grants', grant);
      const { payload, protectedHeader } = await verified(identifier);
      expect(payload).toEqual({
        ...registered(),
        aud: identifier,
        scope: 'read',
        jti: expect.stringMatching(/^[\w-]{16,}$/),
        client_id: client.client_id,
      });
      expect(protectedHeader).toMatchObject({ alg: signing_alg, typ: 'at+jwt' });
      expect((await verified(identifier)).payload.jti).not.toBe(payload.jti);
    },
  );

  const refused = async (more: Record<string, string>, [auth0, rfc]: [object, object]) => {
    const answer = await tokenBySecret(server, client, more);
    expect([answer.statusCode, answer.json()]).toEqual(errors === 'auth0' ? [403, auth0] : [400, rfc]);
  };

  test('42: no token for an API that does not exist, nor by the id of one that does', async () => {
    const api = await server.call('GET', `/resource-servers/${encodeURIComponent(apiAudience)}`);
    const { id } = api.json<{ id: string }>();
    for (const audience of ['https://nowhere.example/', apiAudience.toUpperCase(), id]) {
      const error_description = `Service not enabled within domain: ${audience}`;
      await refused({ audience }, [
        { error: 'access_denied', error_description },
        { error: 'invalid_target', error_description },
      ]);
    }
  });

  test('42: no token without an audience', async () => {
    const error_description = 'Missing required parameter: audience';
    await refused({ audience: '' }, [
      { error: 'invalid_request', error_description },
      { error: 'invalid_target', error_description },
    ]);
  });

  test('42: no token for an API without a client grant', async () => {
    const identifier = 'https://ungranted.example/';
    await server.call('POST', '/resource-servers', { identifier });
    const known = `Client is not authorized to access "${identifier}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`;
    const plain = `The client has no client grant for ${identifier}`;
    await refused({ audience: identifier }, [
      { error: 'access_denied', error_description: known },
      { error: 'invalid_target', error_description: plain },
    ]);
  });

  test('42: scopes beyond the grant are refused, not trimmed', async () => {
    const error_description = 'Client has not been granted scopes: erase';
    await refused({ scope: 'read erase' }, [
      { error: 'access_denied', error_description },
      { error: 'invalid_scope', error_description },
    ]);
  });

  test('42: the answer and the token state the scopes that were granted', async () => {
    for (const [asked, granted] of [
      [{}, 'read write'],
      [{ scope: 'write' }, 'write'],
      [{ scope: 'write  read' }, 'write read'],
    ] as const) {
      const answer = await tokenBySecret(server, client, asked);
      const { access_token = '', scope } = answer.json<Record<string, string>>();
      const claims = JSON.parse(Buffer.from(access_token.split('.')[1] ?? '', 'base64url').toString());
      expect([scope, claims.scope]).toEqual([granted, granted]);
    }
  });

  test('42: what cannot be granted as it is demanded is refused', async () => {
    const bound = await registerClient(server, { require_proof_of_possession: true });
    const answer = await tokenBySecret(server, bound);
    expect([answer.statusCode, answer.json().error]).toEqual(
      errors === 'auth0' ? [403, 'access_denied'] : [400, 'unauthorized_client'],
    );
  });
});

test('45: no new token once the secret is rotated, the grant removed or the client deleted', async () => {
  const server = await testServer();
  const client = await registerClient(server);
  const rotated = (await server.call('POST', `/clients/${client.client_id}/rotate-secret`)).json();
  expect((await tokenBySecret(server, client)).statusCode).toBe(401);
  expect((await tokenBySecret(server, rotated)).statusCode).toBe(200);
  const [grant] = (await server.call('GET', `/client-grants?client_id=${client.client_id}`)).json();
  await server.call('PATCH', `/client-grants/${grant.id}`, { scope: ['read'] });
  expect((await tokenBySecret(server, rotated)).json().scope).toBe('read');
  expect((await tokenBySecret(server, rotated, { scope: 'write' })).statusCode).toBe(403);
  await server.call('DELETE', `/client-grants/${grant.id}`);
  expect((await tokenBySecret(server, rotated)).statusCode).toBe(403);
  await server.call('DELETE', `/clients/${client.client_id}`);
  expect((await tokenBySecret(server, rotated)).statusCode).toBe(401);
  await server.close();
});

describe('the id of a client', () => {
  test('43: a client id is generated, and nothing that a caller sends becomes one', async () => {
    const server = await testServer();
    for (const client_id of ['auth0|5f7c8ec7c33c6c004bbafe82', 'someone@clients', 'x'])
      expect((await server.call('POST', '/clients', { name: 'x', client_id })).statusCode).toBe(400);
    const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json();
    expect(client_id).toMatch(/^[A-Za-z0-9]{32}$/);
    expect((await server.call('PATCH', `/clients/${client_id}`, { client_id: 'y' })).statusCode).toBe(400);
    await server.close();
  });

  test('43: the id that an operator chooses has no character of a user id or a subject', () => {
    for (const id of ['a@clients', 'auth0|1', 'a b', 'a/b', 'x'.repeat(65)])
      expect(() => readInvocation(['--bootstrap-client-id', id], {}, '')).toThrow(
        'expected 1 to 64 letters, digits, _ or -, and not search or cimd',
      );
  });
});
