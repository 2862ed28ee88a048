import { afterAll, beforeAll, expect, it } from 'vitest';
import { runScript, type SpawnedServer, spawnServer } from './running-server.js';

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(() => server.remove());

const refusedAssertion = 'AuthApiError 401 invalid_client';
const refusedSecret = 'AuthApiError 401 access_denied';

const life = [
  ['create', [201, 'Lifecycle', 64]],
  ['createCredential', ['cred_', 'RS256', 43]],
  ['token by assertion before enabling', refusedAssertion],
  ['update to private_key_jwt', [true, false, false]],
  ['token by assertion', 3],
  ['old secret while private_key_jwt', refusedSecret],
  ['expired credential', refusedAssertion],
  ['credential with a future expiry', 3],
  ['getCredential, getCredentials', ['2095-01-01T00:00:00.000Z', 1]],
  ['rotateClientSecret refused', 'ManagementApiError 400 Bad Request'],
  ['methods nulled', [false, true]],
  ['rotateClientSecret', [64, true]],
  ['old secret', refusedSecret],
  ['new secret', 200],
  ['deleteCredential, disabled', 204],
  ['second credential', 3],
  ['deleteCredential, enabled', 204],
  ['after deleting the enabled one', refusedAssertion],
  ['methods after deleting the enabled one', { private_key_jwt: { credentials: [] } }],
  ['getEnabledConnections', { connections: [] }],
  ['delete', 204],
  ['get after delete', 'ManagementApiError 404 Not Found'],
];

it.each([
  ['auth0 4.37.1, unmodified, over https', 'auth0', 'https'],
  ['@clientele/sdk over https', '@clientele/sdk', 'https'],
  ['@clientele/sdk over http', '@clientele/sdk', 'http'],
])('the life of a client, played by %s', async (_name, sdk, protocol) => {
  const { code, stdout, stderr } = await runScript('client-lifecycle.mjs', {
    caFile: server.caFile,
    env: {
      SDK: sdk,
      CLIENT_ID: server.clientId,
      CLIENT_SECRET: server.clientSecret,
      ISSUER: `https://${server.domain}/`,
      ...(protocol === 'https' ? { SERVER_DOMAIN: server.domain } : { SERVER_URL: server.httpUrl }),
    },
  });
  expect(stderr).toBe('');
  const steps = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(steps).toEqual(life);
  expect(code).toBe(0);
});
