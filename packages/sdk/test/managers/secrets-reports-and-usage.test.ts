import { expect, test } from 'vitest';
import {
  AssertionsManager,
  ClientSecretsManager,
  type Configuration,
  CredentialReportsManager,
  UsageManager,
} from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';

async function configured() {
  const server = await recordingServer();
  const configuration: Configuration = {
    baseUrl: `${server.origin}/api/v2`,
    headers: { authorization: 'Bearer TOKEN' },
  };
  return {
    ...server,
    secrets: new ClientSecretsManager(configuration),
    reports: new CredentialReportsManager(configuration),
    usage: new UsageManager(configuration),
    assertions: new AssertionsManager(configuration),
  };
}

const which = { client_id: 'c1', secret_id: 'sec_1' };

test('each method asks with its verb, path and body', async () => {
  const { secrets, reports, usage, assertions, requests } = await configured();
  await secrets.getAll({ client_id: 'a/b', include_usage: true });
  await secrets.get(which);
  await secrets.create({ client_id: 'c1' });
  await secrets.create(
    { client_id: 'c1' },
    { name: 'Next', state: 'primary', previous_secret_expires_in: 60 },
  );
  await secrets.update(which, { name: null });
  await secrets.update({ ...which, force: true }, { state: 'disabled' });
  await secrets.delete({ ...which, force: true });
  await secrets.rotate({ client_id: 'c1' });
  await secrets.rotate({ client_id: 'c1' }, { previous_secret_expires_in: 0 });
  await secrets.getRotation({ client_id: 'c1', window: 60 });
  await secrets.lookup({ secret: 'cls_1', revoke: true });
  await reports.getExpiring();
  await reports.getExpiring({ take: 5, from: 'x', within: 60 });
  await reports.getUnused({ for: 60 });
  await usage.get({ group_by: 'client', from: '2027-01-01', to: '2027-01-02', step: 'day', client_id: 'c1' });
  await assertions.check({ client_id: 'c1' }, { assertion: 'a.b.c' });
  expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
    ['GET', '/api/v2/clients/a%2Fb/secrets?include_usage=true', ''],
    ['GET', '/api/v2/clients/c1/secrets/sec_1', ''],
    ['POST', '/api/v2/clients/c1/secrets', '{}'],
    [
      'POST',
      '/api/v2/clients/c1/secrets',
      '{"name":"Next","state":"primary","previous_secret_expires_in":60}',
    ],
    ['PATCH', '/api/v2/clients/c1/secrets/sec_1', '{"name":null}'],
    ['PATCH', '/api/v2/clients/c1/secrets/sec_1?force=true', '{"state":"disabled"}'],
    ['DELETE', '/api/v2/clients/c1/secrets/sec_1?force=true', ''],
    ['POST', '/api/v2/clients/c1/rotate-secret', '{}'],
    ['POST', '/api/v2/clients/c1/rotate-secret', '{"previous_secret_expires_in":0}'],
    ['GET', '/api/v2/clients/c1/rotation?window=60', ''],
    ['POST', '/api/v2/secrets/lookup', '{"secret":"cls_1","revoke":true}'],
    ['GET', '/api/v2/credentials/expiring', ''],
    ['GET', '/api/v2/credentials/expiring?within=60&from=x&take=5', ''],
    ['GET', '/api/v2/credentials/unused?for=60', ''],
    ['GET', '/api/v2/usage?group_by=client&from=2027-01-01&to=2027-01-02&step=day&client_id=c1', ''],
    ['POST', '/api/v2/clients/c1/check-assertion', '{"assertion":"a.b.c"}'],
  ]);
});

test('overrides come last, also where the body is left to the server', async () => {
  const { secrets, reports, requests } = await configured();
  const overrides = { headers: { 'x-trace': '1' } };
  await secrets.create({ client_id: 'c1' }, undefined, overrides);
  await secrets.rotate({ client_id: 'c1' }, undefined, overrides);
  await reports.getUnused(undefined, overrides);
  expect(requests.map(({ headers }) => headers['x-trace'])).toEqual(['1', '1', '1']);
});

test('an id that would lead elsewhere is refused', async () => {
  const { secrets, requests } = await configured();
  for (const call of [
    () => secrets.delete({ client_id: 'c1', secret_id: '' }),
    () => secrets.update({ client_id: 'c1', secret_id: '..' }, {}),
  ])
    expect(await rejection(call())).toMatchObject({ name: 'RequiredError', field: 'secret_id' });
  expect(await rejection(secrets.getRotation({ client_id: '.' }))).toMatchObject({ field: 'client_id' });
  expect(requests).toEqual([]);
});
