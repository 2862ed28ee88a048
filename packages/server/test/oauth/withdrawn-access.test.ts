import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, type TestServer, testServer } from '../test-server.js';
import {
  assertionFor,
  type RegisteredClient,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from './registered-client.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const change = (client: RegisteredClient, body: object) =>
  server.call('PATCH', `/clients/${client.client_id}`, body);

/** Gives a client a grant for the Management API, and a token by it. */
async function manager(): Promise<RegisteredClient & { grantId: string; token: string }> {
  const client = await registerClient(server);
  const grant = { client_id: client.client_id, audience, scope: ['read:clients', 'update:clients'] };
  const { id } = (await server.call('POST', '/client-grants', grant)).json();
  const { access_token } = (await tokenBySecret(server, client, { audience })).json();
  return { ...client, grantId: id, token: access_token };
}

const manage = (token: string) => server.call('GET', '/clients?per_page=1', undefined, { token });
const invalidToken = {
  statusCode: 401,
  error: 'Unauthorized',
  message: 'Invalid token',
  attributes: { error: 'Invalid token' },
};

describe('a client that is disabled', () => {
  it('gets no token at once, and is told what someone with a wrong secret is told', async () => {
    const client = await registerClient(server);
    expect((await tokenBySecret(server, client)).statusCode).toBe(200);
    expect((await change(client, { disabled: true })).json()).toMatchObject({ disabled: true });
    const disabled = await tokenBySecret(server, client);
    const wrong = await tokenBySecret(server, { ...client, client_secret: 'wrong' });
    expect(disabled.statusCode).toBe(401);
    expect([disabled.statusCode, disabled.body]).toEqual([wrong.statusCode, wrong.body]);
    expect(Object.keys(disabled.headers)).toEqual(Object.keys(wrong.headers));
  });

  it('is challenged by Basic like anyone', async () => {
    const { client_id, client_secret } = await registerClient(server, { disabled: true });
    const ask = (secret: string) =>
      server.token(
        { grant_type: 'client_credentials', audience },
        { authorization: `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}` },
      );
    const [disabled, wrong] = [await ask(client_secret), await ask('wrong')];
    expect(disabled.headers['www-authenticate']).toMatch(/^Basic /);
    expect([disabled.statusCode, disabled.body]).toEqual([wrong.statusCode, wrong.body]);
  });

  it('gets no token by an assertion, is told what anyone is told, and has not spent it', async () => {
    const client = await registerKeyClient(server);
    await change(client, { disabled: true });
    const assertion = await assertionFor(server, client.client_id);
    const disabled = await tokenByAssertion(server, assertion);
    const wrong = await tokenByAssertion(
      server,
      await assertionFor(server, client.client_id, { claims: { exp: 1 } }),
    );
    expect(disabled.statusCode).toBe(401);
    expect([disabled.statusCode, disabled.body]).toEqual([wrong.statusCode, wrong.body]);
    await change(client, { disabled: false });
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(200);
  });

  it('is named in the log only where it has proved itself', async () => {
    const client = await registerClient(server, { disabled: true });
    const causes = async (secret: string) => {
      const from = server.log.length;
      await tokenBySecret(server, { ...client, client_secret: secret });
      return server.log.slice(from).flatMap(({ cause }) => (cause === undefined ? [] : [cause]));
    };
    expect(await causes(client.client_secret)).toEqual(['the client is disabled']);
    expect(await causes('wrong')).toEqual(['the secret is wrong']);
  });

  it('has no use of its tokens for the Management API until it is enabled again', async () => {
    const client = await manager();
    expect((await manage(client.token)).statusCode).toBe(200);
    await change(client, { disabled: true });
    const answer = await manage(client.token);
    expect([answer.json(), answer.headers['www-authenticate']]).toEqual([invalidToken, 'Bearer']);
    await change(client, { disabled: false });
    expect((await manage(client.token)).statusCode).toBe(200);
  });

  it('may have done it itself, and needs another to undo it', async () => {
    const client = await manager();
    const own = (disabled: boolean) =>
      server.call('PATCH', `/clients/${client.client_id}`, { disabled }, { token: client.token });
    expect((await own(true)).statusCode).toBe(200);
    expect((await own(false)).json()).toEqual(invalidToken);
  });

  it('keeps what it has', async () => {
    const client = await registerKeyClient(server);
    const before = (await server.call('GET', `/clients/${client.client_id}`)).json();
    await change(client, { disabled: true });
    expect((await server.call('GET', `/clients/${client.client_id}`)).json()).toEqual({
      ...before,
      disabled: true,
      updated_at: expect.any(String),
    });
    expect((await server.call('GET', `/clients/${client.client_id}/credentials`)).json()).toHaveLength(1);
  });

  it('is not the global one', async () => {
    const [global] = (await server.call('GET', '/clients?is_global=true')).json();
    expect((await change(global, { disabled: true })).json()).toMatchObject({
      statusCode: 400,
      errorCode: 'invalid_body',
    });
  });
});

describe('a client that is deleted', () => {
  it('gets no token at once, and its tokens for the Management API stop', async () => {
    const client = await manager();
    await server.call('DELETE', `/clients/${client.client_id}`);
    expect((await tokenBySecret(server, client)).statusCode).toBe(401);
    expect((await manage(client.token)).json()).toEqual(invalidToken);
  });

  it('gets no token by an assertion', async () => {
    const client = await registerKeyClient(server);
    await server.call('DELETE', `/clients/${client.client_id}`);
    const assertion = await assertionFor(server, client.client_id);
    expect((await tokenByAssertion(server, assertion)).statusCode).toBe(401);
  });
});

describe('a grant that is removed', () => {
  it('gives no token at once, and stops those for the Management API', async () => {
    const client = await manager();
    await server.call('DELETE', `/client-grants/${client.grantId}`);
    expect((await tokenBySecret(server, client, { audience })).json()).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringContaining('Client is not authorized to access'),
    });
    expect((await manage(client.token)).json()).toEqual(invalidToken);
    expect((await tokenBySecret(server, client)).statusCode).toBe(200);
  });

  it('goes with its API', async () => {
    const client = await registerClient(server);
    const identifier = 'https://gone.example/';
    const api = (await server.call('POST', '/resource-servers', { identifier })).json();
    const grant = { client_id: client.client_id, audience: identifier, scope: [] };
    await server.call('POST', '/client-grants', grant);
    expect((await tokenBySecret(server, client, { audience: identifier })).statusCode).toBe(200);
    await server.call('DELETE', `/resource-servers/${api.id}`);
    expect((await tokenBySecret(server, client, { audience: identifier })).statusCode).toBe(403);
    await server.call('POST', '/resource-servers', { identifier });
    expect((await tokenBySecret(server, client, { audience: identifier })).json()).toMatchObject({
      error_description: expect.stringContaining('Client is not authorized to access'),
    });
  });
});

describe('a system grant', () => {
  it('gives tokens, whatever its kind of client demands of logins', async () => {
    const body = { name: 'OIN', app_type: 'express_configuration' };
    const made = (await server.call('POST', '/clients', body)).json();
    expect(made).toMatchObject({ organization_usage: 'require' });
    const path = `/clients/${made.client_id}`;
    await server.call('PATCH', path, { client_authentication_methods: null });
    const { client_secret } = (await server.call('GET', path)).json();
    const answer = await tokenBySecret(server, { client_id: made.client_id, client_secret }, { audience });
    expect(answer.json().scope.split(' ')).toHaveLength(16);
    await server.call('PATCH', path, { compliance_level: 'fapi2_sp_pkj_mtls' });
    const restricted = await tokenBySecret(
      server,
      { client_id: made.client_id, client_secret },
      { audience },
    );
    expect(restricted.statusCode).toBe(403);
  });
});
