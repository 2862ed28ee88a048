import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';
import { type Known, refusal, secretsOn } from './secrets-of-clients.js';

let server: TestServer;
let on: ReturnType<typeof secretsOn>;
beforeAll(async () => {
  server = await testServer();
  on = secretsOn(server);
});
afterAll(() => server.close());

describe('secrets of a client', () => {
  it('a new client has one, which is primary', async () => {
    const client = await on.newClient();
    expect(await on.list(client)).toEqual([
      {
        id: expect.stringMatching(/^sec_[A-Za-z0-9]{22}$/),
        state: 'primary',
        hint: client.client_secret.slice(0, 4),
        created_at: expect.any(String),
        created_by: expect.any(String),
      },
    ]);
  });

  it('one that a caller chose has no hint', async () => {
    const client = await on.newClient({ client_secret: 'chosen by somebody' });
    const [secret] = await on.list(client);
    expect(Object.keys(secret ?? {}).sort()).toEqual(['created_at', 'created_by', 'id', 'state']);
  });

  it('a new one is staged, is shown once, and authenticates nobody until it is promoted', async () => {
    const client = await on.newClient();
    const created = await on.add(client, { name: 'Next', expires_at: on.inDays(90) });
    expect(created.statusCode).toBe(201);
    const { secret, ...rest } = created.json();
    expect(rest).toMatchObject({ name: 'Next', state: 'staged', hint: secret.slice(0, 4) });
    expect((await on.list(client))[0]).toEqual(rest);
    expect(await on.works(client, secret)).toBe(false);
    expect(await on.shown(client)).toBe(client.client_secret);
    const promoted = await on.change(client, rest.id, { state: 'primary', previous_secret_expires_in: 3600 });
    expect([promoted.statusCode, promoted.json()]).toEqual([200, { ...rest, state: 'primary' }]);
    expect(await on.works(client, secret)).toBe(true);
    expect(await on.works(client, client.client_secret)).toBe(true);
    expect(await on.shown(client)).toBe(secret);
    expect((await on.list(client)).map(({ state }) => state)).toEqual(['primary', 'retiring']);
    server.clock.now += 3_600_000;
    expect(await on.works(client, client.client_secret)).toBe(false);
    expect(await on.works(client, secret)).toBe(true);
    expect((await on.list(client)).map(({ state }) => state)).toEqual(['primary']);
  });

  it('one is read with its text, where secrets can be read', async () => {
    const client = await on.newClient();
    const { id, secret, ...rest } = (await on.add(client)).json();
    const path = `/clients/${client.client_id}/secrets/${id}`;
    expect((await server.call('GET', path)).json()).toEqual({ id, secret, ...rest });
    await on.end(client, id);
    expect(refusal(await server.call('GET', path))).toEqual([404, 'inexistent_secret']);
    const once = await testServer({ clientSecrets: 'once' });
    const own = secretsOn(once);
    const other = await own.newClient();
    const added = (await own.add(other)).json();
    const read = await once.call('GET', `/clients/${other.client_id}/secrets/${added.id}`);
    expect([read.statusCode, 'secret' in read.json()]).toEqual([200, false]);
    await once.close();
  });

  it('without a body one is generated', async () => {
    const answer = await on.add(await on.newClient());
    expect([answer.statusCode, answer.json().secret]).toEqual([201, expect.stringMatching(/^[\w-]{64}$/)]);
  });

  it('a new primary one takes the place of the present one at once', async () => {
    const client = await on.newClient();
    const { secret } = (await on.add(client, { state: 'primary' })).json();
    expect([await on.works(client, secret), await on.works(client, client.client_secret)]).toEqual([
      true,
      false,
    ]);
    expect(await on.shown(client)).toBe(secret);
  });

  it('a promotion can be taken back while the other one is retiring', async () => {
    const client = await on.newClient();
    const { secret } = (await on.add(client, { state: 'primary', previous_secret_expires_in: 60 })).json();
    const [, before] = await on.list(client);
    const back = await on.change(client, before?.id, { state: 'primary', previous_secret_expires_in: 60 });
    expect(back.json()).not.toHaveProperty('expires_at');
    expect(await on.shown(client)).toBe(client.client_secret);
    expect([await on.works(client, secret), await on.works(client, client.client_secret)]).toEqual([
      true,
      true,
    ]);
  });

  it('the seventh is refused, and an incident can still be ended by rotating', async () => {
    const client = await on.newClient();
    for (let made = 1; made < 6; made += 1) expect((await on.add(client)).statusCode).toBe(201);
    const seventh = await on.add(client);
    expect(refusal(seventh)).toEqual([409, 'too_many_secrets']);
    expect(seventh.json().message).toMatch(/at most 6.*Delete one/);
    expect(refusal(await on.rotate(client, { previous_secret_expires_in: 60 }))).toEqual([
      409,
      'too_many_secrets',
    ]);
    expect(await on.works(client, client.client_secret)).toBe(true);
    expect((await on.rotate(client)).statusCode).toBe(200);
    expect(await on.list(client)).toHaveLength(6);
    expect(await on.works(client, client.client_secret)).toBe(false);
  });

  it('one that the client has already is refused', async () => {
    const client = await on.newClient();
    expect(refusal(await on.add(client, { secret: client.client_secret }))).toEqual([409, 'secret_in_use']);
  });

  it('a name is given and taken away', async () => {
    const client = await on.newClient();
    const [secret] = await on.list(client);
    expect((await on.change(client, secret?.id, { name: 'First' })).json().name).toBe('First');
    expect((await on.change(client, secret?.id, { name: null })).json()).not.toHaveProperty('name');
  });

  it('a disabled one is kept, authenticates nobody, and is enabled before it is promoted', async () => {
    const client = await on.newClient();
    const { id, secret } = (await on.add(client)).json();
    await on.change(client, id, { state: 'disabled' });
    expect(refusal(await on.change(client, id, { state: 'primary' }))).toEqual([409, 'secret_disabled']);
    expect((await on.change(client, id, { state: 'staged' })).json().state).toBe('staged');
    await on.change(client, id, { state: 'primary' });
    expect(await on.works(client, secret)).toBe(true);
  });

  it('a deadline is extended, and ended', async () => {
    const client = await on.newClient();
    await on.rotate(client, { previous_secret_expires_in: 60 });
    const [, old] = await on.list(client);
    const tooFar = await on.change(client, old?.id, { expires_at: on.inDays(91) });
    expect([tooFar.statusCode, tooFar.json().message]).toEqual([
      400,
      'expires_at of a retiring secret must be at most 7776000 seconds from now (CLIENTELE_SECRET_OVERLAP_MAX).',
    ]);
    expect((await on.change(client, old?.id, { expires_at: on.inDays(2) })).statusCode).toBe(200);
    server.clock.now += 3_600_000;
    expect(await on.works(client, client.client_secret)).toBe(true);
    expect((await on.change(client, old?.id, { expires_at: on.inDays(-1) })).statusCode).toBe(200);
    expect(await on.works(client, client.client_secret)).toBe(false);
    expect(refusal(await on.change(client, old?.id, { expires_at: on.inDays(1) }))).toEqual([
      404,
      'inexistent_secret',
    ]);
  });

  it('one is ended by deleting it, twice without harm; one that never was is not found', async () => {
    const client = await on.newClient();
    const { id } = (await on.add(client)).json();
    expect((await on.end(client, id)).statusCode).toBe(204);
    expect((await on.end(client, id)).statusCode).toBe(204);
    expect(await on.list(client)).toHaveLength(1);
    expect(refusal(await on.end(client, 'sec_unknown'))).toEqual([404, 'inexistent_secret']);
    const other = await on.newClient();
    expect(refusal(await on.end(other, id))).toEqual([404, 'inexistent_secret']);
  });

  it.each<[string, (client: Known, id?: string) => ReturnType<typeof on.change>]>([
    ['disabling', (client, id) => on.change(client, id, { state: 'disabled' })],
    ['retiring', (client, id) => on.change(client, id, { state: 'retiring', expires_at: on.inDays(1) })],
    ['expiring', (client, id) => on.change(client, id, { expires_at: on.inDays(-1) })],
    ['deleting', (client, id) => on.end(client, id)],
  ])('%s the last way in is refused', async (_what, act) => {
    const client = await on.newClient();
    await on.add(client);
    const [, primary] = await on.list(client);
    const answer = await act(client, primary?.id);
    expect(refusal(answer)).toEqual([409, 'last_secret']);
    expect(answer.json().message).toContain('force=true');
    expect(await on.works(client, client.client_secret)).toBe(true);
  });

  it('the last way in is ended by force', async () => {
    const client = await on.newClient();
    const [primary] = await on.list(client);
    expect((await on.change(client, primary?.id, { state: 'disabled' }, '?force=true')).statusCode).toBe(200);
    expect(await on.works(client, client.client_secret)).toBe(false);
    expect((await on.end(client, primary?.id, '?force=true')).statusCode).toBe(204);
    expect(await on.list(client)).toEqual([]);
    expect(await on.shown(client)).toBeUndefined();
    const { client_secret } = (await on.rotate(client)).json();
    expect(await on.works(client, client_secret)).toBe(true);
  });
});

