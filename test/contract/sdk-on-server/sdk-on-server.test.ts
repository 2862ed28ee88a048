import { readFileSync } from 'node:fs';
import { ManagementClient } from '@clientele/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runScript, type SpawnedServer, spawnServer } from '../running-server.js';

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(() => server.remove());

const STEPS = [
  ['resourceServers.create', 201, ['https://api.example/', 'Things']],
  ['resourceServers.get', 200, 'https://api.example/'],
  ['resourceServers.get by identifier', 200, 'Things'],
  ['resourceServers.update', 200, 'Other'],
  ['resourceServers.getAll', 200, 1],
  ['clients.create', 201, ['Every call', 'string']],
  ['clients.get', 200, { name: 'Every call' }],
  ['clients.update', 200, 'é ☃'],
  ['clients.getAll', 200, [1, 1]],
  ['clients.rotateClientSecret', 200, ['string', true]],
  ['clients.createCredential', 201, 'PS256'],
  ['clients.getCredential', 200, true],
  ['clients.getCredentials', 200, 1],
  ['clients.updateCredential', 200, '2095-01-01T00:00:00.000Z'],
  ['clientGrants.create', 201, ['read:things']],
  ['clientGrants.get', 200, 'https://api.example/'],
  ['clientGrants.update', 200, []],
  ['clientGrants.getAll', 200, 1],
  ['clientGrants.getAllOrganizations', 200, [0, 0]],
  ['connections.create', 201, ['every-call', 'auth0']],
  ['connections.get', 200, 'every-call'],
  ['connections.update', 200, true],
  ['connections.getAll', 200, 1],
  ['connections.updateEnabledClients', 204, null],
  ['connections.getEnabledClients', 200, 1],
  ['clients.getEnabledConnections', 200, ['every-call']],
  ['iterate', { take: 3 }, true, true],
  ['iterate', { per_page: 3 }, true, true],
  ['iterate', { per_page: 3, include_totals: false }, true, true],
  ['iterate', {}, true, true],
  ['a token by assertion, not enabled yet', 'AuthApiError', 401, 'invalid_client', 'POST /oauth/token'],
  ['a wrong secret', 'AuthApiError', 401, 'access_denied', 'POST /oauth/token'],
  ['a wrong token', 'ManagementApiError', 400, 'Bearer', 'GET /clients'],
  ['a bad body', 'ManagementApiError', 400, 'invalid_body', 'POST /clients'],
  ['a missing client', 'ManagementApiError', 404, 'inexistent_client', 'GET /clients/missing'],
  ['a missing grant', 'ManagementApiError', 404, 'inexistent_client_grant', 'GET /client-grants/cgr_missing'],
  [
    'a missing connection',
    'ManagementApiError',
    404,
    'inexistent_connection',
    'GET /connections/con_missing',
  ],
  ['a missing API', 'ManagementApiError', 404, 'inexistent_resource_server', 'GET /resource-servers/missing'],
  [
    'a second API of one name',
    'ManagementApiError',
    409,
    'existent_resource_server',
    'POST /resource-servers',
  ],
  ['an empty id', 'RequiredError', null, null, 'DELETE /clients/{client_id}'],
  ['an abort', 'AbortError', null, null, 'GET /clients'],
  ['clients.deleteCredential', 204, null],
  ['clientGrants.delete', 204, null],
  ['connections.delete', 202, null],
  ['resourceServers.delete', 204, null],
  ['clients.delete', 204, null],
  ['what is deleted', 'ManagementApiError', 404, 'inexistent_client', 'GET /clients/made'],
];

it.each(['http', 'https'])('every method of the SDK does over %s what it says', async (protocol) => {
  const { code, stdout, stderr } = await runScript('sdk-on-server/every-call.mjs', {
    caFile: server.caFile,
    env: {
      CLIENT_ID: server.clientId,
      CLIENT_SECRET: server.clientSecret,
      ...(protocol === 'https' ? { SERVER_DOMAIN: server.domain } : { SERVER_URL: server.httpUrl }),
    },
  });
  expect(stderr).toBe('');
  const steps = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(steps).toEqual(STEPS);
  expect(code).toBe(0);
});

it('no method is left out', () => {
  const script = readFileSync(new URL('every-call.mjs', import.meta.url), 'utf8');
  const { ...managers } = new ManagementClient({ domain: 'localhost', token: 'T' });
  for (const [manager, instance] of Object.entries(managers))
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(instance)))
      if (method !== 'constructor') expect(script).toContain(`${manager}.${method}(`);
});
