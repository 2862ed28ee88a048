import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, type JWTVerifyResult, jwtVerify } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ManagementClient, type ManagementClientOptions } from '../../src/index.js';
import { type Recorded, type Reply, recordingServer, rejection } from '../recording-server.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

// Another origin than the server's, and on this machine as it is.
const ISSUER = 'https://localhost:4643/';
const secret = { clientId: 'c1', clientSecret: 's3cret' };
const assertion = { clientId: 'c1', clientAssertionSigningKey: privateKey };

interface Answers {
  token?: (count: number, request: Recorded) => Reply;
  discovery?: (count: number) => Reply;
}

/** A server that discovers, issues numbered tokens, and lists no clients. */
async function authorizationServer(answers: Answers = {}) {
  const counts = { token: 0, discovery: 0 };
  const token =
    answers.token ?? ((count) => ({ json: { access_token: `token-${count}`, expires_in: 3600 } }));
  const discovery = answers.discovery ?? (() => ({ json: { issuer: ISSUER } }));
  const server = await recordingServer((request) => {
    if (request.url === '/oauth/token') {
      counts.token += 1;
      return token(counts.token, request);
    }
    if (request.url === '/.well-known/openid-configuration') {
      counts.discovery += 1;
      return discovery(counts.discovery);
    }
    return { json: [] };
  });
  const forms = () =>
    server.requests
      .filter(({ url }) => url === '/oauth/token')
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  const bearers = () =>
    server.requests
      .filter(({ url }) => url === '/api/v2/clients')
      .map(({ headers }) => headers.authorization);
  return { ...server, baseUrl: server.origin, counts, forms, bearers };
}

/** The audiences that tokens are asked for, of a server anywhere that claims an issuer. */
async function audiencesAsked(options: ManagementClientOptions, claimed: string): Promise<unknown[]> {
  const audiences: unknown[] = [];
  const fetch = async (url: string | URL, init?: RequestInit) => {
    if (String(url).endsWith('/.well-known/openid-configuration')) return Response.json({ issuer: claimed });
    if (!String(url).endsWith('/oauth/token')) return Response.json([]);
    audiences.push(new URLSearchParams(String(init?.body)).get('audience'));
    return Response.json({ access_token: 't', expires_in: 60 });
  };
  await new ManagementClient({ ...options, fetch }).clients.getAll();
  return audiences;
}

afterEach(() => {
  vi.useRealTimers();
});

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

