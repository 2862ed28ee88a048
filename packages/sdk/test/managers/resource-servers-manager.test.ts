import { expect, test } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';

async function managed() {
  const server = await recordingServer(() => ({ json: { id: 'rs1' } }));
  const { resourceServers } = new ManagementClient({ baseUrl: server.origin, token: 'TOKEN' });
  return { ...server, resourceServers };
}

test('each method asks with its verb, path and body, by id or by identifier', async () => {
  const { resourceServers, requests } = await managed();
  const api = { identifier: 'https://api.example/', scopes: [{ value: 'read' }] };
  await resourceServers.create(api);
  await resourceServers.get({ id: 'https://api.example/', include_fields: false });
  await resourceServers.update({ id: 'rs1' }, { token_lifetime: 60 });
  await resourceServers.delete({ id: 'rs1' });
  expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['POST', '/api/v2/resource-servers', JSON.stringify(api)],
    ['GET', '/api/v2/resource-servers/https%3A%2F%2Fapi.example%2F?include_fields=false', ''],
    ['PATCH', '/api/v2/resource-servers/rs1', '{"token_lifetime":60}'],
    ['DELETE', '/api/v2/resource-servers/rs1', ''],
  ]);
  expect(requests.map(({ headers }) => headers['content-type'])).toEqual([
    'application/json',
    undefined,
    'application/json',
    undefined,
  ]);
});

test('getAll repeats identifiers and keeps a fixed order', async () => {
  const { resourceServers, lines } = await managed();
  await resourceServers.getAll({
    include_fields: true,
    include_totals: false,
    per_page: 1,
    page: 0,
    identifiers: ['a', 'b'],
  });
  expect(lines()).toEqual([
    'GET /api/v2/resource-servers?include_fields=true&page=0&per_page=1&include_totals=false&identifiers=a&identifiers=b',
  ]);
});

test('an id that would lead elsewhere is refused', async () => {
  const { resourceServers, requests } = await managed();
  for (const call of [
    () => resourceServers.get({ id: '..' }),
    () => resourceServers.update({ id: '.' }, {}),
    () => resourceServers.delete({ id: '' }),
  ]) {
    expect(await rejection(call())).toMatchObject({ name: 'RequiredError', field: 'id' });
  }
  expect(requests).toEqual([]);
});
