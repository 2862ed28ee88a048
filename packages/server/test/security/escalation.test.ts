import { generateKeyPairSync } from 'node:crypto';
import {
  actedOnScopes,
  type ClientGrant,
  grantedScopes,
  managementScopes,
  propertyScopes,
} from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBootstrapClient } from '../../src/tenancy/bootstrap-client.js';
import { audience, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let lenient: TestServer;
beforeAll(async () => {
  server = await testServer({ escalation: 'refuse' });
  lenient = await testServer({ escalation: 'allow' });
});
afterAll(async () => {
  await server.close();
  await lenient.close();
});

const pem = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey;

interface Made {
  client_id: string;
  grant_id: string;
}

/** A client that holds these scopes of the Management API. */
async function clientWith(scope: string[], on = server): Promise<Made> {
  const { client_id } = (await on.call('POST', '/clients', { name: 'Held' })).json<{ client_id: string }>();
  const grant = await on.call('POST', '/client-grants', { client_id, audience, scope });
  expect(grant.statusCode, grant.body).toBe(201);
  return { client_id, grant_id: grant.json<{ id: string }>().id };
}

const refusalOf = (...missing: string[]) => ({
  statusCode: 403,
  error: 'Forbidden',
  errorCode: 'insufficient_scope',
  message: `Insufficient scope, expected all of: ${missing.join(', ')}`,
});

describe('who may give Management scopes', () => {
  it('85: a grant gives no Management scope that its writer does not hold', async () => {
    const token = await server.tokenWith('create:client_grants', 'read:clients');
    const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json<Made>();
    const grant = (more: object) =>
      server.call('POST', '/client-grants', { client_id, audience, ...more }, { token });
    expect((await grant({ scope: ['read:clients', 'update:clients', 'read:logs'] })).json()).toEqual(
      refusalOf('update:clients', 'read:logs'),
    );
    const held = ['create:client_grants', 'read:clients'];
    expect((await grant({ scope: actedOnScopes })).json()).toEqual(
      refusalOf(...actedOnScopes.filter((scope) => !held.includes(scope))),
    );
    expect((await grant({ allow_all_scopes: true })).json()).toMatchObject({ statusCode: 400 });
    expect((await server.call('GET', `/client-grants?client_id=${client_id}`)).json()).toEqual([]);
    expect((await grant({ scope: held })).statusCode).toBe(201);
  });

  it('85: what nobody can use may be given by everybody: other Management scopes, those for users, those of APIs', async () => {
    const token = await server.tokenWith('create:client_grants');
    const unused = managementScopes.map(({ value }) => value).filter((one) => !actedOnScopes.includes(one));
    await server.call('POST', '/resource-servers', {
      identifier: 'https://payments.example/',
      scopes: [{ value: 'read:clients' }],
    });
    for (const more of [
      { audience, scope: unused },
      { audience, scope: ['update:clients'], subject_type: 'user' },
      { audience: 'https://payments.example/', scope: ['read:clients'] },
    ]) {
      const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json<Made>();
      const answer = await server.call('POST', '/client-grants', { client_id, ...more }, { token });
      expect(answer.statusCode, answer.body).toBe(201);
    }
  });

  it('85: a change of a grant adds nothing that its writer does not hold, and may keep and take away all', async () => {
    const token = await server.tokenWith('update:client_grants');
    const { grant_id } = await clientWith(['read:clients', 'read:logs']);
    const change = (body: object) => server.call('PATCH', `/client-grants/${grant_id}`, body, { token });
    expect((await change({ scope: ['read:clients', 'read:logs', 'delete:clients'] })).json()).toEqual(
      refusalOf('delete:clients'),
    );
    expect((await change({ allow_all_scopes: true })).json()).toMatchObject({ statusCode: 400 });
    expect((await change({ scope: ['read:logs', 'read:clients'] })).statusCode).toBe(200);
    expect((await change({ scope: ['read:logs'] })).statusCode).toBe(200);
    expect((await change({ scope: ['read:logs', 'read:clients'] })).json()).toEqual(
      refusalOf('read:clients'),
    );
    expect((await server.call('GET', `/client-grants/${grant_id}`)).json()).toMatchObject({
      scope: ['read:logs'],
    });
  });

  it('85: a client does not widen its own grant', async () => {
    const token = await server.tokenWith('update:client_grants', 'read:client_grants');
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      sub: string;
    };
    const own = await server.call('GET', `/client-grants?client_id=${sub.replace('@clients', '')}`);
    const [grant] = own.json<{ id: string }[]>();
    const widened = await server.call(
      'PATCH',
      `/client-grants/${grant?.id}`,
      { scope: ['update:client_grants', 'read:client_grants', 'update:client_keys'] },
      { token },
    );
    expect(widened.json()).toEqual(refusalOf('update:client_keys'));
  });

  it('85: a client that comes with a grant is made by who holds what that gives', async () => {
    const body = { name: 'x', app_type: 'express_configuration' };
    const token = await server.tokenWith('create:clients', 'create:client_grants', 'read:clients');
    const refused = await server.call('POST', '/clients', body, { token });
    expect(refused.json()).toEqual(
      refusalOf('create:connections', 'read:connections', 'update:connections', 'read:connections_options'),
    );
    expect((await server.call('POST', '/clients', body)).statusCode).toBe(201);
  });

  it('86: a grant gives only Management scopes that were known when it was written', async () => {
    const { client_id, grant_id } = await clientWith(['read:clients', 'read:stats']);
    const secret = (await server.call('GET', `/clients/${client_id}`)).json<{ client_secret: string }>();
    const scopes = async () => {
      const { client_secret } = secret;
      const grant = { grant_type: 'client_credentials', client_id, client_secret, audience };
      return (await server.token(grant)).json<{ scope: string }>().scope;
    };
    expect(await scopes()).toBe('read:clients read:stats');
    // As if it had been written before anything was acted on.
    const before = (current: ClientGrant) => ({ ...current, scope_generation: 0 });
    await server.tenant.storage.change({}, ({ clientGrants }) => clientGrants.update(grant_id, before));
    expect(await scopes()).toBe('read:stats');
    const token = await server.tokenWith('update:client_grants');
    const rewrite = () =>
      server.call('PATCH', `/client-grants/${grant_id}`, { scope: ['read:clients'] }, { token });
    expect((await rewrite()).json()).toEqual(refusalOf('read:clients'));
    const answer = await server.call('PATCH', `/client-grants/${grant_id}`, {
      scope: ['read:clients', 'read:stats'],
    });
    expect(answer.json()).not.toHaveProperty('scope_generation');
    expect(await scopes()).toBe('read:clients read:stats');
  });
});

