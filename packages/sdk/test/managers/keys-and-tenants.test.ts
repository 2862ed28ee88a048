import { expect, test } from 'vitest';
import { type Configuration, KeysManager, TenantsManager } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';

async function configured() {
  const server = await recordingServer();
  const configuration: Configuration = {
    baseUrl: `${server.origin}/api/v2`,
    headers: { authorization: 'Bearer TOKEN' },
  };
  return { ...server, keys: new KeysManager(configuration), tenants: new TenantsManager(configuration) };
}

test('each method asks with its verb, path and body', async () => {
  const { keys, tenants, requests } = await configured();
  await keys.getAll();
  await keys.get({ kid: 'a/b' });
  await keys.rotate();
  await keys.revoke({ kid: 'k1' });
  await tenants.getSettings();
  await tenants.getSettings({ include_fields: true, fields: 'friendly_name' });
  await tenants.updateSettings({ friendly_name: 'Ours', mtls: null });
  expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['GET', '/api/v2/keys/signing', ''],
    ['GET', '/api/v2/keys/signing/a%2Fb', ''],
    ['POST', '/api/v2/keys/signing/rotate', ''],
    ['PUT', '/api/v2/keys/signing/k1/revoke', ''],
    ['GET', '/api/v2/tenants/settings', ''],
    ['GET', '/api/v2/tenants/settings?fields=friendly_name&include_fields=true', ''],
    ['PATCH', '/api/v2/tenants/settings', '{"friendly_name":"Ours","mtls":null}'],
  ]);
});

test('a method without parameters takes overrides first', async () => {
  const { keys, requests } = await configured();
  const overrides = { headers: { 'x-trace': '1' } };
  await keys.getAll(overrides);
  await keys.rotate(overrides);
  expect(requests.map(({ headers }) => headers['x-trace'])).toEqual(['1', '1']);
});

test('an id that would lead elsewhere is refused', async () => {
  const { keys, requests } = await configured();
  for (const call of [() => keys.get({ kid: '..' }), () => keys.revoke({ kid: '' })])
    expect(await rejection(call())).toMatchObject({ name: 'RequiredError', field: 'kid' });
  expect(requests).toEqual([]);
});
