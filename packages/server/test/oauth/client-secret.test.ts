import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';
import {
  addKey,
  apiAudience,
  enable,
  type RegisteredClient,
  registerClient,
  tokenBySecret,
} from './registered-client.js';

const unauthorized = { error: 'access_denied', error_description: 'Unauthorized' };

let server: TestServer;
let client: RegisteredClient;
beforeAll(async () => {
  server = await testServer();
  client = await registerClient(server);
});
afterAll(() => server.close());

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const form = { grant_type: 'client_credentials', audience: apiAudience };

describe('a client secret', () => {
  it('in the body gets a token', async () => {
    const answer = await tokenBySecret(server, client);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      access_token: expect.any(String),
      scope: 'read write',
      expires_in: 86400,
      token_type: 'Bearer',
    });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
  });

  it('by Basic gets a token, with and without client_id in the body', async () => {
    const headers = basic(client.client_id, client.client_secret);
    expect((await server.token(form, headers)).statusCode).toBe(200);
    expect((await server.token({ ...form, client_id: client.client_id }, headers)).statusCode).toBe(200);
  });

  it('by Basic is form-decoded and split at the first colon', async () => {
    const secret = 'a+b%c d:e-é-0123456789';
    const other = await registerClient(server, { client_secret: secret });
    const headers = basic(other.client_id, encodeURIComponent(secret).replaceAll('%20', '+'));
    expect((await server.token(form, headers)).statusCode).toBe(200);
    expect(
      (await server.token({ ...form, client_id: other.client_id, client_secret: secret })).statusCode,
    ).toBe(200);
  });

  it.each([
    ['wrong', 'wrong'],
    ['missing', undefined],
    ['empty', ''],
    ['white space', '   '],
    ['longer than any secret may be', 'x'.repeat(300)],
  ])('that is %s is refused', async (_name, secret) => {
    const answer = await server.token({
      ...form,
      client_id: client.client_id,
      ...(secret !== undefined && { client_secret: secret }),
    });
    expect(answer.json()).toEqual(unauthorized);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBeUndefined();
  });

  it('that is wrong by Basic is refused with a challenge', async () => {
    const answer = await server.token(form, basic(client.client_id, 'wrong'));
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="/);
  });

  it('of an unknown client is refused exactly like a wrong one', async () => {
    const unknown = await server.token({ ...form, client_id: 'nobody', client_secret: client.client_secret });
    const wrong = await server.token({ ...form, client_id: client.client_id, client_secret: 'wrong' });
    const { date: _one, 'x-request-id': _first, ...unknownHeaders } = unknown.headers;
    const { date: _two, 'x-request-id': _second, ...wrongHeaders } = wrong.headers;
    expect([unknown.statusCode, unknown.body, unknownHeaders]).toEqual([
      wrong.statusCode,
      wrong.body,
      wrongHeaders,
    ]);
  });

  it('may not be the digest that is stored', async () => {
    const stored = await server.tenant.storage.clients.authentication(client.client_id);
    const answer = await tokenBySecret(server, { ...client, client_secret: stored?.secretDigests[0] ?? '' });
    expect(answer.statusCode).toBe(401);
  });

  it('counts in full, also after 72 bytes', async () => {
    const long = 'x'.repeat(80);
    const other = await registerClient(server, { client_secret: `${long}a` });
    expect((await tokenBySecret(server, { ...other, client_secret: `${long}a` })).statusCode).toBe(200);
    expect((await tokenBySecret(server, { ...other, client_secret: `${long}b` })).statusCode).toBe(401);
  });

  it('of another client is refused', async () => {
    const other = await registerClient(server);
    expect((await tokenBySecret(server, { ...client, client_secret: other.client_secret })).statusCode).toBe(
      401,
    );
  });

  it('is not accepted from a public client', async () => {
    const open = await registerClient(server, { token_endpoint_auth_method: 'none' });
    expect((await tokenBySecret(server, open)).statusCode).toBe(401);
    expect((await server.token({ ...form, client_id: open.client_id })).statusCode).toBe(401);
  });

  it('is not accepted while the client has client_authentication_methods, and is back after', async () => {
    const other = await registerClient(server);
    await enable(server, other.client_id, await addKey(server, other.client_id));
    expect((await tokenBySecret(server, other)).statusCode).toBe(401);
    await server.call('PATCH', `/clients/${other.client_id}`, { client_authentication_methods: null });
    expect((await tokenBySecret(server, other)).statusCode).toBe(200);
  });

  it('stops at once when it is rotated or the client is deleted', async () => {
    const other = await registerClient(server);
    const rotated = await server.call('POST', `/clients/${other.client_id}/rotate-secret`);
    expect((await tokenBySecret(server, other)).statusCode).toBe(401);
    const current = rotated.json<RegisteredClient>();
    expect((await tokenBySecret(server, current)).statusCode).toBe(200);
    await server.call('DELETE', `/clients/${other.client_id}`);
    expect((await tokenBySecret(server, current)).statusCode).toBe(401);
  });

  it('in the query string is ignored and not logged', async () => {
    const secret = 'a-secret-in-the-query';
    const answer = await server.inject({
      method: 'POST',
      url: `/oauth/token?client_id=${client.client_id}&client_secret=${secret}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'grant_type=client_credentials',
    });
    expect(answer.statusCode).toBe(400);
    expect(JSON.stringify(server.log)).not.toContain(secret);
  });
});

describe('several mechanisms at once', () => {
  const assertion = {
    client_assertion: 'a.b.c',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
  it.each([
    ['Basic and a body secret', () => ({ body: { client_secret: client.client_secret }, header: true })],
    ['Basic and an assertion', () => ({ body: assertion, header: true })],
    ['a body secret and an assertion', () => ({ body: { ...assertion, client_secret: 'x' }, header: false })],
  ])('are refused: %s', async (_name, request) => {
    const { body, header } = request();
    const headers = header ? basic(client.client_id, client.client_secret) : {};
    const answer = await server.token({ ...form, client_id: client.client_id, ...body }, headers);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({
      error: 'invalid_request',
      error_description: 'Multiple authentication methods provided, please use one.',
    });
  });

  it('are refused when Basic and body name different clients', async () => {
    const answer = await server.token(
      { ...form, client_id: 'other' },
      basic(client.client_id, client.client_secret),
    );
    expect(answer.statusCode).toBe(400);
  });
});

describe('a broken Authorization header', () => {
  it.each([
    ['no base64', 'Basic ***'],
    ['no colon', `Basic ${Buffer.from('only-an-id').toString('base64')}`],
    ['broken percent-encoding', `Basic ${Buffer.from('a%zz:b').toString('base64')}`],
    ['another scheme', 'Bearer a.b.c'],
    ['no credentials', 'Basic'],
  ])('is refused: %s', async (_name, authorization) => {
    const answer = await server.token(form, { authorization });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_request' });
  });
});
