import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClient } from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';
import { type Known, secretsOn, tokenFrom } from './secrets-of-clients.js';

let server: TestServer;
let on: ReturnType<typeof secretsOn>;
beforeAll(async () => {
  server = await testServer();
  on = secretsOn(server);
});
afterAll(() => server.close());

describe('overlap', () => {
  it('a rotation without one ends the previous secret, and earlier ones that are retiring', async () => {
    const client = await on.newClient();
    const second = (await on.rotate(client, { previous_secret_expires_in: 600 })).json().client_secret;
    const third = (await on.rotate(client)).json().client_secret;
    expect([
      await on.works(client, client.client_secret),
      await on.works(client, second),
      await on.works(client, third),
    ]).toEqual([false, false, true]);
  });

  it('the one of the request counts before the one of the client', async () => {
    const client = await on.newClient({ secret_rotation: { overlap: 120 } });
    const second = (await on.rotate(client)).json().client_secret;
    server.clock.now += 119_000;
    expect(await on.works(client, client.client_secret)).toBe(true);
    server.clock.now += 1000;
    expect(await on.works(client, client.client_secret)).toBe(false);
    await on.rotate(client, { previous_secret_expires_in: 0 });
    expect(await on.works(client, second)).toBe(false);
  });

  it('a secret that is set by PATCH is rotated likewise', async () => {
    const client = await on.newClient({ secret_rotation: { overlap: 120 } });
    const set = (client_secret: string) =>
      server.call('PATCH', `/clients/${client.client_id}`, { client_secret });
    await set('chosen-by-a-tool');
    expect(await on.works(client, client.client_secret)).toBe(true);
    expect(await on.works(client, 'chosen-by-a-tool')).toBe(true);
    // Tools repeat what they have set.
    await set('chosen-by-a-tool');
    expect(await on.list(client)).toHaveLength(2);
    await set(client.client_secret);
    expect(await on.shown(client)).toBe(client.client_secret);
    expect(await on.works(client, 'chosen-by-a-tool')).toBe(true);
  });

  it('secret_rotation is shown where it is set, needs update:client_keys, and null takes it away', async () => {
    const client = await on.newClient();
    const path = `/clients/${client.client_id}`;
    expect((await server.call('GET', path)).json()).not.toHaveProperty('secret_rotation');
    const token = await server.tokenWith('update:clients', 'create:clients');
    for (const answer of [
      await server.call('PATCH', path, { secret_rotation: { overlap: 1 } }, { token }),
      await server.call('POST', '/clients', { name: 'x', secret_rotation: { overlap: 1 } }, { token }),
    ])
      expect([answer.statusCode, answer.json().message]).toEqual([
        403,
        expect.stringContaining('update:client_keys'),
      ]);
    const set = await server.call('PATCH', path, { secret_rotation: { overlap: 60, max_age: 3600 } });
    expect(set.json().secret_rotation).toEqual({ overlap: 60, max_age: 3600 });
    const unset = await server.call('PATCH', path, { secret_rotation: null });
    expect(unset.json()).not.toHaveProperty('secret_rotation');
  });

  it('the usual one is a setting, and no client gets more than the most', async () => {
    const generous = await testServer({ secretOverlap: { usual: 60, most: 120 } });
    const client = await registerClient(generous);
    const path = `/clients/${client.client_id}`;
    const { client_secret } = (await generous.call('POST', `${path}/rotate-secret`)).json();
    const accepted = async (secret: string) =>
      (await tokenFrom(generous, { client_id: client.client_id, client_secret: secret })) === 200;
    expect(await accepted(client.client_secret)).toBe(true);
    generous.clock.now += 60_000;
    expect([await accepted(client.client_secret), await accepted(client_secret)]).toEqual([false, true]);
    const tooMuch = await generous.call('PATCH', path, { secret_rotation: { overlap: 121 } });
    expect([tooMuch.statusCode, tooMuch.json().message]).toEqual([
      400,
      expect.stringContaining('secret_rotation.overlap must be at most 120'),
    ]);
    await generous.close();
  });

  it('two rotations at once both answer a secret that works, and one of them is primary', async () => {
    const client = await on.newClient();
    const answers = await Promise.all(
      [1, 2].map(
        async () => (await on.rotate(client, { previous_secret_expires_in: 60 })).json().client_secret,
      ),
    );
    for (const secret of answers) expect(await on.works(client, secret)).toBe(true);
    expect(answers).toContain(await on.shown(client));
    expect(await on.list(client)).toHaveLength(3);
  });
});