it('86: an administrator holds what Clientele acts on, and all scopes where the operator says so', async () => {
  const { tenant } = lenient;
  const scopesOf = async (bootstrap: { allScopes?: boolean }) => {
    const made = await ensureBootstrapClient(tenant, { mode: 'development', bootstrap });
    const api = await tenant.storage.resourceServers.findByIdentifier(audience);
    const apiId = api?.resourceServer.id ?? '';
    const grant = await tenant.storage.clientGrants.findForClient(made?.clientId ?? '', apiId);
    return grant && api && grantedScopes(grant, api.resourceServer);
  };
  expect(new Set(await scopesOf({}))).toEqual(new Set(actedOnScopes));
  expect(await scopesOf({ allScopes: true })).toEqual(managementScopes.map(({ value }) => value));
  expect(await scopesOf({})).toHaveLength(actedOnScopes.length);
});

it('86: the first administrator gets the scopes of a later release when that is started', async () => {
  const { tenant } = lenient;
  const config = { mode: 'development', bootstrap: {} } as const;
  const made = await ensureBootstrapClient(tenant, config);
  const api = await tenant.storage.resourceServers.findByIdentifier(audience);
  const grantOf = () =>
    tenant.storage.clientGrants.findForClient(made?.clientId ?? '', api?.resourceServer.id ?? '');
  const grant = await grantOf();
  const earlier = (current: ClientGrant) => ({ ...current, scope_generation: 0 });
  await tenant.storage.change({}, ({ clientGrants }) => clientGrants.update(grant?.id ?? '', earlier));
  await ensureBootstrapClient(tenant, config);
  expect(await grantOf()).toEqual(grant);
  // Who was given less since stays with that.
  const less = ({ allow_all_scopes, ...rest }: ClientGrant) => ({ ...rest, scope: [], scope_generation: 0 });
  await tenant.storage.change({}, ({ clientGrants }) => clientGrants.update(grant?.id ?? '', less));
  await ensureBootstrapClient(tenant, config);
  expect(await grantOf()).toMatchObject({ scope_generation: 0 });
});

