import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, type JWTVerifyResult, jwtVerify } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ManagementClient } from '../../src/index.js';
import { recordingServer, rejection } from '../recording-server.js';
import { shortPauses } from '../short-pauses.js';
import { authorizationServer, ISSUER, secret } from './authorization-server.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const assertion = { clientId: 'c1', clientAssertionSigningKey: privateKey };

afterEach(() => {
  vi.useRealTimers();
});

shortPauses();

describe('a token by secret', () => {
  test('is asked for as a form with fixed keys in a fixed order', async () => {
    const { baseUrl, requests, bearers } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, issuer: ISSUER }).clients.getAll();
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body:
        'client_id=c1&audience=https%3A%2F%2Flocalhost%3A4643%2Fapi%2Fv2%2F&client_secret=s3cret' +
        '&grant_type=client_credentials',
    });
    expect(bearers()).toEqual(['Bearer token-1']);
  });

  test('is for the audience that the caller names, and then needs no discovery', async () => {
    const { baseUrl, forms, counts } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, audience: 'https://other/' }).clients.getAll();
    expect(forms()).toMatchObject([{ audience: 'https://other/' }]);
    expect(counts.discovery).toBe(0);
  });

  test('is asked for with the caller’s headers and telemetry', async () => {
    const { baseUrl, requests } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, headers: { 'x-own': 'yes' } }).clients.getAll();
    expect(
      requests.map(({ url, headers }) => [url, headers['x-own'], headers['auth0-client']?.slice(0, 2)]),
    ).toEqual([
      ['/.well-known/openid-configuration', 'yes', 'ey'],
      ['/oauth/token', 'yes', 'ey'],
      ['/api/v2/clients', 'yes', 'ey'],
    ]);
  });

  test('is not asked for again after a 429, unless the caller says so', async () => {
    const limited = { status: 429, headers: { 'retry-after': '0' }, json: { error: 'too_many_requests' } };
    const { baseUrl, counts } = await authorizationServer({ token: () => limited });
    const credentials = { baseUrl, ...secret, issuer: ISSUER };
    await rejection(new ManagementClient(credentials).clients.getAll());
    expect(counts.token).toBe(1);
    await rejection(
      new ManagementClient({ ...credentials, retry: { enabled: true, maxRetries: 1 } }).clients.getAll(),
    );
    expect(counts.token).toBe(3);
  });
});

describe('a token by assertion', () => {
  async function verified(form: Record<string, string> | undefined, alg = 'RS256'): Promise<JWTVerifyResult> {
    const key = await importSPKI(publicKey, alg);
    return jwtVerify(form?.client_assertion ?? '', key, {
      audience: ISSUER,
      issuer: 'c1',
      subject: 'c1',
      algorithms: [alg],
    });
  }

  test('is asked for with a fresh signed assertion for the issuer', async () => {
    const { baseUrl, forms } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...assertion }).clients.getAll();
    const [form] = forms();
    expect(Object.keys(form ?? {})).toEqual([
      'client_id',
      'audience',
      'client_assertion',
      'client_assertion_type',
      'grant_type',
    ]);
    expect(form).toMatchObject({
      client_id: 'c1',
      audience: `${ISSUER}api/v2/`,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      grant_type: 'client_credentials',
    });
    const { payload, protectedHeader } = await verified(form);
    expect(protectedHeader).toEqual({ alg: 'RS256' });
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'jti', 'sub']);
    expect(payload.aud).toBe(ISSUER);
    expect(payload.jti).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
  });

  test('never reuses an assertion', async () => {
    const token = () => ({ json: { access_token: 't', expires_in: 0 } });
    const { baseUrl, forms } = await authorizationServer({ token });
    const { clients } = new ManagementClient({ baseUrl, ...assertion });
    await clients.getAll();
    await clients.getAll();
    const ids = await Promise.all(forms().map(async (form) => (await verified(form)).payload.jti));
    expect(new Set(ids).size).toBe(2);
  });

  test.each(['RS256', 'RS384', 'PS256'] as const)('can be signed with %s', async (alg) => {
    const { baseUrl, forms } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...assertion, clientAssertionSigningAlg: alg }).clients.getAll();
    expect((await verified(forms()[0], alg)).protectedHeader).toEqual({ alg });
  });

  test('can be signed with a CryptoKey', async () => {
    const algorithm = {
      name: 'RSA-PSS',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    };
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const { baseUrl, forms } = await authorizationServer();
    const key = {
      clientId: 'c1',
      clientAssertionSigningKey: pair.privateKey,
      clientAssertionSigningAlg: 'PS256',
    } as const;
    await new ManagementClient({ baseUrl, ...key }).clients.getAll();
    const { payload } = await jwtVerify(forms()[0]?.client_assertion ?? '', pair.publicKey, {
      audience: ISSUER,
    });
    expect(payload.sub).toBe('c1');
  });

  test('takes precedence over a secret', async () => {
    const { baseUrl, forms } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, ...assertion }).clients.getAll();
    expect(forms()[0]).not.toHaveProperty('client_secret');
    expect((await verified(forms()[0])).payload.iss).toBe('c1');
  });

  test('fails with the name of the option when the key cannot be read', async () => {
    const { baseUrl } = await authorizationServer();
    const broken = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';
    const { clients } = new ManagementClient({ baseUrl, clientId: 'c1', clientAssertionSigningKey: broken });
    expect(String(await rejection(clients.getAll()))).toBe(
      'ConfigurationError: The option clientAssertionSigningKey must be a private key for RS256 (a text: PKCS#8 in PEM)',
    );
  });
});

