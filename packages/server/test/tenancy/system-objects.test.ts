import { managementScopes } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, issuer, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const json = async (...call: Parameters<TestServer['call']>) => (await server.call(...call)).json();

describe('the global client', () => {
  const find = async () => (await json('GET', '/clients?is_global=true'))[0];

  it('is there from the start, with its secret, and without what only real clients have', async () => {
    const global = await find();
    expect(global).toMatchObject({
      global: true,
      name: 'All Applications',
      is_first_party: true,
      callbacks: [],
      cross_origin_authentication: true,
      custom_login_page_on: true,
      refresh_token: { token_lifetime: 2_592_000 },
      client_secret: expect.stringMatching(/^[\w-]{64}$/),
    });
    for (const name of ['app_type', 'grant_types', 'oidc_conformant', 'jwt_configuration', 'sso_disabled'])
      expect(global).not.toHaveProperty(name);
  });

  it('keeps the login page when it is switched off', async () => {
    const { client_id } = await find();
    const page = '<html>Log in</html>';
    await json('PATCH', `/clients/${client_id}`, { custom_login_page_on: true, custom_login_page: page });
    expect(await json('PATCH', `/clients/${client_id}`, { custom_login_page_on: false })).toMatchObject({
      custom_login_page_on: false,
      custom_login_page: page,
    });
  });

  it('can neither be deleted nor get a token', async () => {
    const { client_id, client_secret } = await find();
    expect(await json('DELETE', `/clients/${client_id}`)).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'The global client cannot be deleted.',
      errorCode: 'operation_not_supported',
    });
    const answer = await server.token({
      grant_type: 'client_credentials',
      client_id,
      client_secret,
      audience,
    });
    expect(answer.json()).toMatchObject({ error: 'unauthorized_client' });
  });
});

describe('the Management API', () => {
  it('is an API of its own tenant, with every scope', async () => {
    const [api] = await json('GET', `/resource-servers?identifiers=${encodeURIComponent(audience)}`);
    expect(api).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'Auth0 Management API',
      identifier: audience,
      is_system: true,
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      subject_type_authorization: {
        client: { policy: 'require_client_grant' },
        user: { policy: 'allow_all' },
      },
      token_lifetime: 86_400,
      token_lifetime_for_web: 7_200,
      signing_alg: 'RS256',
      scopes: managementScopes,
    });
  });

  it('keeps its scopes when its lifetime is changed, and cannot be deleted', async () => {
    const path = `/resource-servers/${encodeURIComponent(audience)}`;
    const changed = await json('PATCH', path, { token_lifetime: 7_200 });
    expect(changed).toMatchObject({ token_lifetime: 7_200, scopes: managementScopes });
    expect(await json('DELETE', path)).toMatchObject({ errorCode: 'operation_not_supported' });
    expect(await json('PATCH', path, { scopes: [], name: 'Mine' })).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: "Payload validation error: 'Additional properties not allowed: scopes,name'.",
      errorCode: 'invalid_body',
    });
  });
});

describe('a system API', () => {
  it.each([
    [
      'urn:auth0:express-configure',
      {
        name: 'Okta OIN Express Configuration API',
        token_lifetime: 300,
        token_lifetime_for_web: 7_200,
        enforce_policies: true,
        subject_type_authorization: { user: { policy: 'allow_all' }, client: { policy: 'deny_all' } },
      },
    ],
    [
      `${issuer}me/`,
      {
        name: 'Auth0 My Account API',
        token_lifetime: 600,
        token_lifetime_for_web: 600,
        allow_offline_access: true,
        skip_consent_for_verifiable_first_party_clients: true,
        proof_of_possession: { mechanism: 'dpop', required: false },
        subject_type_authorization: {
          user: { policy: 'require_client_grant' },
          client: { policy: 'deny_all' },
        },
      },
    ],
  ])('%s is switched on by its identifier, whatever else is sent', async (identifier, expected) => {
    const made = await server.call('POST', '/resource-servers', {
      identifier,
      name: 'Mine',
      token_lifetime: 1,
    });
    expect(made.statusCode).toBe(201);
    expect(made.json()).toMatchObject({ identifier, is_system: true, ...expected });
    const path = `/resource-servers/${made.json().id}`;
    expect(await json('GET', path)).toEqual(made.json());
    expect(await json('PATCH', path, { name: 'Other' })).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: "Payload validation error: 'Additional properties not allowed: name'.",
      errorCode: 'invalid_body',
    });
    expect((await server.call('DELETE', path)).statusCode).toBe(204);
    expect((await server.call('GET', path)).statusCode).toBe(404);
  });
});