describe('the issuer', () => {
  test('is discovered once, for calls at the same time too', async () => {
    const { baseUrl, forms, counts } = await authorizationServer({
      token: (count) => ({ json: { access_token: `token-${count}`, expires_in: 0 } }),
    });
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    await Promise.all([clients.getAll(), clients.getAll()]);
    await clients.getAll();
    expect(counts).toEqual({ discovery: 1, token: 2 });
    expect(forms().map(({ audience }) => audience)).toEqual(Array(2).fill(`${ISSUER}api/v2/`));
  });

  test('is discovered again after a failure', async () => {
    const { baseUrl, counts } = await authorizationServer({
      discovery: (count) => (count === 1 ? { status: 503, text: 'later' } : { json: { issuer: ISSUER } }),
    });
    const { clients } = new ManagementClient({ baseUrl, ...secret });
    expect(await rejection(clients.getAll())).toMatchObject({ name: 'ResponseError', statusCode: 503 });
    expect((await clients.getAll()).status).toBe(200);
    expect(counts).toEqual({ discovery: 2, token: 1 });
  });

  test('must be in what is discovered', async () => {
    const { baseUrl } = await authorizationServer({ discovery: () => ({ json: {} }) });
    expect(await rejection(new ManagementClient({ baseUrl, ...secret }).clients.getAll())).toMatchObject({
      name: 'InvalidResponseError',
      message: 'The answer has no issuer',
    });
  });

  test.each([
    ['http://127.0.0.1:4600', 'http://127.0.0.1:4600/'],
    ['http://127.0.0.1:4600', 'https://localhost:4643/'],
    ['http://[::1]:4600/api/v2', 'https://127.0.0.2/'],
    ['https://localhost', 'http://[::1]:1/'],
    ['https://tenant.example', 'https://tenant.example/'],
    ['https://tenant.example:443/api/v2', 'https://tenant.example/'],
    ['https://TENANT.example', 'https://tenant.example/'],
    ['https://tenant.example:8443/behind/a/path', 'https://tenant.example:8443/other/'],
  ])('that %s discovers to be %s is believed', async (baseUrl, issuer) => {
    const audiences = await audiencesAsked({ baseUrl, ...secret }, issuer);
    expect(audiences).toEqual([`${issuer}api/v2/`]);
  });

  test.each([
    ['https://tenant.example', 'https://other.example/'],
    ['https://tenant.example', 'http://tenant.example/'],
    ['https://tenant.example', 'https://tenant.example:8443/'],
    ['https://tenant.example', 'https://id.tenant.example/'],
    ['https://tenant.example', 'https://tenant.example.evil.example/'],
    ['https://tenant.example', 'https://tenant.example@evil.example/'],
    ['https://tenant.example', 'https://localhost/'],
    ['http://127.0.0.1:4600', 'https://tenant.example/'],
    ['http://127.0.0.1:4600', 'https://x.localhost:4643/'],
    ['http://x.localhost:4600', 'https://localhost:4643/'],
    ['http://127.0.0.1:4600', 'https://localhost.evil.example/'],
    ['http://127.0.0.1:4600', 'https://127.0.0.1.evil.example/'],
    ['http://127.0.0.1:4600', 'https://128.0.0.1/'],
    ['http://127.0.0.1:4600', 'https://0.0.0.0/'],
    ['http://127.0.0.1:4600', 'https://user@localhost:4643/'],
    ['http://127.0.0.1:4600', 'https://localhost:4643/#@evil.example/'],
    ['http://127.0.0.1:4600', 'https://localhost:4643/?tenant=other'],
    ['http://127.0.0.1:4600', 'tenant'],
    ['http://127.0.0.1:4600', ''],
  ])('that %s discovers to be %s is not believed, and the error asks for it', async (baseUrl, issuer) => {
    for (const credentials of [secret, assertion]) {
      const asked = audiencesAsked({ baseUrl, ...credentials }, issuer);
      expect(String(await rejection(asked))).toBe(
        `Error: The option issuer must be given: ${baseUrl} claims "${issuer}", which is no issuer of that origin`,
      );
    }
    const named = { baseUrl, ...secret, issuer: 'https://named.example/' };
    expect(await audiencesAsked(named, issuer)).toEqual(['https://named.example/api/v2/']);
  });

  test('is that of the API, also where mutual TLS discovers it at another host', async () => {
    const options = { baseUrl: 'https://tenant.example', ...secret, useMTLS: true };
    expect(await audiencesAsked(options, 'https://tenant.example/')).toEqual([
      'https://tenant.example/api/v2/',
    ]);
    await rejection(audiencesAsked(options, 'https://mtls.tenant.example/'));
  });

  test('of an option is used instead, its slash added', async () => {
    const { baseUrl, forms, counts } = await authorizationServer();
    await new ManagementClient({ baseUrl, ...secret, issuer: 'https://other.example' }).clients.getAll();
    expect(forms()).toMatchObject([{ audience: 'https://other.example/api/v2/' }]);
    expect(counts.discovery).toBe(0);
  });

  test('of a domain is its https URL, and everything goes there', async () => {
    const urls: string[] = [];
    const fetch = async (url: string | URL, init?: RequestInit) => {
      urls.push(`${init?.method} ${url} ${init?.body ?? ''}`);
      return Response.json({ access_token: 't', expires_in: 60 });
    };
    await new ManagementClient({ domain: 'localhost:4643', ...secret, fetch }).clients.getAll();
    const form = 'client_id=c1&audience=https%3A%2F%2Flocalhost%3A4643%2Fapi%2Fv2%2F&client_secret=s3cret';
    expect(urls).toEqual([
      `POST https://localhost:4643/oauth/token ${form}&grant_type=client_credentials`,
      'GET https://localhost:4643/api/v2/clients ',
    ]);
  });

  test('stays where mutual TLS asks another host for the token', async () => {
    const urls: string[] = [];
    const fetch = async (url: string | URL, init?: RequestInit) => {
      urls.push(`${url} ${init?.body ?? ''}`);
      return Response.json({ access_token: 't', expires_in: 60 });
    };
    await new ManagementClient({
      domain: 'tenant.example',
      ...secret,
      useMTLS: true,
      fetch,
    }).clients.getAll();
    expect(urls[0]).toMatch(
      'https://mtls.tenant.example/oauth/token client_id=c1&audience=https%3A%2F%2Ftenant.example',
    );
    expect(urls[1]).toMatch('https://tenant.example/api/v2/clients');
  });

  test('stays where a base URL has a host of its own for mutual TLS', async () => {
    const urls: string[] = [];
    const fetch = async (url: string) => {
      urls.push(url);
      return Response.json({ access_token: 't', expires_in: 60 });
    };
    const baseUrl = 'https://localhost:4643';
    await new ManagementClient({ baseUrl, ...secret, issuer: ISSUER, useMTLS: true, fetch }).clients.getAll();
    expect(urls).toEqual([
      'https://mtls.localhost:4643/oauth/token',
      'https://localhost:4643/api/v2/clients',
    ]);
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
      'Error: The option clientAssertionSigningKey must be a private key for RS256',
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
