import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
/** A secret that can be looked up. */
let prefixed: string;
let ids: Record<string, string>;
/** Part of every secret here that a caller sets. */
const sesame = 'open-sesame-0123456789';
const secret = (of: string) => `${sesame}-${of}`;

const client = {
  name: 'Secretive',
  client_secret: secret('client'),
  addons: { firebase: { secret: secret('addon') } },
};
const key = { credential_type: 'public_key', pem: rsa.publicKey };
const otherKey = {
  credential_type: 'public_key',
  pem: generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }),
};
const api = { signing_alg: 'HS256', signing_secret: secret('api') };
const connection = { strategy: 'oidc', options: { client_secret: secret('connection') } };

beforeAll(async () => {
  server = await testServer({ credentialRules: { secretFormat: 'prefixed' } });
  ids = await objects('main');
});
afterAll(() => server.close());

/** Objects of each kind with all their secrets, by the path parameter that names them. */
async function objects(name: string): Promise<Record<string, string>> {
  const made = async (path: string, body: object) => {
    const answer = await server.call('POST', path, body);
    expect([answer.statusCode, answer.body]).toEqual([201, expect.any(String)]);
    return answer.json();
  };
  const { client_id } = await made('/clients', client);
  prefixed = (await made('/clients', { name: 'Prefixed' })).client_secret;
  const authenticating = await made('/clients', {
    name: 'With a key',
    client_authentication_methods: { private_key_jwt: { credentials: [key] } },
  });
  const [credential] = authenticating.client_authentication_methods.private_key_jwt.credentials;
  const { id: apiId } = await made('/resource-servers', { ...api, identifier: `urn:${name}` });
  const grant = { client_id, audience: `urn:${name}`, scope: [], subject_type: 'client' };
  const { id: grantId } = await made('/client-grants', grant);
  const { id: connectionId } = await made('/connections', {
    ...connection,
    name,
    enabled_clients: [client_id],
  });
  const [signing] = (await server.call('GET', '/keys/signing')).json();
  const [event] = (await server.call('GET', '/logs')).json();
  const { id: secretId } = await made(`/clients/${client_id}/secrets`, { secret: secret('staged') });
  return {
    '/clients/{id}': client_id,
    '/clients/{id}/credentials': authenticating.client_id,
    '{credentialId}': credential.id,
    '{secretId}': secretId,
    '/resource-servers/{id}': apiId,
    '/client-grants/{id}': grantId,
    '/connections/{id}': connectionId,
    '{kid}': signing.kid,
    '/logs/{id}': event.log_id,
  };
}

/** The path of an operation with ids of what is there. */
function filled(path: string): string {
  return Object.entries(ids)
    .sort(([a], [b]) => b.length - a.length)
    .reduce(
      (sofar, [place, id]) => sofar.replace(place, place.replace(/\{\w+\}/, encodeURIComponent(id))),
      path,
    );
}

/** What is sent, where an operation needs a body to succeed. */
const bodies: Record<string, unknown> = {
  createClient: client,
  updateClient: { client_secret: secret('new') },
  createClientSecret: { secret: secret('other') },
  updateClientSecret: { name: 'Renamed' },
  lookUpSecret: () => ({ secret: prefixed }),
  createCredential: otherKey,
  checkClientAssertion: { assertion: 'e30.e30.e30' },
  updateCredential: { expires_at: '2099-01-01T00:00:00.000Z' },
  createResourceServer: { ...api, identifier: 'urn:created' },
  updateResourceServer: { name: 'Renamed' },
  createClientGrant: () => ({ client_id: ids['/clients/{id}/credentials'], audience: 'urn:main', scope: [] }),
  updateClientGrant: { scope: [] },
  createConnection: { ...connection, name: 'created' },
  updateConnection: { display_name: 'Renamed' },
  updateConnectionClients: () => [{ client_id: ids['/clients/{id}'], status: true }],
  updateTenantSettings: { friendly_name: 'Renamed' },
};

/** What is asked, where an operation needs to know. */
const queries: Record<string, string> = { getUsage: '?group_by=client' };

const shows = (body: string) =>
  body.includes(sesame) || /"(client_secret|signing_secret|secret)":"./.test(body);

