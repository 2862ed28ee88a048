import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { stageSuccessors } from '../../src/lifecycle/successors.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { lastingDatabase } from '../test-database.js';
import { type TestServer, testServer } from '../test-server.js';

const day = 86_400_000;
const begin = Date.parse('2027-01-15T00:00:00.000Z');
const tooOldAt = '2027-02-14T00:00:00.000Z';

type Options = NonNullable<Parameters<typeof testServer>[0]>;

/** A server with a client whose secrets should be 30 days old at most. */
async function serverWithClient(options: Options = {}) {
  const server = await testServer({ now: begin, ...options });
  const rotation = { secret_rotation: { max_age: (30 * day) / 1000 } };
  const { client_id: clientId, client_secret: secret } = (
    await server.call('POST', '/clients', { name: 'Robot', ...rotation })
  ).json();
  return { server, clientId: clientId as string, secret: secret as string };
}

/** One run of the upkeep, as each minute has one; the lines that it logs. */
async function run(server: TestServer, clockIsRight = true) {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(JSON.parse(line)) });
  let runs = 0;
  const end = stageSuccessors(
    {
      all: () => {
        runs += 1;
        return [server.tenant];
      },
    },
    {
      now: () => server.clock.now,
      random: randomBytes,
      secretFormat: 'plain',
      clockIsRight: () => clockIsRight,
      logger,
    },
  );
  if (clockIsRight) await expect.poll(() => runs).toBe(1);
  await expect
    .poll(async () => (await server.tenant.storage.deadlines.successionsDue(1)).length)
    .toBe(clockIsRight ? 0 : 1);
  await end();
  return lines;
}

/** With a token of the moment: the clock goes on by weeks. */
async function call(server: TestServer, ...[method, path, body]: Parameters<TestServer['call']>) {
  const scopes = ['read:clients', 'update:clients', 'read:client_keys', 'update:client_keys', 'read:logs'];
  return server.call(method, path, body, { token: await server.tokenWith(...scopes) });
}

interface Shown {
  id: string;
  state: string;
  created_by: string | null;
  hint?: string;
}
const secretsOf = async (server: TestServer, clientId: string) =>
  (await call(server, 'GET', `/clients/${clientId}/secrets`)).json<{ secrets: Shown[] }>().secrets;
const warnings = async (server: TestServer) =>
  (await call(server, 'GET', '/logs?q=type:secret_rotation_warning')).json<Record<string, unknown>[]>();
const stagings = async (server: TestServer, clientId: string) =>
  (await call(server, 'GET', `/logs?q=type:sapi AND details.client_id:${clientId}`))
    .json<{ description: string; client_id?: string }[]>()
    .filter(({ description }) => description === 'Create a client secret');

