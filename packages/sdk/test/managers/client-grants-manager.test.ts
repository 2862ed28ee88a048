import { expect, test } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';

async function managed() {
  const server = await recordingServer(() => ({ json: { id: 'cgr_1' } }));
  const { clientGrants } = new ManagementClient({ baseUrl: server.origin, token: 'TOKEN' });
  return { ...server, clientGrants };
}

test('each method asks with its verb, path and body', async () => {
  const { clientGrants, requests } = await managed();
  const grant = { client_id: 'c1', audience: 'https://api.example/', scope: ['read'] };
  await clientGrants.create(grant);
  await clientGrants.get({ id: 'cgr_1' });
  await clientGrants.update({ id: 'cgr_1' }, { scope: [] });
  await clientGrants.delete({ id: 'cgr_1' });
  expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['POST', '/api/v2/client-grants', JSON.stringify(grant)],
    ['GET', '/api/v2/client-grants/cgr_1', ''],
    ['PATCH', '/api/v2/client-grants/cgr_1', '{"scope":[]}'],
    ['DELETE', '/api/v2/client-grants/cgr_1', ''],
  ]);
  expect(requests.map(({ headers }) => headers['content-type'])).toEqual([
    'application/json',
    undefined,
    'application/json',
    undefined,
  ]);
});

test('getAll sends its parameters in a fixed order, false among them', async () => {
  const { clientGrants, lines } = await managed();
  const filter = {
    default_for: 'third_party_clients',
    subject_type: 'client',
    allow_any_organization: false,
    client_id: 'c1',
    audience: 'https://api.example/',
  } as const;
  await clientGrants.getAll({ ...filter, per_page: 50, page: 0, include_totals: true });
  await clientGrants.getAll({ ...filter, take: 5, from: 'f' });
  const filtered =
    '&audience=https%3A%2F%2Fapi.example%2F&client_id=c1&allow_any_organization=false&subject_type=client' +
    '&default_for=third_party_clients';
  expect(lines()).toEqual([
    `GET /api/v2/client-grants?page=0&per_page=50&include_totals=true${filtered}`,
    `GET /api/v2/client-grants?from=f&take=5${filtered}`,
  ]);
});

test('an id that would lead elsewhere is refused', async () => {
  const { clientGrants, requests } = await managed();
  for (const call of [
    () => clientGrants.get({ id: '..' }),
    () => clientGrants.update({ id: '..' }, {}),
    () => clientGrants.delete({ id: '..' }),
  ]) {
    expect(await rejection(call())).toMatchObject({ name: 'RequiredError', field: 'id' });
  }
  expect(requests).toEqual([]);
});
