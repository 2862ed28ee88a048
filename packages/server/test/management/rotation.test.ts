import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  addKey,
  apiAudience,
  assertionFor,
  enable,
  pairs,
  type RegisteredClient,
  registerClient,
  registerKeyClient,
  tokenByAssertion,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';

const day = 86_400_000;
let server: TestServer;
let client: RegisteredClient;
beforeEach(async () => {
  server = await testServer({ now: Date.parse('2026-11-30T12:00:00Z') });
  await server.tenant.storage.usage.flush();
  client = await registerClient(server);
});
afterEach(() => server.close());

interface Rotation {
  verdict: string;
  reason: string;
  primary_id: string | null;
  secrets: { id: string; state: string; last_used?: { count_24h: number } }[];
  credentials: { id: string; state: string; last_used?: object }[];
  [name: string]: unknown;
}
const rotation = async (id = client.client_id, query = '') =>
  (
    await server.call('GET', `/clients/${id}/rotation${query}`, undefined, {
      // Made anew, since days pass.
      token: await server.tokenWith('read:client_keys'),
    })
  ).json<Rotation>();
const rotate = async (seconds: number) =>
  (
    await server.call('POST', `/clients/${client.client_id}/rotate-secret`, {
      previous_secret_expires_in: seconds,
    })
  ).json<RegisteredClient>();
const iso = (time: number) => new Date(time).toISOString();
/** Time passes in which the server is there, and nothing is counted. */
async function pass(milliseconds: number): Promise<void> {
  server.clock.now += milliseconds;
  await server.tenant.storage.usage.flush();
}

describe('whether a secret may be retired', () => {
  it('is not the case while callers send the old one, of whom it tells when and from where', async () => {
    const rotated = await rotate(3600);
    await server.inject({
      method: 'POST',
      url: '/oauth/token',
      remoteAddress: '192.0.2.44',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        grant_type: 'client_credentials',
        audience: apiAudience,
        client_id: client.client_id,
        client_secret: client.client_secret,
      }).toString(),
    });
    await tokenBySecret(server, rotated);
    const answer = await rotation();
    const old = answer.secrets.find(({ state }) => state === 'retiring');
    const primary = answer.secrets.find(({ state }) => state === 'primary');
    expect(answer).toMatchObject({
      verdict: 'in_use',
      reason: `Secret ${old?.id} was accepted once, last at ${iso(server.clock.now)} from 192.0.2.44.`,
      window_seconds: 86_400,
      primary_id: primary?.id,
      credentials: [],
    });
    expect([old?.last_used?.count_24h, primary?.last_used?.count_24h]).toEqual([1, 1]);
    // The lifetime of the API's tokens.
    expect(answer.tokens_alive_until).toBe(iso(server.clock.now + day));
  });

  it('is safe once nobody has sent the old one for the window, and tokens live on', async () => {
    const rotated = await rotate(30 * 86_400);
    await tokenBySecret(server, client);
    await pass(3_600_001);
    await tokenBySecret(server, rotated);
    const asked = await rotation(client.client_id, '?window=3600');
    expect(asked).toMatchObject({ verdict: 'safe', window_seconds: 3600 });
    expect(asked.tokens_alive_until).toBe(iso(server.clock.now - 3_600_001 + day));
    expect((await rotation()).verdict).toBe('in_use');
    await pass(day);
    expect(await rotation()).toMatchObject({ verdict: 'safe', tokens_alive_until: null });
  });

  it('is not safe while one that was ended or disabled was accepted within the window', async () => {
    await tokenBySecret(server, client);
    await rotate(0);
    const answer = await rotation();
    expect(answer.verdict).toBe('in_use');
    expect(answer.secrets).toHaveLength(1);
  });

  it('counts a secret whose request was refused after it had been accepted', async () => {
    await rotate(3600);
    await tokenBySecret(server, client, { audience: 'urn:unheard-of' });
    expect((await rotation()).verdict).toBe('in_use');
  });

  it('does not count somebody who only claims to be the client', async () => {
    await rotate(3600);
    await tokenBySecret(server, { ...client, client_secret: 'not-a-secret-of-anybody' });
    await pass(1000);
    expect((await rotation(client.client_id, '?window=1')).verdict).toBe('safe');
  });

  it('is unknown of a client that is younger than the window', async () => {
    await pass(59_000);
    expect(await rotation(client.client_id, '?window=60')).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining(`a verdict is possible from ${iso(server.clock.now + 1000)} on`),
    });
    await pass(1000);
    expect((await rotation(client.client_id, '?window=60')).verdict).toBe('safe');
  });

  it('is unknown where no primary is left', async () => {
    await rotate(3600);
    const { primary_id } = await rotation();
    await server.call('DELETE', `/clients/${client.client_id}/secrets/${primary_id}?force=true`);
    await pass(60_000);
    expect(await rotation(client.client_id, '?window=1')).toMatchObject({
      verdict: 'unknown',
      reason: 'No primary works, so that nothing should be retired.',
      primary_id: null,
    });
  });

  it('says that what was used is deleted', async () => {
    await rotate(3600);
    await tokenBySecret(server, client);
    const old = (await rotation()).secrets.find(({ state }) => state === 'retiring');
    await server.call('DELETE', `/clients/${client.client_id}/secrets/${old?.id}`);
    expect((await rotation()).reason).toContain(`Secret ${old?.id} (deleted) was accepted once`);
  });

  it('is unknown after a server ended without notice, and counts were lost', async () => {
    await rotate(3600);
    const ended = server.clock.now;
    // A server that was there a moment ago, and has not said that it ended.
    await server.db
      .insertInto('usage_observers')
      .values({
        tenant_id: 'default',
        id: 'lost',
        began_at: ended,
        seen_at: ended,
        ended_at: null,
        writes: 0,
      })
      .execute();
    const brief = () => rotation(client.client_id, '?window=1');
    await pass(25_000);
    expect(await brief()).toMatchObject({
      verdict: 'safe',
      reason: expect.stringContaining(`the least recent report is of ${iso(ended)}`),
    });
    const silent = expect.stringContaining(`A server has not reported since ${iso(ended)}`);
    await pass(1);
    expect(await brief()).toMatchObject({
      verdict: 'unknown',
      observed_since: expect.any(String),
      reason: silent,
    });
    await pass(36_000);
    expect(await brief()).toMatchObject({ verdict: 'unknown', observed_since: null, reason: silent });
    await server.tenant.storage.usage.tend(100);
    expect(await rotation()).toMatchObject({
      verdict: 'unknown',
      observed_since: iso(server.clock.now),
      reason: expect.stringContaining('A server ended without notice'),
    });
    await pass(3_600_000);
    expect((await rotation(client.client_id, '?window=3600')).verdict).toBe('safe');
  });
});