describe('who may change what authenticates a client', () => {
  const changes: [string, (id: string) => Parameters<TestServer['call']>][] = [
    ['a new secret', (id) => ['POST', `/clients/${id}/rotate-secret`, {}]],
    ['a chosen secret', (id) => ['PATCH', `/clients/${id}`, { client_secret: 'chosen-by-somebody-else' }]],
    [
      'another method',
      (id) => ['PATCH', `/clients/${id}`, { token_endpoint_auth_method: 'client_secret_basic' }],
    ],
    ['a key', (id) => ['POST', `/clients/${id}/credentials`, { credential_type: 'public_key', pem: pem() }]],
  ];
  const mayChange = ['update:clients', 'update:client_keys', 'create:client_credentials'];

  it.each(changes)('87: %s takes all Management scopes that the client holds', async (_, request) => {
    const { client_id } = await clientWith(['delete:clients', 'read:stats', 'update:clients']);
    const [method, path, body] = request(client_id);
    const token = await server.tokenWith(...mayChange);
    expect((await server.call(method, path, body, { token })).json()).toEqual(refusalOf('delete:clients'));
    const holder = await server.tokenWith(...mayChange, 'delete:clients');
    const accepted = await server.call(method, path, body, { token: holder });
    expect(accepted.statusCode, accepted.body).toBeLessThan(300);
  });

  it.each(changes)('87: %s of a client that holds nothing takes no more than before', async (_, request) => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'x' })).json<Made>();
    const [method, path, body] = request(client_id);
    const token = await server.tokenWith(...mayChange);
    expect((await server.call(method, path, body, { token })).statusCode).toBeLessThan(300);
  });

  it('87: enabling, extending and deleting a key takes them too', async () => {
    const { client_id } = await clientWith(['delete:clients']);
    const path = `/clients/${client_id}/credentials`;
    const key = await server.call('POST', path, { credential_type: 'public_key', pem: pem() });
    const { id } = key.json<{ id: string }>();
    const token = await server.tokenWith(
      'update:clients',
      'update:client_credentials',
      'delete:client_credentials',
    );
    const methods = { private_key_jwt: { credentials: [{ id }] } };
    for (const [method, url, body] of [
      [
        'PATCH',
        `/clients/${client_id}`,
        { client_authentication_methods: methods, token_endpoint_auth_method: null },
      ],
      ['PATCH', `${path}/${id}`, { expires_at: '2999-01-01T00:00:00.000Z' }],
      ['DELETE', `${path}/${id}`, undefined],
    ] as const)
      expect((await server.call(method, url, body, { token })).json()).toEqual(refusalOf('delete:clients'));
  });

  it('87: a client that was disabled is brought back only by who holds what it does', async () => {
    const { client_id } = await clientWith(['delete:clients']);
    const token = await server.tokenWith('update:clients');
    const set = (disabled: boolean) => server.call('PATCH', `/clients/${client_id}`, { disabled }, { token });
    expect((await set(false)).statusCode).toBe(200);
    expect((await set(true)).statusCode).toBe(200);
    expect((await set(false)).json()).toEqual(refusalOf('delete:clients'));
  });

  it('87: a tool may repeat the methods that a client has while it changes something else', async () => {
    const { client_id } = await clientWith(['delete:clients']);
    const { token_endpoint_auth_method } = (await server.call('GET', `/clients/${client_id}`)).json<{
      token_endpoint_auth_method?: string;
    }>();
    const token = await server.tokenWith('update:clients', 'read:clients');
    const body = { name: 'Renamed', token_endpoint_auth_method };
    expect((await server.call('PATCH', `/clients/${client_id}`, body, { token })).json()).toMatchObject({
      name: 'Renamed',
    });
  });

  it('87: the administrator made at the first start is out of reach for who may only rotate secrets', async () => {
    const { client_id } = await clientWith(actedOnScopes.slice());
    const token = await server.tokenWith('update:client_keys', 'read:client_keys');
    const answer = await server.call('POST', `/clients/${client_id}/rotate-secret`, {}, { token });
    expect(answer.json()).toEqual(
      refusalOf(...actedOnScopes.filter((one) => one !== 'update:client_keys' && one !== 'read:client_keys')),
    );
  });
});