describe('a primary secret that grows too old', () => {
  it('gets a successor in time where secrets can be read, which nobody promotes', async () => {
    const { server, clientId, secret } = await serverWithClient();
    server.clock.now = begin + 27 * day - 1;
    expect(await run(server)).toEqual([]);
    server.clock.now += 1;
    const lines = await run(server);
    const [staged, primary] = await secretsOf(server, clientId);
    expect([staged?.state, primary?.state, staged?.created_by]).toEqual(['staged', 'primary', null]);
    const notice = {
      secret_id: primary?.id,
      max_age: 2_592_000,
      too_old_at: tooOldAt,
      staged_secret_id: staged?.id,
    };
    expect(lines).toEqual([
      expect.objectContaining({ ...notice, client_id: clientId, msg: 'a secret of a client grows too old' }),
    ]);
    expect(await warnings(server)).toEqual([
      expect.objectContaining({
        type: 'secret_rotation_warning',
        client_id: clientId,
        client_name: 'Robot',
        description: `The secret ${primary?.id} of the client is too old from ${tooOldAt} on; ${staged?.id} is staged to take its place`,
        details: { client_id: clientId, ...notice },
      }),
    ]);
    const [made, ...others] = await stagings(server, clientId);
    expect([made?.client_id, others]).toEqual([undefined, []]);
    expect((await call(server, 'GET', `/clients/${clientId}`)).json().client_secret).toBe(secret);
    server.clock.now += 40 * day;
    expect(await run(server)).toEqual([]);
    expect(await secretsOf(server, clientId)).toHaveLength(2);
    await server.close();
  });

  it('gets none where secrets are shown once, and there is a warning', async () => {
    const { server, clientId } = await serverWithClient({ clientSecrets: 'once' });
    server.clock.now += 27 * day;
    await run(server);
    expect(await secretsOf(server, clientId)).toHaveLength(1);
    const [warning] = await warnings(server);
    expect(warning?.description).toMatch(/no other one is staged to take its place$/);
    expect(await run(server)).toEqual([]);
    await server.close();
  });

  it('gets none beside one that is staged already, which the warning names', async () => {
    const { server, clientId } = await serverWithClient();
    const { id } = (await call(server, 'POST', `/clients/${clientId}/secrets`, {})).json();
    server.clock.now += 27 * day;
    expect(await run(server)).toEqual([expect.objectContaining({ staged_secret_id: id })]);
    expect(await secretsOf(server, clientId)).toHaveLength(2);
    await server.close();
  });

  it('begins anew with the next primary secret, and with another longest age', async () => {
    const { server, clientId } = await serverWithClient();
    server.clock.now += 27 * day;
    await run(server);
    const [staged] = await secretsOf(server, clientId);
    await call(server, 'PATCH', `/clients/${clientId}/secrets/${staged?.id}`, { state: 'primary' });
    server.clock.now += 27 * day - 1;
    expect(await run(server)).toEqual([]);
    server.clock.now += 1;
    expect(await run(server)).toEqual([expect.objectContaining({ secret_id: staged?.id })]);
    await call(server, 'PATCH', `/clients/${clientId}`, { secret_rotation: { max_age: 86_400 } });
    expect(await run(server)).toEqual([expect.objectContaining({ secret_id: staged?.id, max_age: 86_400 })]);
    await call(server, 'PATCH', `/clients/${clientId}`, { name: 'Another name' });
    expect(await run(server)).toEqual([]);
    await server.close();
  });

  it('is let alone where its client authenticates with keys, or a longest age is no more', async () => {
    const { server, clientId } = await serverWithClient();
    const key = {
      credential_type: 'cert_subject_dn',
      name: 'certificate',
      subject_dn: 'CN=robot.example.com',
    };
    const keyed = await server.call('POST', '/clients', {
      name: 'Keyed',
      secret_rotation: { max_age: 60 },
      client_authentication_methods: { tls_client_auth: { credentials: [key] } },
    });
    expect(keyed.statusCode).toBe(201);
    await call(server, 'PATCH', `/clients/${clientId}`, { secret_rotation: null });
    server.clock.now += 40 * day;
    expect(await run(server)).toEqual([]);
    expect(await warnings(server)).toEqual([]);
    await server.close();
  });

  it('is let alone while the clock of the server is not known to be right', async () => {
    const { server, clientId } = await serverWithClient();
    server.clock.now += 27 * day;
    expect(await run(server, false)).toEqual([]);
    expect(await secretsOf(server, clientId)).toHaveLength(1);
    await server.close();
  });

  it('gets one successor, however many servers look at the same time', async () => {
    const database = await lastingDatabase();
    const { server, clientId } = await serverWithClient({ database });
    const others = process.env.CLIENTELE_TEST_ENGINE === 'postgres' ? 3 : 0;
    const servers = [server];
    for (let n = 0; n < others; n += 1) servers.push(await testServer({ now: begin, database }));
    for (const one of servers) one.clock.now += 27 * day;
    const lines = (await Promise.all([...servers, ...servers].map((one) => run(one)))).flat();
    expect(lines).toHaveLength(1);
    expect(await secretsOf(server, clientId)).toHaveLength(2);
    expect(await warnings(server)).toHaveLength(1);
    for (const one of servers) await one.close();
    await database.remove();
  });
});
