import { describe, expect, test, vi } from 'vitest';
import { ManagementClient, type StoredToken, type TokenStore } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';

const ISSUER = 'https://tenant.example/';
const secret = { clientId: 'c1', clientSecret: 's3cret', issuer: ISSUER };

/** A server that issues numbered tokens and lists no clients. */
async function issuingServer() {
  let issued = 0;
  const server = await recordingServer(({ url }) => {
    if (url !== '/oauth/token') return { json: [] };
    issued += 1;
    return { json: { access_token: `token-${issued}`, expires_in: 3600 } };
  });
  const bearers = () => server.requests.flatMap(({ headers }) => headers.authorization ?? []);
  return { baseUrl: server.origin, bearers, issued: () => issued };
}

function memory() {
  const kept = new Map<string, StoredToken>();
  const store: TokenStore = {
    get: vi.fn(async (key) => kept.get(key)),
    set: vi.fn(async (key, token) => void kept.set(key, token)),
  };
  return { store, kept };
}

const inMinutes = (minutes: number) => Date.now() + minutes * 60_000;

describe('a token store', () => {
  test('gets what was issued, with the time when it expires', async () => {
    const { baseUrl } = await issuingServer();
    const { store, kept } = memory();
    const before = Date.now();
    await new ManagementClient({ baseUrl, ...secret, tokenStore: store }).clients.getAll();
    const [token] = kept.values();
    expect(token?.accessToken).toBe('token-1');
    expect(token?.expiresAt).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(token?.expiresAt).toBeLessThanOrEqual(Date.now() + 3_600_000);
    expect(Object.keys(token ?? {}).sort()).toEqual(['accessToken', 'expiresAt']);
  });

  test('saves other clients and processes the asking', async () => {
    const { baseUrl, bearers, issued } = await issuingServer();
    const { store } = memory();
    for (let client = 0; client < 3; client += 1)
      await new ManagementClient({ baseUrl, ...secret, tokenStore: store }).clients.getAll();
    expect(issued()).toBe(1);
    expect(bearers()).toEqual(Array(3).fill('Bearer token-1'));
  });

  test('is asked once by calls at the same time, and not while a token lasts', async () => {
    const { baseUrl } = await issuingServer();
    const { store } = memory();
    const { clients, connections } = new ManagementClient({ baseUrl, ...secret, tokenStore: store });
    await Promise.all([clients.getAll(), clients.getAll(), connections.getAll()]);
    await clients.getAll();
    expect(store.get).toHaveBeenCalledTimes(1);
    expect(store.set).toHaveBeenCalledTimes(1);
  });

  test('may answer at once', async () => {
    const { baseUrl, bearers } = await issuingServer();
    const tokenStore = { get: () => ({ accessToken: 'kept', expiresAt: inMinutes(5) }), set: () => {} };
    await new ManagementClient({ baseUrl, ...secret, tokenStore }).clients.getAll();
    expect(bearers()).toEqual(['Bearer kept']);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a token that has expired', { accessToken: 'kept', expiresAt: Date.now() - 1 }],
    ['a token in its last ten seconds', { accessToken: 'kept', expiresAt: Date.now() + 9_000 }],
    ['a token without a time', { accessToken: 'kept' }],
    ['a token with a time that is none', { accessToken: 'kept', expiresAt: 'soon' }],
    ['a time without a token', { expiresAt: inMinutes(5) }],
    ['a token that is null', { accessToken: null, expiresAt: inMinutes(5) }],
    ['a token that is a number', { accessToken: 7, expiresAt: inMinutes(5) }],
    ['an empty token', { accessToken: '', expiresAt: inMinutes(5) }],
    ['a text', 'kept'],
    ['a number', 42],
  ])('that gives %s is not relied on', async (_, given) => {
    const { baseUrl, bearers } = await issuingServer();
    const set = vi.fn();
    const tokenStore = { get: () => given as StoredToken, set };
    await new ManagementClient({ baseUrl, ...secret, tokenStore }).clients.getAll();
    expect(bearers()).toEqual(['Bearer token-1']);
    expect(set).toHaveBeenCalledTimes(1);
  });

  test('that cannot give rejects the call, and is asked again by the next', async () => {
    const { baseUrl, bearers } = await issuingServer();
    const { store } = memory();
    const failure = new Error('the store is away');
    vi.mocked(store.get).mockRejectedValueOnce(failure);
    const { clients } = new ManagementClient({ baseUrl, ...secret, tokenStore: store });
    expect(await rejection(clients.getAll())).toBe(failure);
    await clients.getAll();
    expect(bearers()).toEqual(['Bearer token-1']);
  });

  test('that cannot take rejects the call', async () => {
    const { baseUrl, bearers } = await issuingServer();
    const { store } = memory();
    const failure = new Error('the store is full');
    vi.mocked(store.set).mockRejectedValueOnce(failure);
    const { clients } = new ManagementClient({ baseUrl, ...secret, tokenStore: store });
    expect(await rejection(clients.getAll())).toBe(failure);
    await clients.getAll();
    expect(bearers()).toEqual(['Bearer token-2']);
  });

  test('has a key of its own for each server, client and audience, without a secret', async () => {
    const [one, other] = [await issuingServer(), await issuingServer()];
    const { store, kept } = memory();
    const options = { baseUrl: one.baseUrl, ...secret, tokenStore: store };
    for (const variant of [{}, { baseUrl: other.baseUrl }, { clientId: 'c2' }, { audience: 'https://a/' }])
      await new ManagementClient({ ...options, ...variant }).clients.getAll();
    await new ManagementClient({ ...options, timeoutDuration: 5000 }).clients.getAll();
    expect(kept.size).toBe(4);
    expect([one.issued(), other.issued()]).toEqual([3, 1]);
    expect([...kept.keys()].join()).not.toContain(secret.clientSecret);
  });

  test('gets the new token in place of one that was refused', async () => {
    const { store, kept } = memory();
    const server = await recordingServer(({ url, headers }) => {
      if (url === '/oauth/token') return { json: { access_token: 'new', expires_in: 3600 } };
      return headers.authorization === 'Bearer new' ? { json: [] } : { status: 401, json: { error: 'no' } };
    });
    vi.mocked(store.get).mockResolvedValue({ accessToken: 'revoked', expiresAt: inMinutes(5) });
    const options = { baseUrl: server.origin, ...secret, tokenStore: store };
    expect((await new ManagementClient(options).clients.getAll()).status).toBe(200);
    expect([...kept.values()]).toMatchObject([{ accessToken: 'new' }]);
  });
});
