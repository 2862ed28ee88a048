import { type Configuration, KeysManager, TenantsManager } from '@clientele/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { managementToken } from '../management-token.js';
import { type SpawnedServer, spawnServer } from '../running-server.js';

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer();
});
afterAll(() => server.remove());

/** With a token that the current key has signed. */
async function configured(): Promise<Configuration> {
  const authorization = `Bearer ${await managementToken(server)}`;
  return { baseUrl: `${server.httpUrl}/api/v2`, headers: { authorization } };
}

test('signing keys are listed, read, rotated and revoked', async () => {
  const keys = new KeysManager(await configured());
  const { data: before } = await keys.getAll();
  const signing = before.find(({ current }) => current);
  const next = before.find((key) => key.next);
  const { data: rotated, status } = await keys.rotate();
  expect([rotated.kid, status]).toEqual([next?.kid, 201]);
  const { data: earlier } = await keys.get({ kid: signing?.kid ?? '' });
  expect(earlier).toMatchObject({ kty: 'RSA', current: false, previous: true, revoked: false });
  const later = new KeysManager(await configured());
  expect((await later.revoke({ kid: earlier.kid })).data.kid).toBe(earlier.kid);
  expect((await later.get({ kid: earlier.kid })).data).toMatchObject({ revoked: true });
});

test('settings of the tenant are changed, taken away and read', async () => {
  const tenants = new TenantsManager(await configured());
  const { data: changed } = await tenants.updateSettings({
    friendly_name: 'Ours',
    default_token_quota: { clients: { client_credentials: { per_hour: 5 } } },
  });
  expect(changed).toMatchObject({ friendly_name: 'Ours', enabled_locales: ['en'] });
  await tenants.updateSettings({ default_token_quota: null });
  const { data } = await tenants.getSettings({ fields: 'friendly_name,default_token_quota' });
  expect(data).toEqual({ friendly_name: 'Ours' });
});