describe('what the caller is shown decides', () => {
  it.each([
    [['read:client_keys'], '/clients/{id}', 'no-store'],
    [['read:client_credentials'], '/clients/{id}', 'no-store'],
    [['read:client_credentials'], '/clients/{id}?fields=name', undefined],
    [['read:clients'], '/clients/{id}', 'no-store'],
    [['read:clients'], '/clients/{id}?fields=addons&include_fields=false', undefined],
    [['read:client_summary'], '/clients/{id}', undefined],
    [['read:client_summary'], '/clients?per_page=100', undefined],
    [['read:client_keys'], '/clients?fields=name,client_secret&include_totals=true', 'no-store'],
    [['read:client_keys'], '/clients?fields=name&take=5', undefined],
    [['read:resource_servers'], '/resource-servers?fields=name', undefined],
    [['read:resource_servers'], '/resource-servers?take=50', 'no-store'],
    [['read:connections'], '/connections?fields=name', undefined],
    [['read:connections'], '/connections?take=50', 'no-store'],
  ] as const)('%s of %s: %s', async (scopes, path, expected) => {
    const answer = await server.call('GET', filled(path), undefined, {
      token: await server.tokenWith(...scopes),
    });
    expect([answer.statusCode, answer.headers['cache-control'], shows(answer.body)]).toEqual([
      200,
      expected,
      expected === 'no-store',
    ]);
  });

  it.each(['/clients/{id}', '/resource-servers/{id}'])(
    '%s: the same where the caller has it already',
    async (path) => {
      const { etag } = (await server.call('GET', filled(path))).headers;
      const known = await server.inject({
        url: `/api/v2${filled(path)}`,
        headers: { authorization: `Bearer ${server.admin}`, 'if-none-match': String(etag) },
      });
      expect([known.statusCode, known.body, known.headers['cache-control']]).toEqual([304, '', 'no-store']);
    },
  );

  it('a client and a connection without secrets may be kept', async () => {
    const plain = (await server.call('POST', '/connections', { name: 'plain', strategy: 'auth0' })).json();
    const answer = await server.call('GET', `/connections/${plain.id}`);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, undefined]);
    const certified = await server.call('GET', `/clients/${ids['/clients/{id}/credentials']}`);
    expect([certified.statusCode, certified.headers['cache-control']]).toEqual([200, undefined]);
  });
});

it.each([
  [
    'a token',
    { grant_type: 'client_credentials', client_secret: secret('client'), audience: 'urn:main' },
    200,
  ],
  ['a refusal', { grant_type: 'client_credentials', client_secret: 'wrong', audience: 'urn:main' }, 401],
  ['no request', {}, 400],
])('the token endpoint is kept by no cache: %s', async (_what, parameters, status) => {
  const created = (await server.call('POST', '/clients', client)).json();
  await server.call('POST', '/client-grants', {
    client_id: created.client_id,
    audience: 'urn:main',
    scope: [],
  });
  const answer = await server.token({ client_id: created.client_id, ...parameters });
  const { 'cache-control': cache, pragma } = answer.headers;
  expect([answer.statusCode, cache, pragma]).toEqual([
    status === 400 ? expect.any(Number) : status,
    'no-store',
    'no-cache',
  ]);
});

it('an answer that shows a secret is kept by no cache, and any other says nothing of caches', async () => {
  const { paths } = (await server.inject({ url: '/openapi.json' })).json();
  const operations = Object.entries<Record<string, { operationId: string }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ method, path, operationId })),
  );
  // Last of all the key is revoked that signed the token of the caller.
  const order = ['get', 'patch', 'post', 'delete', 'put'];
  operations.sort(
    (a, b) => order.indexOf(a.method) - order.indexOf(b.method) || b.path.length - a.path.length,
  );
  const showing: string[] = [];
  for (const { method, path, operationId } of operations) {
    if (!path.startsWith('/api/v2/')) continue;
    const body = bodies[operationId];
    const answer = await server.call(
      method.toUpperCase() as 'GET',
      `${filled(path).slice('/api/v2'.length)}${queries[operationId] ?? ''}`,
      typeof body === 'function' ? body() : body,
    );
    expect([operationId, answer.statusCode, answer.statusCode >= 300 && answer.body]).toEqual([
      operationId,
      expect.any(Number),
      false,
    ]);
    const isShown = shows(answer.body);
    expect([operationId, answer.headers['cache-control']]).toEqual([
      operationId,
      isShown ? 'no-store' : undefined,
    ]);
    if (isShown) showing.push(operationId);
  }
  expect(showing.sort()).toEqual([
    'createClient',
    'createClientSecret',
    'createConnection',
    'createResourceServer',
    'getClient',
    'getClientSecret',
    'getConnection',
    'getResourceServer',
    'listClientConnections',
    'listClients',
    'listConnections',
    'listResourceServers',
    'rotateClientSecret',
    'updateClient',
    'updateConnection',
    'updateResourceServer',
  ]);
});