it('no deadline is reckoned by a clock that is known to be wrong', async () => {
  const clock: { error?: number } = {};
  const off = await testServer({ clockError: () => clock.error });
  const own = secretsOn(off);
  const client = await own.newClient();
  const { id } = (await own.add(client)).json();
  clock.error = 900_000;
  for (const answer of [
    await own.rotate(client, { previous_secret_expires_in: 60 }),
    await own.add(client),
    await own.change(client, id, { state: 'primary' }),
    await off.call('PATCH', `/clients/${client.client_id}`, { client_secret: 'chosen by a caller' }),
  ])
    expect([answer.statusCode, answer.json().message, answer.headers['retry-after']]).toEqual([
      503,
      expect.stringContaining("clock differs too much from the database's"),
      '1',
    ]);
  expect((await off.call('PATCH', `/clients/${client.client_id}`, { name: 'x' })).statusCode).toBe(200);
  await off.close();
});

describe('the log', () => {
  const logged = async (type: string, { client_id }: Known) => {
    const q = encodeURIComponent(`type:${type} AND client_id:${client_id}`);
    return (await server.call('GET', `/logs?q=${q}`)).json();
  };

  it('says which secret a token was got with', async () => {
    const client = await on.newClient();
    const [{ id } = { id: '' }] = await on.list(client);
    await on.works(client, client.client_secret);
    await expect
      .poll(async () => (await logged('seccft', client))[0]?.details.authentication)
      .toEqual({ method: 'client_secret_post', secret_id: id });
  });

  it.each<[string, (client: Known, id: string) => Promise<unknown>, RegExp]>([
    ['staged', async () => undefined, /staged and not promoted/],
    ['disabled', (client, id) => on.change(client, id, { state: 'disabled' }), /is disabled/],
    ['retired', (client, id) => on.end(client, id), /was retired on \d{4}-\d\d-\d\d$/],
  ])('says that a refused secret was %s, and the caller is told nothing more', async (_state, act, cause) => {
    const client = await on.newClient();
    const { id, secret } = (await on.add(client)).json();
    await act(client, id);
    const refused = await on.ask(client, secret);
    const wrong = await on.ask(client, 'x'.repeat(64));
    expect([refused.statusCode, refused.json()]).toEqual([401, wrong.json()]);
    await expect
      .poll(async () => (await logged('feccft', client)).map(({ details }: { details: object }) => details))
      .toContainEqual(
        expect.objectContaining({
          cause: expect.stringMatching(cause),
          authentication: { method: 'client_secret_post', secret_id: id },
        }),
      );
  });

  it('says that a refused secret was the primary one until it expired', async () => {
    const client = await on.newClient();
    const [primary] = await on.list(client);
    await on.change(client, primary?.id, { expires_at: on.inDays(1 / 24) });
    server.clock.now += 3_600_000;
    expect(await on.works(client, client.client_secret)).toBe(false);
    await expect
      .poll(async () => (await logged('feccft', client))[0]?.details)
      .toMatchObject({
        cause: expect.stringMatching(/was retired on/),
        authentication: { secret_id: primary?.id },
      });
  });

  it('keeps no secret that is sent as the user agent too', async () => {
    const client = await on.newClient({ client_secret: 'an easy secret of somebody' });
    const agent = { 'user-agent': 'tool (an easy secret of somebody)' };
    const parameters = { grant_type: 'client_credentials', ...client, audience: 'https://api.example.com/' };
    const { client_id, client_secret, grant_type, audience } = parameters;
    const sent = await server.token({ client_id, client_secret, grant_type, audience }, agent);
    expect(sent.statusCode).toBe(200);
    await expect.poll(async () => (await logged('seccft', client))[0]?.user_agent).toBe('[redacted]');
    const used = await server.call('GET', `/clients/${client.client_id}/secrets?include_usage=true`);
    expect(used.json().secrets[0].last_used.user_agents).toMatchObject([{ user_agent: '[redacted]' }]);
  });

  it('has one event for each secret that was changed, and none of them holds a secret', async () => {
    const client = await on.newClient();
    const { id, secret } = (await on.add(client)).json();
    const [, first] = await on.list(client);
    await on.change(client, id, { state: 'primary', previous_secret_expires_in: 60 });
    await on.end(client, first?.id);
    const events = (await server.call('GET', '/logs?type=sapi&per_page=10')).json();
    const mine = events
      .filter(({ details }: { details: Record<string, string> }) => details.client_id === client.client_id)
      .map(({ details }: { details: Record<string, string> }) => [
        details.object,
        details.action,
        details.id,
        details.properties,
      ]);
    expect(mine).toEqual(
      expect.arrayContaining([
        ['client_secret', 'create', id, undefined],
        ['client_secret', 'update', id, ['state']],
        ['client_secret', 'update', first?.id, ['expires_at', 'state']],
        ['client_secret', 'delete', first?.id, undefined],
      ]),
    );
    expect(JSON.stringify(events)).not.toContain(secret);
  });
});
