import {
  AssertionsManager,
  ClientSecretsManager,
  ClientsManager,
  type Configuration,
  CredentialReportsManager,
  UsageManager,
} from '@clientele/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { managementToken } from '../management-token.js';
import { type SpawnedServer, spawnServer } from '../running-server.js';

let server: SpawnedServer;
let configuration: Configuration;
let which: { client_id: string };
beforeAll(async () => {
  server = await spawnServer({ env: { CLIENTELE_SECRET_FORMAT: 'prefixed' } });
  const authorization = `Bearer ${await managementToken(server)}`;
  configuration = { baseUrl: `${server.httpUrl}/api/v2`, headers: { authorization } };
  const { data } = await new ClientsManager(configuration).create({
    name: 'Robot',
    secret_rotation: { overlap: 3600, max_age: 2_592_000 },
  });
  which = { client_id: data.client_id };
});
afterAll(() => server.remove());

test('secrets are made, promoted, rotated, looked up and ended', async () => {
  const secrets = new ClientSecretsManager(configuration);
  const { data: made, status } = await secrets.create(which, { name: 'Next' });
  expect([status, made.state, made.name]).toEqual([201, 'staged', 'Next']);
  const { data: read } = await secrets.get({ ...which, secret_id: made.id });
  expect([read.id, read.secret]).toEqual([made.id, made.secret]);
  const { data: promoted } = await secrets.update({ ...which, secret_id: made.id }, { state: 'primary' });
  expect(promoted).toMatchObject({ id: made.id, state: 'primary' });
  const { data: rotated } = await secrets.rotate(which, { previous_secret_expires_in: 60 });
  const { data: listed } = await secrets.getAll({ ...which, include_usage: true });
  expect(listed.secrets.map(({ state }) => state)).toEqual(['primary', 'retiring', 'retiring']);
  const { data: found } = await secrets.lookup({ secret: rotated.client_secret });
  expect(found).toMatchObject({ ...which, secret: { id: listed.secrets[0]?.id, state: 'primary' } });
  expect((await secrets.delete({ ...which, secret_id: made.id })).status).toBe(204);
  const { data: left } = await secrets.getAll(which);
  expect(left.secrets.map(({ id }) => id)).not.toContain(made.id);
});

test('what may be retired is said with its reason', async () => {
  const { data } = await new ClientSecretsManager(configuration).getRotation({ ...which, window: 60 });
  expect(['safe', 'unknown']).toContain(data.verdict);
  expect(data).toMatchObject({ window_seconds: 60, credentials: [], tokens_alive_until: null });
  expect(data.primary_id).toBe(data.secrets.find(({ state }) => state === 'primary')?.id);
});

test('what expires is reported with its client', async () => {
  const secrets = new ClientSecretsManager(configuration);
  const expires_at = new Date(Date.now() + 86_400_000).toISOString();
  const { data: made } = await secrets.create(which, { name: 'Short', expires_at });
  const { data } = await new CredentialReportsManager(configuration).getExpiring({
    within: 172_800,
    take: 100,
  });
  expect(data.credentials.find(({ id }) => id === made.id)).toEqual({
    ...which,
    client_name: 'Robot',
    kind: 'secret',
    id: made.id,
    name: 'Short',
    state: 'staged',
    created_at: made.created_at,
    expires_at,
  });
});

test('nothing that is younger was not used for a time, and the report says since when use is counted', async () => {
  const { data } = await new CredentialReportsManager(configuration).getUnused({ for: 86_400 });
  expect(data.credentials).toEqual([]);
  expect(data).toHaveProperty('observed_since');
});

test('use is counted by outcome', async () => {
  const usage = new UsageManager(configuration);
  const { data } = await usage.get({ group_by: 'outcome', step: 'minute' });
  expect(data.groups).toEqual([expect.objectContaining({ outcome: 'issued', count: 1 })]);
});

test('an assertion that is none is told apart', async () => {
  const assertions = new AssertionsManager(configuration);
  const { data } = await assertions.check(which, { assertion: 'e30.e30' });
  expect(data).toMatchObject({ accepted: false, reason: 'format', message: expect.stringContaining('JWT') });
});