describe('the token', () => {
  test('is shared by calls at the same time and by all managers', async () => {
    const { baseUrl, counts } = await authorizationServer();
    const { clients, clientGrants, resourceServers } = new ManagementClient({ baseUrl, ...secret });
    await Promise.all([clients.getAll(), clients.getAll(), clientGrants.getAll(), resourceServers.getAll()]);
    await clients.getAll();
    expect(counts.token).toBe(1);
  });

  test('is renewed when fewer than ten seconds of it remain', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
    const { baseUrl, bearers } = await authorizationServer();
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    await clients.getAll();
    vi.setSystemTime(1_000_000 + 3_590_000);
    await clients.getAll();
    vi.setSystemTime(1_000_000 + 3_590_001);
    await clients.getAll();
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  test('is not kept when the server does not say how long it lasts', async () => {
    const { baseUrl, counts } = await authorizationServer({ token: () => ({ json: { access_token: 't' } }) });
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    await clients.getAll();
    await clients.getAll();
    expect(counts.token).toBe(2);
  });

  test('is asked for again after a failure, which all waiting calls see', async () => {
    const { baseUrl, counts, bearers } = await authorizationServer({
      token: (count) =>
        count === 1
          ? { status: 401, json: { error: 'access_denied' } }
          : { json: { access_token: `token-${count}`, expires_in: 60 } },
    });
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    const refused = await Promise.all([rejection(clients.getAll()), rejection(clients.getAll())]);
    expect(refused).toMatchObject([{ name: 'AuthApiError' }, { name: 'AuthApiError' }]);
    expect(counts.token).toBe(1);
    await clients.getAll();
    expect(bearers()).toEqual(['Bearer token-2']);
  });

  test('of a function is asked for on every request', async () => {
    const { baseUrl, bearers } = await authorizationServer();
    let count = 0;
    const next = () => `given-${++count}`;
    const sync = new ManagementClient({ baseUrl, token: next });
    const later = new ManagementClient({ baseUrl, token: async () => next() });
    await sync.clients.getAll();
    await sync.clients.getAll();
    await later.clients.getAll();
    expect(bearers()).toEqual(['Bearer given-1', 'Bearer given-2', 'Bearer given-3']);
  });

  test('is asked for once for all retries of a call', async () => {
    const replies = [{ status: 429, headers: { 'retry-after': '0' } }, { json: [] }];
    const { origin, requests } = await recordingServer(() => replies.shift());
    const token = vi.fn(() => 'given');
    await new ManagementClient({ baseUrl: origin, token }).clients.getAll();
    expect(requests).toHaveLength(2);
    expect(token).toHaveBeenCalledTimes(1);
  });
});
