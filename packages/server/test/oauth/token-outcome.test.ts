import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyClientSecret } from '../../src/oauth/client-secret.js';
import type { TokenOutcome } from '../../src/oauth/token-outcome.js';
import type { TokenRules } from '../../src/oauth/token-rules.js';
import { issuer, type TestServer, testServer } from '../test-server.js';
import {
  apiAudience,
  assertionFor,
  pairs,
  type RegisteredClient,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from './registered-client.js';

interface Log {
  type: string;
  [name: string]: unknown;
}

let server: TestServer;
let client: RegisteredClient;
let keyClient: RegisteredClient & { credentialId: string };
beforeAll(async () => {
  server = await testServer({ limits: { failedAuthenticationLimit: 5 }, metricsAccess: 'loopback' });
  client = await registerClient(server);
  keyClient = await registerKeyClient(server);
});
beforeEach(() => {
  server.clock.now += 60_000;
});
afterAll(() => server.close());

/** The event of an answer, which is in the log a moment later. */
async function eventOf(answer: { headers: Record<string, unknown> }): Promise<Log> {
  const q = encodeURIComponent(`details.request_id:${answer.headers['x-request-id']}`);
  const found = async (): Promise<Log[]> => (await server.call('GET', `/logs?q=${q}`)).json();
  await expect.poll(async () => (await found()).length, { interval: 20 }).toBe(1);
  const [event] = await found();
  if (!event) throw new Error('gone');
  return event;
}

const assertion = (options: Parameters<typeof assertionFor>[2] = {}) =>
  assertionFor(server, keyClient.client_id, options);
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});
const request = { grant_type: 'client_credentials', audience: apiAudience };

describe('the log of a token', () => {
  it('names client, credential, API and scopes', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/oauth/token',
      remoteAddress: '192.0.2.9',
      headers: { 'content-type': 'application/json', 'user-agent': 'robot/1.0' },
      payload: JSON.stringify({
        ...request,
        scope: 'write',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(),
      }),
    });
    expect(answer.statusCode).toBe(200);
    expect(await eventOf(answer)).toEqual({
      log_id: expect.any(String),
      _id: expect.any(String),
      date: new Date(server.clock.now).toISOString(),
      type: 'seccft',
      description: 'Client credentials exchanged for an access token',
      client_id: keyClient.client_id,
      client_name: 'Robot',
      ip: '192.0.2.9',
      user_agent: 'robot/1.0',
      hostname: 'id.example.com',
      tenant_name: 'default',
      environment_name: 'development',
      audience: apiAudience,
      scope: 'write',
      details: {
        request_id: answer.headers['x-request-id'],
        authentication: { method: 'private_key_jwt', credential_id: keyClient.credentialId },
        response: { statusCode: 200 },
        actions: { executions: [] },
      },
    });
  });

  it('cuts what was issued where it is long', async () => {
    const scopes = Array.from({ length: 100 }, (_, n) => ({ value: `${n}:${'x'.repeat(200)}` }));
    const audience = 'urn:of-many-scopes';
    await server.call('POST', '/resource-servers', { identifier: audience, scopes });
    const { client_id } = client;
    await server.call('POST', '/client-grants', { client_id, audience, allow_all_scopes: true });
    const answer = await tokenBySecret(server, client, { audience });
    expect(answer.json().scope.length).toBeGreaterThan(20_000);
    const { scope, ...event } = await eventOf(answer);
    expect(event).toMatchObject({ type: 'seccft', audience });
    expect(scope).toBe(answer.json().scope.slice(0, 4000));
  });

  it('tells how a secret was sent', async () => {
    const methodOf = async (answer: Awaited<ReturnType<typeof tokenBySecret>>) =>
      (await eventOf(answer)).details;
    expect(await methodOf(await tokenBySecret(server, client))).toMatchObject({
      authentication: { method: 'client_secret_post' },
    });
    const header = basic(client.client_id, client.client_secret);
    expect(await methodOf(await server.token(request, header))).toMatchObject({
      authentication: { method: 'client_secret_basic' },
    });
  });
});