describe('what is refused', () => {
  it.each<[object, string]>([
    [{ state: 'retiring' }, 'state'],
    [{ secret: 'too short' }, 'secret'],
    [{ secret: ' '.repeat(20) }, 'secret'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(129) }, 'name'],
    [{ expires_at: 60 }, 'expires_at'],
    [{ expires_at: 'tomorrow' }, 'expires_at'],
    [{ expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
    [{ expires_at: '9999999-01-01T00:00:00Z' }, 'expires_at'],
    [{ state: 'primary', previous_secret_expires_in: -1 }, 'previous_secret_expires_in'],
    [{ state: 'primary', previous_secret_expires_in: 1.5 }, 'previous_secret_expires_in'],
    [{ state: 'primary', previous_secret_expires_in: '60' }, 'previous_secret_expires_in'],
    [{ state: 'primary', previous_secret_expires_in: 7_776_001 }, 'previous_secret_expires_in'],
    [{ previous_secret_expires_in: 60 }, 'previous_secret_expires_in'],
    [{ unknown: 1 }, 'unknown'],
  ])('a new secret of %j', async (body, named) => {
    const client = await on.newClient();
    const answer = await on.add(client, body);
    expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(named)]);
    expect(await on.list(client)).toHaveLength(1);
  });

  it.each<[object, string]>([
    [{}, ''],
    [{ state: 'ended' }, 'state'],
    [{ state: 'retiring' }, 'expires_at'],
    [{ expires_at: '2001-01-01T00:00:00Z' }, 'expires_at'],
    [{ expires_at: true }, 'expires_at'],
    [{ previous_secret_expires_in: 60 }, 'previous_secret_expires_in'],
    [{ secret: 'x'.repeat(20) }, 'secret'],
  ])('a change of a staged or disabled secret to %j', async (body, named) => {
    const client = await on.newClient();
    const { id } = (await on.add(client)).json();
    await on.change(client, id, { state: 'disabled' });
    const answer = await on.change(client, id, body);
    expect([answer.statusCode, answer.json().message]).toEqual([400, expect.stringContaining(named)]);
  });

  it.each([-1, 1.5, '60', 7_776_001, null])('a rotation with an overlap of %j', async (seconds) => {
    const client = await on.newClient();
    const answer = await on.rotate(client, { previous_secret_expires_in: seconds });
    expect([answer.statusCode, answer.json().message]).toEqual([
      400,
      expect.stringContaining('previous_secret_expires_in'),
    ]);
    expect(await on.shown(client)).toBe(client.client_secret);
  });

  it('a secret that was generated and has ended does not come back, whoever sends it', async () => {
    const made = await testServer({ credentialRules: { secretFormat: 'prefixed' } });
    const own = secretsOn(made);
    const client = await own.newClient();
    const { client_secret } = (await own.rotate(client)).json();
    const path = `/clients/${client.client_id}`;
    const other = await own.newClient();
    for (const answer of [
      await made.call('PATCH', path, { client_secret: client.client_secret }),
      await own.add(client, { secret: client.client_secret }),
      await own.add(other, { secret: client_secret }),
      await made.call('POST', '/clients', { name: 'x', client_secret }),
    ])
      expect([answer.statusCode, answer.json().message]).toEqual([
        400,
        expect.stringMatching(/secret is a secret that was generated/),
      ]);
    expect(await own.works(client, client.client_secret)).toBe(false);
    // One that the client has is promoted, as tools do that go back.
    const staged = (await own.add(client)).json();
    expect((await made.call('PATCH', path, { client_secret: staged.secret })).statusCode).toBe(200);
    await made.close();
  });

  it('a client that authenticates with credentials has no use for secrets', async () => {
    const credentials = [{ credential_type: 'public_key', pem: rsa.publicKey }];
    const body = { name: 'k', client_authentication_methods: { private_key_jwt: { credentials } } };
    const client = (await server.call('POST', '/clients', body)).json();
    const [secret] = await on.list(client);
    for (const answer of [await on.add(client), await on.change(client, secret?.id, { name: 'x' })])
      expect(refusal(answer)).toEqual([400, 'operation_not_supported']);
    expect((await on.end(client, secret?.id)).statusCode).toBe(204);
    expect(await on.list(client)).toEqual([]);
  });

  it('a client that is not there', async () => {
    const nobody = { client_id: 'nobody', client_secret: '' };
    const list = await server.call('GET', '/clients/nobody/secrets');
    for (const answer of [
      list,
      await on.add(nobody),
      await on.change(nobody, 'x', { name: 'x' }),
      await on.end(nobody, 'x'),
    ])
      expect(refusal(answer)).toEqual([404, 'inexistent_client']);
  });

  it.each([
    ['GET', '', ['read:client_keys', 'read:client_credentials']],
    ['POST', '', ['update:client_keys']],
    ['PATCH', '/sec_x', ['update:client_keys']],
    ['DELETE', '/sec_x', ['update:client_keys']],
  ] as const)('%s without one of its scopes', async (method, path, scopes) => {
    const client = await on.newClient();
    const others = ['read:clients', 'update:clients', 'create:clients', 'delete:clients'];
    const url = `/clients/${client.client_id}/secrets${path}`;
    const body = method === 'PATCH' ? { name: 'x' } : undefined;
    const refused = await server.call(method, url, body, { token: await server.tokenWith(...others) });
    expect([refused.statusCode, refused.json().message]).toEqual([
      403,
      `Insufficient scope, expected any of: ${scopes.join(', ')}`,
    ]);
    for (const scope of scopes) {
      const answer = await server.call(method, url, body, { token: await server.tokenWith(scope) });
      expect(answer.statusCode).not.toBe(403);
    }
  });
});
