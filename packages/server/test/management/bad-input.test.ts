import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rsa, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let clientId: string;
let otherCredential: string;
beforeAll(async () => {
  server = await testServer();
  clientId = (await server.call('POST', '/clients', { name: 'Target' })).json<{ client_id: string }>()
    .client_id;
  const other = (await server.call('POST', '/clients', { name: 'Other' })).json<{ client_id: string }>()
    .client_id;
  const added = await server.call('POST', `/clients/${other}/credentials`, {
    credential_type: 'public_key',
    pem: rsa.publicKey,
  });
  otherCredential = added.json<{ id: string }>().id;
});
afterAll(() => server.close());

const clientCount = async () =>
  (await server.call('GET', '/clients?include_totals=true')).json<{ total: number }>().total;

/** Refused with 400 in the reference's shape, naming the property, and nothing changed. */
async function refuses(
  method: 'POST' | 'PATCH',
  path: string,
  body: unknown,
  message: string | RegExp,
): Promise<void> {
  const before = [await clientCount(), (await server.call('GET', `/clients/${clientId}`)).body];
  const answer = await server.call(method, path, body);
  expect(answer.json()).toEqual({
    statusCode: 400,
    error: 'Bad Request',
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    errorCode: 'invalid_body',
  });
  expect([await clientCount(), (await server.call('GET', `/clients/${clientId}`)).body]).toEqual(before);
}

describe('the body of a new client', () => {
  it.each<[string, unknown, string | RegExp]>([
    ['without a name', {}, "Payload validation error: 'Missing required property: name'."],
    [
      'with unknown properties',
      { name: 'x', foo: 1, bar: 2 },
      "Payload validation error: 'Additional properties not allowed: foo,bar'.",
    ],
    [
      'with a property of older tenants',
      { name: 'x', api_type: 'y' },
      /Additional properties not allowed: api_type/,
    ],
    ['with a number as name', { name: 5 }, /Expected type string but found type integer' on property name/],
    ['with null as name', { name: null }, /Expected type string but found type null' on property name/],
    ['with an empty name', { name: '' }, /String is too short \(0 chars\), minimum 1' on property name/],
    ['with markup as name', { name: '<b>' }, /String does not match pattern .* on property name/],
    [
      'with a description of 141 characters',
      { name: 'x', description: 'd'.repeat(141) },
      /String is too long \(141 chars\), maximum 140' on property description/,
    ],
    [
      'with an unknown app_type',
      { name: 'x', app_type: 'robot' },
      /No enum match for: "?robot"?' on property app_type/,
    ],
    [
      'with text where a list belongs',
      { name: 'x', callbacks: 'https://a.example' },
      /Expected type array but found type string' on property callbacks/,
    ],
    ['with a number in a list', { name: 'x', callbacks: [1] }, /on property callbacks\[0\]/],
    [
      'with an unknown nested property',
      { name: 'x', session_transfer: { delegate: true } },
      /Additional properties not allowed: delegate' on property session_transfer/,
    ],
    ['with a short secret', { name: 'x', client_secret: 'short' }, /on property client_secret/],
    [
      'with a long secret',
      { name: 'x', client_secret: 's'.repeat(256) },
      /maximum 255' on property client_secret/,
    ],
    [
      'with eleven metadata keys',
      {
        name: 'x',
        client_metadata: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`k${n}`, 'v'])),
      },
      /on property client_metadata/,
    ],
    [
      'with a metadata value of 256 characters',
      { name: 'x', client_metadata: { a: 'v'.repeat(256) } },
      /on property client_metadata\.a/,
    ],
    [
      'with credentials by id',
      { name: 'x', client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_x' }] } } },
      /client_authentication_methods\.private_key_jwt\.credentials\[0\]/,
    ],
    ['that is null', null, "Payload validation error: 'Expected type object but found type null'."],
    ['that is a list', [], "Payload validation error: 'Expected type object but found type array'."],
    ['that is missing', undefined, "Payload validation error: 'Expected type object but found type null'."],
    [
      'with both ways to authenticate',
      {
        name: 'x',
        token_endpoint_auth_method: 'client_secret_post',
        client_authentication_methods: { private_key_jwt: { credentials: [] } },
      },
      /mutually exclusive/,
    ],
    [
      'with HS256 and private_key_jwt',
      {
        name: 'x',
        jwt_configuration: { alg: 'HS256' },
        client_authentication_methods: { private_key_jwt: { credentials: [] } },
      },
      /alg/,
    ],
  ])('%s is refused', (_name, body, message) => refuses('POST', '/clients', body, message));

  it('with a rotten PEM is refused, and no client is left behind', () =>
    refuses(
      'POST',
      '/clients',
      {
        name: 'x',
        client_authentication_methods: {
          private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: 'rubbish' }] },
        },
      },
      /on property client_authentication_methods\.private_key_jwt\.credentials\[0\]\.pem\.$/,
    ));
});

