import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issuer, audience as management, type TestServer, testServer } from '../test-server.js';
import { apiAudience, type RegisteredClient, registerClient, tokenBySecret } from './registered-client.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
  // The API that all of this is about.
  await registerClient(server);
});
afterAll(() => server.close());

const strict = { is_first_party: false, grant_types: ['client_credentials'] };
const permissive = { ...strict, third_party_security_mode: 'permissive' };

async function send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object) {
  const answer = await server.call(method, path, body);
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
}

async function partner(body: object = strict): Promise<RegisteredClient> {
  const answer = await send('POST', '/clients', { name: 'Partner', ...body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const grant = (body: object) => send('POST', '/client-grants', { audience: apiAudience, ...body });
const badRequest = (message: string) => ({
  status: 400,
  body: { statusCode: 400, error: 'Bad Request', message, errorCode: 'invalid_body' },
});
const noGrant = {
  error: 'access_denied',
  error_description: `Client is not authorized to access "${apiAudience}". You need to create a "client-grant" associated to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants`,
};

/** What a client gets at the token endpoint: its scopes, or a refusal. */
async function gets(client: RegisteredClient): Promise<unknown> {
  const answer = await tokenBySecret(server, client);
  return answer.statusCode === 200 ? (answer.json().scope ?? '') : answer.json();
}

describe('a third-party client', () => {
  it('is strict unless it asks not to be, and says so in its id', async () => {
    const made = await partner();
    expect(made).toMatchObject({
      client_id: expect.stringMatching(/^tpc_[1-9A-HJ-NP-Za-km-z]{22}$/),
      third_party_security_mode: 'strict',
    });
    expect(await partner(permissive)).toMatchObject({
      client_id: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
      third_party_security_mode: 'permissive',
    });
  });

  it.each([
    [{ app_type: 'rms' }, 'app_type'],
    [{ grant_types: ['password'] }, 'grant_types'],
    [{ addons: { samlp: { audience: 'x' } } }, 'addons'],
    [{ callbacks: ['https://*.example.com'] }, 'callbacks'],
  ])('cannot be made with %j', async (body, name) => {
    const answer = await send('POST', '/clients', { name: 'Partner', is_first_party: false, ...body });
    expect(answer).toEqual(
      badRequest(expect.stringMatching(`^${name} .* when third_party_security_mode is "strict"$`)),
    );
  });

  it('may become a first-party one where it is permissive, and never where it is strict', async () => {
    const own = await partner(permissive);
    const changed = await send('PATCH', `/clients/${own.client_id}`, { is_first_party: true });
    expect(changed).toMatchObject({ status: 200, body: { is_first_party: true } });
    expect(changed.body).not.toHaveProperty('third_party_security_mode');
    const { client_id } = await partner();
    expect(await send('PATCH', `/clients/${client_id}`, { is_first_party: true })).toEqual(
      badRequest('is_first_party must be false when third_party_security_mode is "strict"'),
    );
  });
});

describe('grants of third-party clients', () => {
  it.each([
    ['the Management API', () => management],
    ['the My Account API', () => `${issuer}me/`],
  ])('are refused for %s', async (_name, identifier) => {
    const audience = identifier();
    if (audience !== management) await send('POST', '/resource-servers', { identifier: audience });
    const { client_id } = await partner();
    const refusal = badRequest(
      `audience must not be a system API for third-party clients in strict security mode: ${audience}`,
    );
    expect(await grant({ client_id, audience, scope: [] })).toEqual(refusal);
    expect(await grant({ default_for: 'third_party_clients', audience, scope: [] })).toEqual(refusal);
    const other = await partner(permissive);
    expect((await grant({ client_id: other.client_id, audience, scope: [] })).status).toBe(201);
  });

  it('are for no organization where the client acts for itself', async () => {
    const { client_id } = await partner();
    const refusal = badRequest(
      'allow_any_organization must not be true for third-party clients in strict security mode when subject_type is "client".',
    );
    expect(await grant({ client_id, scope: [], allow_any_organization: true })).toEqual(refusal);
    const made = await grant({ client_id, scope: [] });
    const change = { allow_any_organization: true };
    expect(await send('PATCH', `/client-grants/${made.body.id}`, change)).toEqual(refusal);
  });
});

describe('a default grant for third-party clients', () => {
  it('gives tokens to each of them that has no grant of its own, as soon as it is there and as long as it is', async () => {
    const [one, two, own] = [
      await partner(),
      await partner(permissive),
      await partner({ is_first_party: true }),
    ];
    const all = async () => [await gets(one), await gets(two), await gets(own)];
    expect(await all()).toEqual([noGrant, noGrant, noGrant]);

    const byDefault = await grant({ default_for: 'third_party_clients', scope: ['read'] });
    expect(byDefault).toEqual({
      status: 201,
      body: {
        id: expect.stringMatching(/^cgr_/),
        audience: apiAudience,
        default_for: 'third_party_clients',
        scope: ['read'],
        subject_type: 'client',
      },
    });
    expect(await all()).toEqual(['read', 'read', noGrant]);

    const itsOwn = await grant({ client_id: one.client_id, scope: ['write'] });
    expect(await all()).toEqual(['write', 'read', noGrant]);
    await send('PATCH', `/client-grants/${byDefault.body.id}`, { scope: ['read', 'erase'] });
    expect(await all()).toEqual(['write', 'read erase', noGrant]);
    await send('DELETE', `/client-grants/${itsOwn.body.id}`);
    expect(await all()).toEqual(['read erase', 'read erase', noGrant]);
    await send('PATCH', `/clients/${two.client_id}`, { is_first_party: true });
    expect(await all()).toEqual(['read erase', noGrant, noGrant]);
    await send('DELETE', `/client-grants/${byDefault.body.id}`);
    expect(await all()).toEqual([noGrant, noGrant, noGrant]);
  });

  it('gives nothing to clients for whose users it is', async () => {
    const byDefault = await grant({
      default_for: 'third_party_clients',
      scope: ['read'],
      subject_type: 'user',
    });
    expect(byDefault.status).toBe(201);
    expect(await gets(await partner())).toEqual(noGrant);
  });

  it('is there once for an API', async () => {
    const body = { default_for: 'third_party_clients', scope: [] };
    const first = await grant(body);
    expect(await grant(body)).toMatchObject({ status: 409 });
    await send('DELETE', `/client-grants/${first.body.id}`);
  });
});
