import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, issuer, rsa, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (authorization?: string) =>
  server.inject({
    method: 'GET',
    url: '/api/v2/clients',
    headers: authorization === undefined ? {} : { authorization },
  });

const invalidToken = {
  statusCode: 401,
  error: 'Unauthorized',
  message: 'Invalid token',
  attributes: { error: 'Invalid token' },
};

/** The claims of the administrator's token, with single ones replaced or (undefined) removed. */
function claims(change: Record<string, unknown> = {}): Record<string, unknown> {
  const payload = JSON.parse(Buffer.from(server.admin.split('.')[1] ?? '', 'base64url').toString()) as object;
  return JSON.parse(JSON.stringify({ ...payload, ...change })) as Record<string, unknown>;
}

function signed(
  payload: Record<string, unknown>,
  header: Record<string, unknown> = {},
  key: string = rsa.privateKey,
): Promise<string> {
  return import('node:crypto').then(({ createPrivateKey }) =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'test-signing-key', ...header })
      .sign(createPrivateKey(key)),
  );
}

/** Signed by the server's own key under any header at all, which libraries refuse to make. RFC 7515 section 4.1.11 */
function signedAsItIs(header: Record<string, unknown>): string {
  const whole = { alg: 'RS256', typ: 'JWT', kid: 'test-signing-key', ...header };
  const input = [whole, claims()]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${input}.${sign('sha256', Buffer.from(input), rsa.privateKey).toString('base64url')}`;
}

describe('a call to the Management API', () => {
  it('is let in with a token for it', async () => {
    expect((await get(`Bearer ${server.admin}`)).statusCode).toBe(200);
    expect((await get(`bearer ${server.admin}`)).statusCode).toBe(200);
  });

  it('is let in with a token that was put together by hand', async () => {
    expect((await get(`Bearer ${signedAsItIs({})}`)).statusCode).toBe(200);
  });

  it('without a token is refused with 401', async () => {
    const answer = await get();
    expect(answer.json()).toEqual({
      statusCode: 401,
      error: 'Unauthorized',
      message: 'Missing authentication',
    });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it.each([
    'Basic abc',
    'Bearer',
    'Bearer opaque',
    'Bearer a.b',
    'Bearer a.b.c.d',
    'Bearer a b.c.d',
    'a.b.c',
  ])('with the header "%s" is refused with 400', async (header) => {
    const answer = await get(header);
    expect(answer.json()).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'Bad HTTP authentication header format',
      errorCode: 'Bearer',
    });
  });

  it.each<[string, () => Promise<string>]>([
    ['rubbish in three parts', async () => 'a.b.c'],
    ['another audience', () => signed(claims({ aud: 'https://other.example/' }))],
    ['a list of audiences', () => signed(claims({ aud: [audience] }))],
    ['no audience', () => signed(claims({ aud: undefined }))],
    ['another issuer', () => signed(claims({ iss: 'https://other.example/' }))],
    ['no expiry', () => signed(claims({ exp: undefined }))],
    ['another subject than its client', () => signed(claims({ sub: 'someone@clients' }))],
    ['another kind of grant', () => signed(claims({ gty: 'password' }))],
    ['an unknown key id', () => signed(claims(), { kid: 'other' })],
    ['no key id', () => signed(claims(), { kid: undefined })],
    ['another type', () => signed(claims(), { typ: 'at+jwt' })],
    ['another algorithm', () => signed(claims(), { alg: 'PS256' })],
    ['an unknown client', () => signed(claims({ azp: 'nobody', sub: 'nobody@clients' }))],
    [
      'a signature by another key',
      () => {
        const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
        return signed(claims(), {}, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
      },
    ],
    [
      'an HMAC under the public key',
      async () => {
        const header = Buffer.from('{"alg":"HS256","typ":"JWT","kid":"test-signing-key"}').toString(
          'base64url',
        );
        const input = `${header}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}`;
        return `${input}.${createHmac('sha256', rsa.publicKey).update(input).digest('base64url')}`;
      },
    ],
    ['a crit of a member that it has', async () => signedAsItIs({ crit: ['exp'], exp: 1 })],
    ['a crit of something unknown', async () => signedAsItIs({ crit: ['unknown'], unknown: true })],
    ['an empty crit', async () => signedAsItIs({ crit: [] })],
    ['a crit that is null', async () => signedAsItIs({ crit: null })],
    [
      'a changed payload',
      async () => {
        const [header, , signature] = server.admin.split('.');
        return `${header}.${Buffer.from(JSON.stringify(claims({ scope: 'x' }))).toString('base64url')}.${signature}`;
      },
    ],
  ])('with %s is refused with 401', async (_name, make) => {
    const answer = await get(`Bearer ${await make()}`);
    expect(answer.json()).toEqual(invalidToken);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('with an expired token is refused with 401 that says so', async () => {
    const token = await signed(claims({ exp: Math.floor(server.clock.now / 1000) }));
    expect((await get(`Bearer ${token}`)).json()).toMatchObject({
      statusCode: 401,
      message: 'Expired token received for JSON Web Token validation',
    });
  });

  it('stops at once when the client is deleted', async () => {
    const token = await server.tokenWith('read:clients');
    const { azp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      azp: string;
    };
    expect((await get(`Bearer ${token}`)).statusCode).toBe(200);
    await server.call('DELETE', `/clients/${azp}`);
    expect((await get(`Bearer ${token}`)).json()).toEqual(invalidToken);
  });

  it('may do only what token and grant both hold, at once after the grant changes', async () => {
    const token = await server.tokenWith('read:clients', 'create:clients');
    const { azp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
      azp: string;
    };
    const [grant] = (await server.call('GET', `/client-grants?client_id=${azp}`)).json<{ id: string }[]>();
    const create = () => server.call('POST', '/clients', { name: 'x' }, { token });
    expect((await create()).statusCode).toBe(201);
    await server.call('PATCH', `/client-grants/${grant?.id}`, { scope: ['read:clients', 'delete:clients'] });
    expect((await create()).json()).toEqual({
      statusCode: 403,
      error: 'Forbidden',
      message: 'Insufficient scope, expected any of: create:clients',
      errorCode: 'insufficient_scope',
    });
    const widened = await server.call('DELETE', '/clients/nobody', undefined, { token });
    expect(widened.statusCode).toBe(403);
    await server.call('DELETE', `/client-grants/${grant?.id}`);
    expect((await get(`Bearer ${token}`)).json()).toEqual(invalidToken);
  });
});

describe('the host of a request', () => {
  const host = (name: string) =>
    server.inject({ method: 'GET', url: '/api/v2/clients', headers: { host: name } });
  it.each(['id.example.com', 'id.example.com:8443', 'ID.Example.Com', 'id.example.com.'])(
    '%s is known',
    async (name) => {
      expect((await host(name)).statusCode).toBe(401);
    },
  );
  it.each(['evil.example', 'id.example.com.evil.example', 'localhost', '127.0.0.1'])(
    '%s is not',
    async (name) => {
      const answer = await host(name);
      expect(answer.json()).toEqual({
        statusCode: 421,
        error: 'Misdirected Request',
        message:
          'No tenant is served under this Host. Served here: id.example.com; CLIENTELE_HOSTNAMES adds others.',
        errorCode: 'misdirected_request',
      });
    },
  );
  it('is refused by the token endpoint in its own shape', async () => {
    const answer = await server.token({ grant_type: 'client_credentials' }, { host: 'evil.example' });
    expect([answer.statusCode, answer.json()]).toEqual([
      421,
      {
        error: 'invalid_request',
        error_description:
          'No tenant is served under this Host. Served here: id.example.com; CLIENTELE_HOSTNAMES adds others.',
      },
    ]);
  });
  it('never reaches the issuer', async () => {
    const answer = await server.inject({
      method: 'GET',
      url: '/.well-known/openid-configuration',
      headers: { host: 'id.example.com:9', 'x-forwarded-host': 'evil.example' },
    });
    expect(answer.json()).toMatchObject({ issuer });
  });
});

describe('a path', () => {
  it('that is unknown is 404 in the Management shape', async () => {
    const answer = await server.call('GET', '/nothing/here');
    expect(answer.json()).toEqual({ statusCode: 404, error: 'Not Found', message: 'Not Found' });
  });

  it.each([
    ['PUT', '/api/v2/clients', 'GET, HEAD, POST'],
    ['POST', '/api/v2/clients/x', 'GET, HEAD, PATCH, DELETE'],
    ['GET', '/api/v2/clients/x/rotate-secret', 'POST'],
  ] as const)('%s %s is 405 with Allow', async (method, url, allow) => {
    const answer = await server.inject({ method, url });
    expect([answer.statusCode, answer.headers.allow?.toString().split(', ').sort()]).toEqual([
      405,
      allow.split(', ').sort(),
    ]);
    expect(answer.json()).toMatchObject({ statusCode: 405, errorCode: 'method_not_allowed' });
  });

  it.each([
    ['a broken escape', '/api/v2/clients/%zz', 400],
    ['a parameter beyond all bounds', `/api/v2/clients/${'x'.repeat(3000)}`, 414],
  ])('with %s is refused in the Management shape', async (_name, url, statusCode) => {
    const answer = await server.inject({ method: 'GET', url });
    expect([answer.statusCode, answer.json()]).toEqual([statusCode, expect.objectContaining({ statusCode })]);
    expect(Object.keys(answer.json<object>()).sort()).toEqual([
      'error',
      'errorCode',
      'message',
      'statusCode',
    ]);
  });
});
