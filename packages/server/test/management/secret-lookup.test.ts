import { randomBytes } from 'node:crypto';
import { generateSecret, newRandomPart, parsePrefixedSecret, prefixedSecret } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { tokenBySecret } from '../oauth/registered-client.js';
import { rsa, type TestServer, testServer } from '../test-server.js';

interface Made {
  client_id: string;
  client_secret: string;
}

function partsOf(text: string) {
  const parsed = parsePrefixedSecret(text);
  if (typeof parsed === 'string') throw new Error(`${text} is ${parsed}`);
  return parsed;
}

describe.each(['readable', 'once'] as const)('POST /secrets/lookup in mode %s', (clientSecrets) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer({
      clientSecrets,
      twoTenants: true,
      escalation: 'refuse',
      credentialRules: { secretFormat: 'prefixed' },
    });
  });
  afterAll(() => server.close());

  const made = async () => (await server.call('POST', '/clients', { name: 'Robot' })).json<Made>();
  const lookup = (secret: unknown, more: object = {}, options: { token?: string } = {}) =>
    server.call('POST', '/secrets/lookup', { secret, ...more }, options);
  const secretsOf = async ({ client_id }: Made) =>
    (await server.call('GET', `/clients/${client_id}/secrets`)).json<{
      secrets: { id: string; hint: string }[];
    }>().secrets;

  it('says whose every generated secret is', async () => {
    const client = await made();
    const path = `/clients/${client.client_id}`;
    const staged = (await server.call('POST', `${path}/secrets`, { name: 'Next' })).json<{
      secret: string;
    }>();
    const rotated = await server.call('POST', `${path}/rotate-secret`, { previous_secret_expires_in: 60 });
    const texts = [client.client_secret, staged.secret, rotated.json<Made>().client_secret];
    const states = ['retiring', 'staged', 'primary'];
    for (const [index, text] of texts.entries()) {
      const { id, random } = partsOf(text);
      const answer = await lookup(text);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({
        client_id: client.client_id,
        secret: {
          id,
          ...(index === 1 && { name: 'Next' }),
          state: states[index],
          created_at: new Date(server.clock.now).toISOString(),
          ...(index === 0 && { expires_at: new Date(server.clock.now + 60_000).toISOString() }),
        },
      });
      expect((await secretsOf(client)).find((one) => one.id === id)?.hint).toBe(random.slice(0, 4));
    }
  });

  it('tells of one that has ended since when', async () => {
    const client = await made();
    await server.call('POST', `/clients/${client.client_id}/rotate-secret`, {
      previous_secret_expires_in: 60,
    });
    server.clock.now += 60_000;
    const ended = { state: 'ended', ended_at: new Date(server.clock.now).toISOString() };
    expect((await lookup(client.client_secret)).json()).toMatchObject({ secret: ended });
    const next = await made();
    await server.call('POST', `/clients/${next.client_id}/rotate-secret`);
    expect((await lookup(next.client_secret)).json()).toMatchObject({ secret: ended });
  });

  it('tells nothing of an unknown id, of another secret with a known id, and of what is gone or elsewhere', async () => {
    const client = await made();
    const { id } = partsOf(client.client_secret);
    const gone = await made();
    await server.call('DELETE', `/clients/${gone.client_id}`);
    const elsewhere = generateSecret(randomBytes, 'prefixed');
    const { client: ours } = { client: await server.tenant.storage.clients.find(client.client_id) };
    if (!ours) throw new Error('the client was made');
    await server.other.storage.change({}, ({ clients }) =>
      clients.create({ client: ours, secret: elsewhere, credentials: [] }),
    );
    for (const text of [
      generateSecret(randomBytes, 'prefixed').text,
      prefixedSecret({ id, random: newRandomPart(randomBytes) }),
      gone.client_secret,
      elsewhere.text,
    ]) {
      const digest = vi.spyOn(server.tenant.storage, 'secretDigest');
      expect((await lookup(text, { revoke: true })).json()).toEqual({
        statusCode: 404,
        error: 'Not Found',
        message: 'There is no such secret',
        errorCode: 'inexistent_secret',
      });
      // As much as for one that is there.
      expect(digest).toHaveBeenCalledTimes(1);
      digest.mockRestore();
    }
    expect((await tokenBySecret(server, client)).statusCode).not.toBe(401);
  });

  it.each([
    ['secret_not_prefixed', 'CLIENTELE_SECRET_FORMAT=prefixed', 'a-secret-that-somebody-has-chosen'],
    ['secret_not_prefixed', 'begins with cls_', 'x'.repeat(64)],
    ['secret_damaged', 'its length or its checksum is wrong', `cls_${'a'.repeat(71)}`],
    ['secret_damaged', 'its length or its checksum is wrong', `cls_${'a'.repeat(40)}`],
    ['invalid_body', 'String is too short (0 chars), minimum 1', ''],
    ['invalid_body', 'String is too long (256 chars), maximum 255', 'x'.repeat(256)],
    ['invalid_body', 'on property secret', 5],
  ])('answers 400 %s', async (errorCode, message, secret) => {
    const answer = await lookup(secret);
    expect(answer.json()).toMatchObject({ statusCode: 400, errorCode });
    expect(answer.json<{ message: string }>().message).toContain(message);
  });

  it('ends a secret at once, also the last one of a client', async () => {
    const client = await made();
    const { id } = partsOf(client.client_secret);
    const answer = await lookup(client.client_secret, { revoke: true });
    const now = new Date(server.clock.now).toISOString();
    const expected = {
      client_id: client.client_id,
      secret: { id, state: 'ended', created_at: now, ended_at: now },
      working_secrets: 0,
    };
    expect([answer.statusCode, answer.json()]).toEqual([200, expected]);
    expect((await tokenBySecret(server, client)).statusCode).toBe(401);
    expect(await secretsOf(client)).toEqual([]);
    server.clock.now += 1000;
    expect((await lookup(client.client_secret, { revoke: true })).json()).toEqual(expected);
    const log = (await server.call('GET', `/logs?q=type:sapi&sort=date:-1`)).json<{ details: object }[]>();
    const ends = log.filter(({ details }) => Reflect.get(details, 'id') === id);
    expect(ends).toMatchObject([
      { details: { object: 'client_secret', action: 'delete', client_id: client.client_id } },
    ]);
  });

  it('leaves the other secrets of the client as they are', async () => {
    const client = await made();
    const path = `/clients/${client.client_id}`;
    const rotated = await server.call('POST', `${path}/rotate-secret`, { previous_secret_expires_in: 60 });
    const answer = await lookup(client.client_secret, { revoke: true });
    expect(answer.json()).toMatchObject({ secret: { state: 'ended' }, working_secrets: 1 });
    expect((await tokenBySecret(server, client)).statusCode).toBe(401);
    const { client_secret } = rotated.json<Made>();
    expect((await tokenBySecret(server, { ...client, client_secret })).statusCode).not.toBe(401);
  });

  it('ends one also of a client that authenticates by a key now', async () => {
    const client = await made();
    const path = `/clients/${client.client_id}`;
    const key = { credential_type: 'public_key', pem: rsa.publicKey };
    const { id } = (await server.call('POST', `${path}/credentials`, key)).json<{ id: string }>();
    const methods = { private_key_jwt: { credentials: [{ id }] } };
    await server.call('PATCH', path, {
      client_authentication_methods: methods,
      token_endpoint_auth_method: null,
    });
    const answer = await lookup(client.client_secret, { revoke: true });
    expect(answer.json()).toMatchObject({ client_id: client.client_id, secret: { state: 'ended' } });
  });

  it('needs read:client_keys, to end one update:client_keys besides, and all that the client holds', async () => {
    const client = await made();
    const api = { audience: server.tenant.managementAudience, scope: ['delete:clients'] };
    await server.call('POST', '/client-grants', { client_id: client.client_id, ...api });
    const scopes = [
      [['update:client_keys'], {}, 'read:client_keys'],
      [['read:client_keys'], { revoke: true }, 'update:client_keys'],
      [['read:client_keys', 'update:client_keys'], { revoke: true }, 'delete:clients'],
    ] as const;
    for (const [held, more, missing] of scopes) {
      const token = await server.tokenWith(...held);
      const refused = await lookup(client.client_secret, more, { token });
      expect(refused.statusCode).toBe(403);
      expect(refused.json<{ message: string }>().message).toContain(missing);
    }
    const reader = await server.tokenWith('read:client_keys');
    expect((await lookup(client.client_secret, {}, { token: reader })).json()).toMatchObject({
      secret: { state: 'primary' },
    });
    const ender = await server.tokenWith('read:client_keys', 'update:client_keys', 'delete:clients');
    const ended = await lookup(client.client_secret, { revoke: true }, { token: ender });
    expect(ended.json()).toMatchObject({ secret: { state: 'ended' } });
  });

  it('leaves no secret in any log, whatever becomes of the request', async () => {
    const client = await made();
    const { id } = partsOf(client.client_secret);
    const wrong = prefixedSecret({ id, random: newRandomPart(randomBytes) });
    const damaged = `${client.client_secret.slice(0, -1)}-`;
    const reader = await server.tokenWith('read:client_keys');
    const sent = [
      client.client_secret,
      wrong,
      damaged,
      `${wrong}${'x'.repeat(200)}`,
      'a-plain-secret-of-somebody',
    ];
    for (const text of sent)
      for (const more of [{}, { revoke: true }, { [text]: true }, { revoke: text }])
        await lookup(text, more, { token: reader });
    await lookup(client.client_secret, { revoke: true });
    const events = await vi.waitFor(async () => {
      const rows = await server.db.selectFrom('log_events').select('document').execute();
      const all = rows.map(({ document }) => document);
      expect(all.filter((text) => text.includes('/secrets/lookup')).length).toBeGreaterThan(15);
      return all;
    });
    const logged = [...events, ...server.log.map((line) => JSON.stringify(line))].join('\n');
    expect(logged).toContain('/api/v2/secrets/lookup');
    for (const text of sent)
      for (const part of [text, text.slice(26, 69)].filter((one) => one !== ''))
        expect(logged).not.toContain(part);
  });
});

it('without CLIENTELE_SECRET_FORMAT, generated secrets are as they were', async () => {
  const server = await testServer();
  const client = (await server.call('POST', '/clients', { name: 'x' })).json<Made>();
  expect(client.client_secret).toMatch(/^[\w-]{64}$/);
  const answer = await server.call('POST', '/secrets/lookup', { secret: client.client_secret });
  expect(answer.json()).toMatchObject({ errorCode: 'secret_not_prefixed' });
  await server.close();
});