describe('whether a key may be retired', () => {
  it('follows the newest of those that are enabled', async () => {
    const { client_id, credentialId } = await registerKeyClient(server);
    await pass(1000);
    const newer = await addKey(server, client_id, { pem: pairs.two.publicKey });
    const statesNow = async () => (await rotation(client_id)).credentials.map(({ id, state }) => [id, state]);
    expect(await statesNow()).toEqual([
      [newer, 'disabled'],
      [credentialId, 'primary'],
    ]);
    await enable(server, client_id, credentialId, newer);
    expect(await statesNow()).toEqual([
      [newer, 'primary'],
      [credentialId, 'retiring'],
    ]);
    expect(await rotation(client_id, '?window=1')).toMatchObject({ verdict: 'safe', primary_id: newer });
    await tokenByAssertion(server, await assertionFor(server, client_id));
    const answer = await rotation(client_id);
    expect(answer.verdict).toBe('in_use');
    expect(answer.reason).toContain(`Credential ${credentialId} was accepted once`);
    expect(answer.credentials.map(({ id, last_used }) => [id, last_used !== undefined])).toEqual([
      [newer, false],
      [credentialId, true],
    ]);
    await pass(day + 1);
    await tokenByAssertion(
      server,
      await assertionFor(server, client_id, { privateKey: pairs.two.privateKey }),
    );
    expect((await rotation(client_id)).verdict).toBe('safe');
  });
});

describe('the question', () => {
  it.each(['0', '7776001', '-1', '1.5', 'a-day', '1e3', ''])(
    'is refused with the window %s',
    async (window) => {
      const answer = await server.call('GET', `/clients/${client.client_id}/rotation?window=${window}`);
      expect(answer.statusCode).toBe(400);
      expect(answer.json().message).toContain('window');
    },
  );

  it('is 404 for a client that is not there, and 403 without a scope', async () => {
    expect((await server.call('GET', '/clients/nobody/rotation')).statusCode).toBe(404);
    const path = `/clients/${client.client_id}/rotation`;
    const statusWith = async (scope: string) =>
      (await server.call('GET', path, undefined, { token: await server.tokenWith(scope) })).statusCode;
    expect(await statusWith('read:clients')).toBe(403);
    expect(await statusWith('read:client_keys')).toBe(200);
    expect(await statusWith('read:client_credentials')).toBe(200);
  });
});
