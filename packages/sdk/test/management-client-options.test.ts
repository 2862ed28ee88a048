import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type AnyManagementClientOptions, ManagementClient } from '../src/index.js';
import { recordingServer } from './recording-server.js';

const pkcs1 = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;

describe('baseUrl', () => {
  test.each(['', '/', '/api/v2', '/api/v2/'])('may end in %j', async (end) => {
    const { origin, lines } = await recordingServer(({ url }) =>
      url.startsWith('/.well-known')
        ? { json: { issuer: 'https://localhost/' } }
        : { json: { access_token: 't', expires_in: 60 } },
    );
    await new ManagementClient({
      baseUrl: `${origin}${end}`,
      clientId: 'c1',
      clientSecret: 's',
    }).clients.getAll();
    expect(lines()).toEqual([
      'GET /.well-known/openid-configuration',
      'POST /oauth/token',
      'GET /api/v2/clients',
    ]);
  });

  test('may have a path of its own, as behind a proxy', async () => {
    const { origin, lines } = await recordingServer();
    await new ManagementClient({ baseUrl: `${origin}/registry/`, token: 't' }).clients.getAll();
    expect(lines()).toEqual(['GET /registry/api/v2/clients']);
  });
});

describe('bad options', () => {
  const place = { domain: 'tenant.example' };
  const client = { ...place, clientId: 'c1' };
  test.each<[string, object]>([
    ['domain or baseUrl', {}],
    ['domain or baseUrl', { token: 't' }],
    ['domain or baseUrl', { domain: 'tenant.example', baseUrl: 'http://127.0.0.1', token: 't' }],
    ['domain', { domain: '', token: 't' }],
    ['domain', { domain: 'http://tenant.example', token: 't' }],
    ['domain', { domain: 'tenant.example/', token: 't' }],
    ['domain', { domain: 'user@tenant.example', token: 't' }],
    ['baseUrl', { baseUrl: '', token: 't' }],
    ['baseUrl', { baseUrl: 'tenant.example', token: 't' }],
    ['baseUrl', { baseUrl: 'ftp://tenant.example', token: 't' }],
    ['baseUrl', { baseUrl: 'http://user:password@tenant.example', token: 't' }],
    ['baseUrl', { baseUrl: 'http://tenant.example?a=b', token: 't' }],
    ['issuer', { ...client, clientSecret: 's', issuer: 5 }],
    ['audience', { ...client, clientSecret: 's', audience: '' }],
    ['token', place],
    ['token', { ...place, token: '' }],
    ['token', { ...place, token: 5 }],
    ['clientId', { ...place, clientId: '', clientSecret: 's' }],
    ['clientSecret', client],
    ['clientSecret', { ...client, clientSecret: '' }],
    ['clientAssertionSigningKey', { ...client, clientAssertionSigningKey: '' }],
    ['clientAssertionSigningKey', { ...client, clientAssertionSigningKey: 'no key' }],
    ['clientAssertionSigningKey', { ...client, clientAssertionSigningKey: pkcs1 }],
    ['tokenStore', { ...client, clientSecret: 's', tokenStore: 'redis' }],
    ['headers', { ...place, token: 't', headers: [] }],
    ['clientInfo', { ...place, token: 't', clientInfo: 'me' }],
    ['fetch', { ...place, token: 't', fetch: 'no' }],
    ['middleware', { ...place, token: 't', middleware: {} }],
    ['timeoutDuration', { ...place, token: 't', timeoutDuration: -1 }],
    ['maxRetries', { ...place, token: 't', retry: { maxRetries: 'many' } }],
    ['maxRetries', { ...place, token: 't', retry: { maxRetries: -1 } }],
    ['retryWhen', { ...place, token: 't', retry: { retryWhen: 429 } }],
  ])('are refused with the name of the option: %s', (option, options) => {
    expect(() => new ManagementClient(options as AnyManagementClientOptions)).toThrow(
      `The option ${option} must be`,
    );
  });

  test('say nothing of secret values', () => {
    const make = () => new ManagementClient({ ...client, clientAssertionSigningKey: pkcs1 });
    expect(make).toThrow(/PKCS#8 in PEM/);
    expect(make).not.toThrow(new RegExp(pkcs1.split('\n')[1] ?? 'MII'));
  });

  test('that name no algorithm or the wrong key for it are refused', async () => {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    };
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
    const refuse = (options: object) => () =>
      new ManagementClient({ ...client, ...options } as unknown as AnyManagementClientOptions);
    const { privateKey: clientAssertionSigningKey, publicKey } = pair;
    expect(refuse({ clientAssertionSigningKey, clientAssertionSigningAlg: 'HS256' })).toThrow(
      /SigningAlg must be RS256/,
    );
    expect(refuse({ clientAssertionSigningKey, clientAssertionSigningAlg: 'PS256' })).toThrow(
      /SigningKey must be/,
    );
    expect(refuse({ clientAssertionSigningKey, clientAssertionSigningAlg: 'RS384' })).toThrow(
      /SigningKey must be/,
    );
    expect(refuse({ clientAssertionSigningKey: publicKey })).toThrow(/SigningKey must be/);
    expect(refuse({ clientAssertionSigningKey: {} })).toThrow(/SigningKey must be/);
    expect(refuse({ clientAssertionSigningKey })).not.toThrow();
  });
});

test('the caller’s middlewares come after the bearer token and are kept', async () => {
  const { origin } = await recordingServer();
  const seen: (string | null)[] = [];
  const middleware = [
    {
      pre: async ({ init }: { init: RequestInit }) => {
        seen.push(new Headers(init.headers).get('authorization'));
        return undefined;
      },
    },
  ];
  const options = { baseUrl: origin, token: 'TOKEN', middleware };
  await new ManagementClient(options).clients.getAll();
  expect(seen).toEqual(['Bearer TOKEN']);
});
