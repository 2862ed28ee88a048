import { ClientsManager as KnownClientsManager } from 'auth0';
import { expect, test } from 'vitest';
import { ClientsManager } from '../src/index.js';
import { recordingServer } from './recording-server.js';

const id = { client_id: "a b/é'()*!~" };
const credentialId = { ...id, credential_id: 'cred_1' };

type Clients = Pick<ClientsManager, keyof ClientsManager>;
const calls: [string, (clients: Clients) => Promise<unknown>][] = [
  ['create', (clients) => clients.create({ name: 'é' })],
  [
    'create, headers overridden',
    // Without a type of its own, theirs goes out as text.
    (clients) =>
      clients.create({ name: 'n' }, { headers: { 'x-trace': 't1', 'content-type': 'application/json' } }),
  ],
  [
    'create, overridden by a function',
    (clients) =>
      clients.create({ name: 'n' }, async ({ init }) => ({
        headers: { ...init.headers, 'x-trace': 't1' },
        body: { name: 'm' },
      })),
  ],
  ['get', (clients) => clients.get({ ...id, include_fields: false, fields: 'a,b' })],
  ['getAll', (clients) => clients.getAll()],
  [
    'getAll, with a query',
    (clients) =>
      clients.getAll(<object>{
        q: "a 'b' (c)*!~",
        client_ids: 'a,b',
        app_type: 'spa',
        is_first_party: true,
        is_global: false,
        take: 1,
        from: 'f',
        include_totals: true,
        per_page: 5,
        page: 0,
      }),
  ],
  ['update', (clients) => clients.update(id, { name: 'n', token_endpoint_auth_method: null })],
  ['delete', (clients) => clients.delete(id)],
  ['rotateClientSecret', (clients) => clients.rotateClientSecret(id)],
  ['getCredentials', (clients) => clients.getCredentials(id)],
  ['getCredential', (clients) => clients.getCredential(credentialId)],
  [
    'createCredential',
    (clients) => clients.createCredential(id, { credential_type: 'public_key', pem: 'PEM' }),
  ],
  ['updateCredential', (clients) => clients.updateCredential(credentialId, { expires_at: null })],
  ['deleteCredential', (clients) => clients.deleteCredential(credentialId)],
  [
    'getEnabledConnections',
    (clients) =>
      clients.getEnabledConnections({ ...id, strategy: ['auth0', 'google-oauth2'], take: 1, from: 'f' }),
  ],
];

test.each(calls)('%s puts on the wire what auth0 4.37.1 does', async (_, call) => {
  const { origin, requests } = await recordingServer();
  const configuration = { baseUrl: `${origin}/api/v2`, headers: { 'x-own': 'yes' } };
  await call(
    new KnownClientsManager({ ...configuration, parseError: async () => new Error() }) as unknown as Clients,
  );
  await call(new ClientsManager(configuration));
  expect(requests).toHaveLength(2);
  expect(requests[1]).toEqual(requests[0]);
});