describe('a client of type express_configuration', () => {
  const body = { name: 'OIN', app_type: 'express_configuration' };

  it('comes with a grant for the Management API that nobody can change', async () => {
    const client = await json('POST', '/clients', body);
    expect(client).toMatchObject({ async_approval_notification_channels: ['guardian-push'] });
    expect(client).not.toHaveProperty('client_secret', expect.anything());
    const [grant, ...others] = await json('GET', `/client-grants?client_id=${client.client_id}`);
    expect(others).toEqual([]);
    expect(grant).toMatchObject({ audience, is_system: true, subject_type: 'client' });
    expect(grant.scope).toHaveLength(16);
    for (const method of ['PATCH', 'DELETE'] as const)
      expect(
        await json(method, `/client-grants/${grant.id}`, method === 'PATCH' ? { scope: [] } : undefined),
      ).toMatchObject({
        statusCode: 400,
        errorCode: 'operation_not_supported',
      });
    await server.call('DELETE', `/clients/${client.client_id}`);
    expect((await server.call('GET', `/client-grants/${grant.id}`)).statusCode).toBe(404);
  });

  it('is granted nothing else', async () => {
    const client = await json('POST', '/clients', body);
    const api = await json('POST', '/resource-servers', { identifier: 'https://express.example.com/' });
    const grant = { client_id: client.client_id, audience: api.identifier, scope: [] };
    expect(await json('POST', '/client-grants', grant)).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'Client of type express_configuration cannot be used',
      errorCode: 'validation_error',
    });
  });

  it('takes the scope to create client grants', async () => {
    const before = await json('GET', '/clients?include_totals=true&per_page=0');
    const token = await server.tokenWith('create:clients', 'create:client_credentials');
    expect(await json('POST', '/clients', body, { token })).toMatchObject({
      statusCode: 403,
      message: 'Insufficient scope, expected any of: create:client_grants',
    });
    const after = await json('GET', '/clients?include_totals=true&per_page=0');
    expect(after.total).toBe(before.total + 1);
  });
});

it('a strict third-party client has an id that says so', async () => {
  const body = { name: 'Partner', is_first_party: false, third_party_security_mode: 'strict' };
  expect((await json('POST', '/clients', body)).client_id).toMatch(/^tpc_[1-9A-HJ-NP-Za-km-z]{22}$/);
});

describe('the settings of the tenant', () => {
  it('say what tools look for', async () => {
    const settings = { friendly_name: 'default', enabled_locales: ['en'], flags: {}, sandbox_version: '22' };
    expect(await json('GET', '/tenants/settings')).toEqual(settings);
    expect(await json('GET', '/tenants/settings?fields=flags')).toEqual({ flags: {} });
  });

  it('take read:tenant_settings', async () => {
    const token = await server.tokenWith('read:clients');
    expect(await json('GET', '/tenants/settings', undefined, { token })).toMatchObject({ statusCode: 403 });
  });
});

describe('the organizations of a client grant', () => {
  it('are none, in every form of a list', async () => {
    const client = await json('POST', '/clients', { name: 'With grant' });
    const { id } = await json('POST', '/client-grants', {
      client_id: client.client_id,
      audience,
      scope: ['read:clients'],
    });
    const path = `/client-grants/${id}/organizations`;
    expect(await json('GET', path)).toEqual([]);
    expect(await json('GET', `${path}?take=50`)).toEqual({ organizations: [] });
    expect(await json('GET', `${path}?include_totals=true&per_page=50`)).toEqual({
      organizations: [],
      start: 0,
      limit: 50,
      total: 0,
    });
    expect(await json('GET', '/client-grants/cgr_unknown/organizations')).toMatchObject({
      statusCode: 404,
      errorCode: 'inexistent_client_grant',
    });
  });
});

describe('what the original has besides', () => {
  it.each([
    ['GET', '/rules', 'read:rules'],
    ['POST', '/rules', 'create:rules'],
    ['GET', '/emails/provider', 'read:email_provider'],
    ['PATCH', '/guardian/factors/push', 'update:guardian_factors'],
    ['DELETE', '/organizations/org_1/members', 'delete:organizations'],
    ['GET', '/clients/cimd/preview', 'read:clients'],
  ] as const)('%s %s is refused like a missing scope', async (method, path, scope) => {
    const refusal = {
      statusCode: 403,
      error: 'Forbidden',
      message: `Insufficient scope, expected any of: ${scope}`,
      errorCode: 'insufficient_scope',
    };
    expect(await json(method, path)).toEqual(refusal);
    const token = await server.tokenWith('read:resource_servers');
    expect(await json(method, path, undefined, { token })).toEqual(refusal);
  });

  it('takes a token all the same', async () => {
    const answer = await server.inject({ url: '/api/v2/rules' });
    expect(answer.statusCode).toBe(401);
  });

  it('is nothing else: an unknown path is not there', async () => {
    expect((await server.call('GET', '/nothing')).statusCode).toBe(404);
  });
});