describe('the log of a refusal', () => {
  it.each<[string, () => Promise<string>]>([
    ['aud is not the issuer', () => assertion({ claims: { aud: `${issuer}oauth/token` } })],
    ['no usable credential signed it', () => assertion({ privateKey: pairs.two.privateKey })],
    ['exp is missing or past', () => assertion({ claims: { exp: 1 } })],
  ])('says "%s" where the answer does not', async (cause, make) => {
    const answer = await tokenByAssertion(server, await make());
    expect([answer.statusCode, answer.json().error_description]).toEqual([
      401,
      'The client assertion was not accepted.',
    ]);
    expect(await eventOf(answer)).toMatchObject({
      type: 'feccft',
      description: `assertion not accepted: ${cause}`,
      client_id: keyClient.client_id,
      client_name: 'Robot',
      audience: apiAudience,
      details: {
        authentication: { method: 'private_key_jwt' },
        reason: 'assertion_not_accepted',
        cause,
        response: { statusCode: 401 },
      },
    });
  });

  it('tells a wrong secret from a client that has none', async () => {
    const wrong = await tokenBySecret(server, { ...client, client_secret: 'wrong' });
    expect(await eventOf(wrong)).toMatchObject({
      client_id: client.client_id,
      details: { reason: 'client_not_authenticated', cause: 'the secret is wrong' },
    });
    const none = await tokenBySecret(server, keyClient);
    expect(await eventOf(none)).toMatchObject({
      client_id: keyClient.client_id,
      details: { cause: 'the client does not authenticate by a secret' },
    });
  });

  it('does not repeat an id that no client has, it may be a secret', async () => {
    const swapped = { client_id: client.client_secret, client_secret: client.client_id };
    const event = await eventOf(await tokenBySecret(server, swapped));
    expect(event).toMatchObject({ details: { cause: 'there is no such client' } });
    expect(event).not.toHaveProperty('client_id');
    expect(JSON.stringify(event)).not.toContain(client.client_secret);
  });

  it.each([
    ['no_client_grant', { audience: 'https://id.example.com/api/v2/' }],
    ['unknown_audience', { audience: 'https://none.example/' }],
    ['scope_not_granted', { scope: 'read erase' }],
    ['unsupported_grant_type', { grant_type: 'password' }],
  ])('has the reason %s, and what was asked for', async (reason, more: Record<string, string>) => {
    const event = await eventOf(await tokenBySecret(server, client, more));
    expect(event).toMatchObject({
      type: 'feccft',
      audience: more.audience ?? apiAudience,
      ...(more.scope && { scope: more.scope }),
      details: { reason },
    });
  });

  it.each([
    ['restricted', 'The client demands sender-constrained tokens', { require_proof_of_possession: true }],
    ['client_not_authenticated', 'the client is disabled', { disabled: true }],
    ['grant_type_not_allowed', 'client_credentials', { grant_types: ['authorization_code'] }],
  ])('has the reason %s, and the cause: %s', async (reason, cause, body) => {
    const demanding = await registerClient(server, body);
    expect(await eventOf(await tokenBySecret(server, demanding))).toMatchObject({
      type: 'feccft',
      client_id: demanding.client_id,
      details: { reason, cause: expect.stringContaining(cause) },
    });
  });

  it('names the window where the quota is used up', async () => {
    const limited = await registerClient(server, { token_quota: { client_credentials: { per_hour: 1 } } });
    expect((await tokenBySecret(server, limited)).statusCode).toBe(200);
    expect(await eventOf(await tokenBySecret(server, limited))).toMatchObject({
      type: 'feccft',
      client_id: limited.client_id,
      details: { reason: 'quota_exceeded', cause: 'per_hour', response: { statusCode: 429 } },
    });
  });

  it('is written for what cannot be read, but not for a wrong method', async () => {
    const headers = { 'content-type': 'text/plain' };
    const unread = await server.inject({ method: 'POST', url: '/oauth/token', headers, payload: 'x' });
    expect(await eventOf(unread)).toMatchObject({ details: { reason: 'unsupported_media_type' } });
    const before = (await server.tenant.storage.logEvents.count({}, 10_000)) + 1;
    expect((await server.inject({ url: '/oauth/token' })).statusCode).toBe(405);
    await eventOf(await server.token({}));
    expect(await server.tenant.storage.logEvents.count({}, 10_000)).toBe(before);
  });

  it('turns into one event a minute when there are too many', async () => {
    const wrong = { ...client, client_secret: 'wrong' };
    for (let n = 0; n < 5; n += 1) expect((await tokenBySecret(server, wrong)).statusCode).toBe(401);
    const [first, second] = [await tokenBySecret(server, wrong), await tokenBySecret(server, wrong)];
    expect([first.statusCode, second.statusCode]).toEqual([429, 429]);
    expect(await eventOf(first)).toMatchObject({
      type: 'limit_wc',
      description: 'Too many failed authentications of one client from one source',
      client_id: client.client_id,
    });
    const limits = await server.tenant.storage.logEvents.count({ types: ['limit_wc'] }, 100);
    expect(limits).toBe(1);
  });

  it('names the source that fails with many clients', async () => {
    let answer = await server.token(request);
    for (let n = 0; answer.statusCode !== 429 && n < 60; n += 1)
      answer = await tokenBySecret(server, { client_id: `guess-${n}`, client_secret: 'guessed-secret' });
    expect(await eventOf(answer)).toMatchObject({ type: 'limit_mu' });
  });

  it('is left out beyond a thousand a minute of one source, and counted', async () => {
    const flood = Array.from({ length: 1100 }, () =>
      server.inject({ method: 'POST', url: '/oauth/token', remoteAddress: '192.0.2.200' }),
    );
    await Promise.all(flood);
    const dropped = { dropped: 100, msg: 'log events were dropped' };
    await expect
      .poll(() => server.log, { interval: 20, timeout: 10_000 })
      .toContainEqual(expect.objectContaining(dropped));
    const metrics = (await server.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('clientele_log_events_total{result="dropped"} 100');
  });
});

it('knows which of the secrets of a client was sent', async () => {
  const known = await server.tenant.storage.clients.authentication(client.client_id);
  const outcome: TokenOutcome = {};
  const rules: TokenRules = { errors: 'rfc', assertionAudiences: [], assertionMaxLifetime: 300 };
  const { client_id: clientId, client_secret: secret } = client;
  const sent = { clientId, secret, sentBy: 'client_secret_post' } as const;
  await verifyClientSecret(server.tenant, sent, { rules, outcome });
  expect(outcome.secretId).toEqual(expect.any(String));
  expect(outcome.secretId).toBe(known?.secretDigests[0]?.id);
});
