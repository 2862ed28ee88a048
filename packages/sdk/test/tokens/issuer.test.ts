import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type AnyManagementClientOptions, ManagementClient } from '../../src/index.js';
import { about, rejection } from '../recording-server.js';
import { authorizationServer, ISSUER, secret } from './authorization-server.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const assertion = { clientId: 'c1', clientAssertionSigningKey: privateKey };

/** The audiences that tokens are asked for, of a server anywhere that claims an issuer. */
async function audiencesAsked(options: AnyManagementClientOptions, claimed: string): Promise<unknown[]> {
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
      message: about('The answer has no issuer'),
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
        `ConfigurationError: The option issuer must be given: ${baseUrl} claims "${issuer}", not of its origin`,
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