describe('who may change a system API', () => {
  it('88: takes every scope that is acted on, also to make a client of it', async () => {
    const path = `/resource-servers/${encodeURIComponent(audience)}`;
    const token = await server.tokenWith('update:resource_servers', 'create:clients');
    const missing = actedOnScopes.filter(
      (one) => !['update:resource_servers', 'create:clients'].includes(one),
    );
    const change = { token_lifetime: 2_592_000 };
    expect((await server.call('PATCH', path, change, { token })).json()).toEqual(refusalOf(...missing));
    const link = { name: 'x', app_type: 'resource_server', resource_server_identifier: audience };
    expect((await server.call('POST', '/clients', link, { token })).json()).toEqual(refusalOf(...missing));
    const other = { identifier: 'urn:auth0:express-configure' };
    const system = await server.call('POST', '/resource-servers', other);
    const deleter = await server.tokenWith('delete:resource_servers');
    const systemPath = `/resource-servers/${system.json<{ id: string }>().id}`;
    const refused = await server.call('DELETE', systemPath, undefined, { token: deleter });
    expect(refused.json()).toEqual(
      refusalOf(...actedOnScopes.filter((one) => one !== 'delete:resource_servers')),
    );
    const all = await server.tokenWith(...actedOnScopes);
    expect((await server.call('PATCH', path, { token_lifetime: 3600 }, { token: all })).statusCode).toBe(200);
  });
});

describe('who may read by changing', () => {
  it('89: an update that changes nothing shows no property to a token that may not read', async () => {
    const api = await server.call('POST', '/resource-servers', {
      identifier: 'https://symmetric.example/',
      signing_alg: 'HS256',
      signing_secret: 'sixteen-characters-at-least',
    });
    const { id, signing_secret } = api.json<{ id: string; signing_secret: string }>();
    expect(signing_secret).toBeTypeOf('string');
    const { grant_id } = await clientWith(['read:logs']);
    const connection = await server.call('POST', '/connections', { name: 'detour', strategy: 'auth0' });
    const { id: connectionId } = connection.json<{ id: string }>();
    const token = await server.tokenWith(
      'update:resource_servers',
      'update:client_grants',
      'update:connections',
    );
    const change = async (path: string, body: object) =>
      (await server.call('PATCH', path, body, { token })).json<object>();
    expect(await change(`/resource-servers/${id}`, {})).toEqual({ id });
    expect(await change(`/resource-servers/${id}`, { name: 'Sent' })).toEqual({ id, name: 'Sent' });
    expect(await change(`/client-grants/${grant_id}`, { organization_usage: null })).toEqual({
      id: grant_id,
    });
    expect(await change(`/connections/${connectionId}`, {})).toEqual({ id: connectionId });
  });
});

describe('CLIENTELE_ESCALATION=allow', () => {
  it('90: lets all of that through and tells of it in the log', async () => {
    const { client_id } = await clientWith(['delete:clients'], lenient);
    const token = await lenient.tokenWith(
      'update:client_keys',
      'create:client_grants',
      'update:resource_servers',
    );
    const rotated = await lenient.call('POST', `/clients/${client_id}/rotate-secret`, {}, { token });
    expect(rotated.statusCode).toBe(200);
    const other = (await lenient.call('POST', '/clients', { name: 'x' })).json<Made>();
    const granted = await lenient.call(
      'POST',
      '/client-grants',
      { client_id: other.client_id, audience, scope: ['delete:clients'] },
      { token },
    );
    expect(granted.statusCode).toBe(201);
    const warnings = lenient.log.filter(({ msg }) => String(msg).includes('CLIENTELE_ESCALATION'));
    expect(warnings).toMatchObject([{ missing: ['delete:clients'] }, { missing: ['delete:clients'] }]);
  });
});

it('91: the scopes that are worth something are those that some request asks for', async () => {
  const description = await server.inject({ method: 'GET', url: '/openapi.json' });
  const asked = [...description.body.matchAll(/"management":(\[[^\]]+\])/g)].flatMap(
    ([, scopes = '[]']): string[] => JSON.parse(scopes),
  );
  const everyProperty = Object.fromEntries(
    ['client_secret', 'client_authentication_methods'].map((name) => [name, {}]),
  );
  const byProperty = [...propertyScopes(everyProperty, 'create'), ...propertyScopes(everyProperty, 'update')];
  expect([...new Set([...asked, ...byProperty, 'read:connections_options'])].sort()).toEqual(
    actedOnScopes.toSorted(),
  );
});