describe('the body of an update', () => {
  it.each<[string, unknown, RegExp]>([
    ['with client_id', { client_id: 'x' }, /Additional properties not allowed: client_id/],
    ['with signing_keys', { signing_keys: [] }, /Additional properties not allowed: signing_keys/],
    ['with null where null means nothing', { name: null }, /on property name/],
    [
      'with full credentials',
      {
        client_authentication_methods: {
          private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: 'x' }] },
        },
      },
      /credentials\[0\]/,
    ],
    [
      'with an unknown credential',
      { client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'cred_unknown' }] } } },
      /cred_unknown/,
    ],
    [
      'with a description and a wrong property',
      { description: 'changed', foo: 1 },
      /Additional properties not allowed: foo/,
    ],
  ])('%s is refused', (_name, body, message) => refuses('PATCH', `/clients/${clientId}`, body, message));

  it('with the credential of another client is refused', () =>
    refuses(
      'PATCH',
      `/clients/${clientId}`,
      { client_authentication_methods: { private_key_jwt: { credentials: [{ id: otherCredential }] } } },
      new RegExp(otherCredential),
    ));

  it('with secret or signing keys asks for update:client_keys first', async () => {
    const token = await server.tokenWith('update:clients', 'read:clients');
    for (const body of [
      { client_secret: 'a-secret-of-my-own' },
      { signing_keys: [] },
      { signing_keys: null },
    ]) {
      const answer = await server.call(
        'PATCH',
        `/clients/${clientId}`,
        { description: 'x', ...body },
        { token },
      );
      expect(answer.json()).toMatchObject({
        statusCode: 403,
        message: 'Insufficient scope, expected any of: update:client_keys',
        errorCode: 'insufficient_scope',
      });
    }
    expect((await server.call('GET', `/clients/${clientId}`)).json()).not.toHaveProperty('description');
  });

  it('with methods asks for update:client_credentials', async () => {
    const token = await server.tokenWith('update:clients', 'update:client_keys');
    for (const name of [
      'client_authentication_methods',
      'signed_request_object',
      'token_vault_privileged_access',
    ]) {
      const answer = await server.call('PATCH', `/clients/${clientId}`, { [name]: null }, { token });
      expect(answer.json()).toMatchObject({
        statusCode: 403,
        message: 'Insufficient scope, expected any of: update:client_credentials',
      });
    }
  });
});

