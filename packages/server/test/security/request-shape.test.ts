import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apiAudience,
  type RegisteredClient,
  registerClient,
  tokenBySecret,
} from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';
import { profiles } from './profiles.js';

// Named after the lines of security-checklist.md, section A.

const formType = 'application/x-www-form-urlencoded';

describe.each(profiles)('under the profile %s', (errors) => {
  let server: TestServer;
  let client: RegisteredClient;
  beforeAll(async () => {
    server = await testServer({ tokenRules: { errors } });
    client = await registerClient(server);
  });
  afterAll(() => server.close());

  const post = (
    contentType: string | undefined,
    payload: string | Buffer,
    headers: Record<string, string> = {},
  ) =>
    server.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { ...(contentType !== undefined && { 'content-type': contentType }), ...headers },
      payload,
    });
  const parameters = () => ({
    grant_type: 'client_credentials',
    audience: apiAudience,
    client_id: client.client_id,
    client_secret: client.client_secret,
  });
  const form = () => new URLSearchParams(parameters()).toString();

  const refused = async (
    answer: ReturnType<typeof post>,
    { status, error = 'invalid_request' }: { status: number; error?: string },
  ) => {
    const { statusCode, headers, body } = await answer;
    expect([statusCode, JSON.parse(body)]).toEqual([
      status,
      expect.objectContaining({ error, error_description: expect.any(String) }),
    ]);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  };

  test.each<[string, number, () => ReturnType<typeof post>]>([
    ['a token', 200, () => tokenBySecret(server, client)],
    ['a malformed request', 400, () => post(formType, '')],
    ['a failed authentication', 401, () => tokenBySecret(server, { ...client, client_secret: 'wrong' })],
    [
      'an API that is not there',
      errors === 'auth0' ? 403 : 400,
      () => tokenBySecret(server, client, { audience: 'urn:no' }),
    ],
    ['another method', 405, () => server.inject({ method: 'GET', url: '/oauth/token' })],
    ['too much', 413, () => post(formType, 'a'.repeat(70_000))],
    ['another type', 415, () => post('text/plain', 'a')],
    ['another host', 421, () => post(formType, form(), { host: 'elsewhere.example' })],
  ])('1: the answer to %s is JSON that nobody keeps', async (_name, status, send) => {
    const { statusCode, headers } = await send();
    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      pragma: 'no-cache',
      'content-type': 'application/json; charset=utf-8',
    });
  });

  test.each(['grant_type', 'client_id', 'client_secret', 'client_assertion', 'scope', 'unheard_of'])(
    '2: a form with %s twice is refused, also when both are empty',
    async (name) => {
      const { [name as 'scope']: _once, ...rest } = { ...parameters(), scope: 'read' };
      const others = new URLSearchParams(rest).toString();
      await refused(post(formType, `${others}&${name}=x&${name}=x`), { status: 400 });
      await refused(post(formType, `${others}&${name}=&${name}=`), { status: 400 });
    },
  );

  test.each([
    ['a key twice', '{"grant_type":"a","grant_type":"b"}'],
    ['an object', '{"grant_type":{}}'],
    ['an array', '{"grant_type":["client_credentials"]}'],
    ['a number', '{"grant_type":1}'],
    ['an array around it', '[{"grant_type":"client_credentials"}]'],
    ['nothing in it', 'null'],
    ['its end missing', '{'],
    ['a prototype', '{"__proto__":{"grant_type":"client_credentials"}}'],
    ['half a surrogate pair', '{"grant_type":"\\ud800"}'],
  ])('3: JSON with %s is refused', async (_name, body) =>
    refused(post('application/json', body), { status: errors === 'auth0' ? 400 : 415 }),
  );

  test('3: only the profile auth0 reads JSON of texts like a form', async () => {
    const answer = await post('application/json', JSON.stringify(parameters()));
    expect(answer.statusCode).toBe(errors === 'auth0' ? 200 : 415);
  });

  test('3: null in JSON counts as not sent, and a byte order mark is skipped', async () => {
    const withNull = (name: string) => JSON.stringify({ ...parameters(), [name]: null });
    const expected = errors === 'auth0' ? 200 : 415;
    for (const name of ['organization', 'scope', 'client_assertion', 'unknown'])
      expect((await post('application/json', withNull(name))).statusCode).toBe(expected);
    expect((await post('application/json', `\uFEFF${withNull('scope')}`)).statusCode).toBe(expected);
    const answer = await post('application/json', withNull('grant_type'));
    expect([answer.statusCode, answer.json()]).toEqual(
      errors === 'auth0'
        ? [400, { error: 'invalid_request', error_description: 'Missing required parameter: grant_type' }]
        : [415, expect.objectContaining({ error: 'invalid_request' })],
    );
  });

  test('4: a grant type is required, known, and allowed for the client', async () => {
    const { grant_type: _left, ...rest } = parameters();
    await refused(server.token(rest), { status: 400 });
    await refused(server.token({ ...rest, grant_type: '' }), { status: 400 });
    for (const grant_type of ['password', 'CLIENT_CREDENTIALS', 'client_credentials '])
      await refused(server.token({ ...rest, grant_type }), { status: 400, error: 'unsupported_grant_type' });
    const other = await registerClient(server, { grant_types: ['authorization_code'] });
    const notAllowed = await tokenBySecret(server, other);
    expect([notAllowed.statusCode, notAllowed.json()]).toEqual([
      errors === 'auth0' ? 403 : 400,
      {
        error: 'unauthorized_client',
        error_description: "Grant type 'client_credentials' not allowed for the client.",
        ...(errors === 'auth0' && { error_uri: 'https://auth0.com/docs/clients/client-grant-types' }),
      },
    ]);
  });

  test.each(['GET', 'PUT', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    '5: %s gets 405, Allow and no token',
    async (method) => {
      const answer = await server.inject({ method, url: `/oauth/token?${form()}` });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers).toMatchObject({ allow: 'POST', 'cache-control': 'no-store' });
      expect(answer.body).not.toContain('access_token');
    },
  );

  test('6: credentials in the query string count for nothing and are not logged', async () => {
    const query = (payload: string) =>
      server.inject({
        method: 'POST',
        url: `/oauth/token?${form()}`,
        headers: { 'content-type': formType },
        payload,
      });
    await refused(query('grant_type=client_credentials'), { status: 400 });
    const without = new URLSearchParams({
      grant_type: 'client_credentials',
      audience: apiAudience,
      client_id: client.client_id,
    });
    expect((await query(without.toString())).statusCode).toBe(401);
    expect((await query(form())).statusCode).toBe(200);
    expect(JSON.stringify(server.log)).not.toContain(client.client_secret);
  });

  test('8: 10 000 parameters, a 1 MB assertion, deep JSON and a decompression bomb are refused in bounded time', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n}=1`).join('&');
    const bomb = gzipSync(Buffer.alloc(10_000_000, 'a'));
    const started = performance.now();
    await refused(post(formType, many(51)), { status: 400 });
    await refused(post(formType, many(10_000)), { status: 413 });
    await refused(post(formType, '&'.repeat(60_000)), { status: 400 });
    await refused(post(formType, `client_assertion=${'a'.repeat(1024 * 1024)}`), { status: 413 });
    await refused(post(formType, bomb, { 'content-encoding': 'gzip' }), { status: 415 });
    const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    const deep = Buffer.from(`{"iss":${'['.repeat(20_000)}`).toString('base64url');
    const assertion = { client_assertion: `${deep}.${deep}.AAAA`, client_assertion_type: type };
    await refused(server.token({ grant_type: 'client_credentials', audience: apiAudience, ...assertion }), {
      status: 401,
      error: 'invalid_client',
    });
    const json = errors === 'auth0' ? 400 : 415;
    await refused(post('application/json', `{"a":${'['.repeat(20_000)}`), { status: json });
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test.each([
    ['no type', undefined],
    ['plain text', 'text/plain'],
    ['a form with files', 'multipart/form-data; boundary=x'],
    ['a type that is like a form', 'application/x-www-form-urlencodedx'],
    ['UTF-16', `${formType}; charset=utf-16`],
    ['Latin-1', `${formType}; charset="iso-8859-1"`],
  ])('9: a body said to be %s is refused', async (_name, type) =>
    refused(post(type, form()), { status: 415 }),
  );

  test('9: UTF-8 may be said, and the bytes have to be that', async () => {
    for (const type of [`${formType}; charset=utf-8`, `${formType};charset="UTF-8"`, formType.toUpperCase()])
      expect((await post(type, form())).statusCode).toBe(200);
    await refused(post(formType, Buffer.from(`${form()}&scope=\xff`, 'latin1')), { status: 400 });
    for (const broken of ['%', '%z', '%zz', '%ff', '%c3%28'])
      await refused(post(formType, `${form()}&scope=${broken}`), { status: 400 });
    await refused(post(formType, `${form()}&scope=%00`), { status: 400 });
  });
});

test('7: a body beyond the limit is refused while it comes, before it is parsed', async () => {
  const server = await testServer();
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.app.server.address() as AddressInfo;
  const chunk = 'a'.repeat(16 * 1024);
  const limits = [
    ['/oauth/token', formType, 64 * 1024],
    ['/api/v2/clients', 'application/json', 1024 * 1024],
  ] as const;
  for (const [path, type, limit] of limits) {
    const headers = { host: 'id.example.com', 'content-type': type, authorization: `Bearer ${server.admin}` };
    const { authorization, ...forTokens } = headers;
    const sent = path === '/oauth/token' ? forTokens : headers;
    const announced = request({
      port,
      path,
      method: 'POST',
      headers: { ...sent, 'content-length': 10 ** 12 },
    });
    announced.on('error', () => undefined).flushHeaders();
    const [atOnce] = await once(announced, 'response');
    expect(atOnce.statusCode).toBe(413);
    announced.destroy();

    const streamed = request({ port, path, method: 'POST', headers: sent });
    streamed.on('error', () => undefined);
    let status: number | undefined;
    const answered = new Promise<void>((resolve) => {
      streamed.on('response', (response) => {
        status = response.statusCode;
        resolve();
      });
    });
    let written = 0;
    while (status === undefined && written < limit + 16 * 1024 * 1024) {
      written += chunk.length;
      // Nobody reads on once it is answered, so that this piece may never be sent.
      await Promise.race([new Promise((done) => streamed.write(chunk, done)), answered]);
    }
    expect(status).toBe(413);
    expect(written).toBeLessThan(limit + 16 * 1024 * 1024);
    streamed.destroy();
  }
  await server.close();
});