describe('a request body', () => {
  const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
    server.inject({
      method: 'POST',
      url: '/api/v2/clients',
      headers: { authorization: `Bearer ${server.admin}`, 'content-type': 'application/json', ...headers },
      payload,
    });

  it.each<[string, () => ReturnType<typeof send>, number, RegExp]>([
    ['that is no JSON', () => send('{'), 400, /cannot be read/],
    ['with a key twice', () => send('{"name":"a","name":"b"}'), 400, /duplicate key "name"/],
    ['with U+0000', () => send('{"name":"a\\u0000"}'), 400, /U\+0000/],
    ['with a lone surrogate', () => send('{"name":"\\ud800"}'), 400, /surrogate/],
    ['with __proto__', () => send('{"name":"a","addons":{"__proto__":{}}}'), 400, /__proto__/],
    [
      'that is too deep',
      () => send(`{"name":"a","addons":${'{"a":'.repeat(40)}1${'}'.repeat(41)}`),
      400,
      /32 levels/,
    ],
    ['that is not UTF-8', () => send(Buffer.from([0x22, 0xff, 0x22])), 400, /UTF-8/],
    ['over 1 MB', () => send(`{"name":"${'x'.repeat(1024 * 1024)}"}`), 413, /1 MB/],
    [
      'of another type',
      () => send('name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      /application\/json/,
    ],
    [
      'in another charset',
      () => send('{}', { 'content-type': 'application/json; charset=latin1' }),
      415,
      /UTF-8/,
    ],
    ['that is compressed', () => send('{}', { 'content-encoding': 'gzip' }), 415, /Content-Encoding/],
  ])('%s is refused', async (_name, request, statusCode, message) => {
    const answer = await request();
    expect(answer.json()).toEqual({
      statusCode,
      error: expect.any(String),
      message: expect.stringMatching(message),
      errorCode: expect.any(String),
    });
    expect(answer.statusCode).toBe(statusCode);
  });

  it('comes after the bearer and its base scope', async () => {
    const token = await server.tokenWith('read:clients');
    const answer = await server.call('POST', '/clients', { foo: 1 }, { token });
    expect(answer.json()).toMatchObject({ statusCode: 403, errorCode: 'insufficient_scope' });
  });

  it('may be absent, null, {} or the id on rotate-secret, and nothing on DELETE', async () => {
    for (const body of [undefined, null, {}, { id: clientId }])
      expect((await server.call('POST', `/clients/${clientId}/rotate-secret`, body)).statusCode).toBe(200);
    expect((await server.call('POST', `/clients/${clientId}/rotate-secret`, { a: 1 })).statusCode).toBe(400);
    expect((await server.call('DELETE', '/clients/nobody')).statusCode).toBe(204);
  });
});

describe('a query', () => {
  it.each([
    ['per_page=101', /maximum 100.* on property per_page/],
    ['page=-1', /on property page/],
    ['page=one', /Expected type integer but found type string' on property page/],
    ['include_totals=yes', /Expected type boolean but found type string' on property include_totals/],
    ['take=0', /on property take/],
    ['from=forged', /on property from/],
    ['fields=a&fields=b', /on property fields/],
    ['client_ids=%00', /U\+0000' is not allowed|U\+0000/],
  ])('with %s is refused', async (query, message) => {
    const answer = await server.call('GET', `/clients?${query}`);
    expect(answer.json()).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: expect.stringMatching(message),
      errorCode: 'invalid_query_string',
    });
  });

  it('may hold parameters that nobody knows', async () => {
    expect((await server.call('GET', '/clients?colour=red')).statusCode).toBe(200);
  });
});

describe('an id in a path', () => {
  it.each(['%00', 'x%00y', '..', '%2e%2e', "' or 1=1 --", '%F0%9F%98%80'])(
    '"%s" is simply not found',
    async (id) => {
      const answer = await server.call('GET', `/clients/${id}`);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.json()).toMatchObject({ statusCode: answer.statusCode });
    },
  );
});

describe('an internal error', () => {
  it('says a request id and nothing else, and is logged', async () => {
    const broken = await testServer();
    await broken.db.schema.dropTable('client_secrets').execute();
    const answer = await broken.call('POST', '/clients', { name: 'x' });
    expect(answer.json()).toEqual({
      statusCode: 500,
      error: 'Internal Server Error',
      message: expect.stringMatching(/^An internal error occurred \(request [\w-]{36}\)\.$/),
      errorCode: 'internal_error',
    });
    const id = /request ([\w-]{36})/.exec(answer.body)?.[1];
    expect(broken.log.filter((line) => line.level === 50 && line.reqId === id)).toHaveLength(1);
    await broken.close();
  });
});
