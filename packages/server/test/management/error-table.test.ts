import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, rsa, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let clientId: string;
beforeAll(async () => {
  server = await testServer();
  clientId = (await server.call('POST', '/clients', { name: 'Target' })).json().client_id;
  await server.call('POST', '/resource-servers', { identifier: 'urn:used' });
  await server.call('POST', '/client-grants', { client_id: clientId, audience, scope: [] });
});
afterAll(() => server.close());

const key = (name: string) => ({ name, credential_type: 'public_key', pem: rsa.publicKey });

/** A whole answer: status, and the body as it is parsed. */
async function refusal(...call: Parameters<TestServer['call']>): Promise<[number, unknown]> {
  const answer = await server.call(...call);
  return [answer.statusCode, answer.json()];
}
const body = (statusCode: number, error: string, message: string, errorCode: string) => [
  statusCode,
  { statusCode, error, message, errorCode },
];
const badRequest = (message: string, errorCode = 'invalid_body') =>
  body(400, 'Bad Request', message, errorCode);
const notFound = (message: string, errorCode: string) => body(404, 'Not Found', message, errorCode);

describe('what is known of the errors of the original: every answer is equal to it', () => {
  it('a client that is not there', async () => {
    expect(await refusal('GET', '/clients/nobody')).toEqual(
      notFound('The client does not exist', 'inexistent_client'),
    );
  });

  it('an API that is not there', async () => {
    expect(await refusal('GET', '/resource-servers/none')).toEqual(
      notFound('The resource server does not exist', 'inexistent_resource_server'),
    );
  });

  it('a client grant that is not there', async () => {
    expect(await refusal('GET', '/client-grants/cgr_none')).toEqual(
      notFound('The grant does not exist.', 'inexistent_client_grant'),
    );
  });

  it('a credential that is not there', async () => {
    expect(await refusal('GET', `/clients/${clientId}/credentials/cred_none`)).toEqual(
      notFound('The credential does not exist', 'inexistent_credential'),
    );
  });

  it('more than two credentials in one method', async () => {
    const credentials = ['a', 'b', 'c'].map((name) => key(name));
    const sent = { name: 'New', client_authentication_methods: { private_key_jwt: { credentials } } };
    expect(await refusal('POST', '/clients', sent)).toEqual(
      badRequest(
        "Payload validation error: 'Array is too long (3), maximum 2' on property client_authentication_methods.private_key_jwt.credentials (Credentials that are enabled here).",
      ),
    );
  });

  it('properties that are not known', async () => {
    expect(await refusal('POST', '/clients', { name: 'New', b: 1, a: 2 })).toEqual(
      badRequest("Payload validation error: 'Additional properties not allowed: b,a'."),
    );
    const grant = { audience: 'x', client_id: 'y' };
    expect(await refusal('PATCH', '/client-grants/cgr_none', grant)).toEqual(
      badRequest("Payload validation error: 'Additional properties not allowed: audience,client_id'."),
    );
  });

  it('an array that is too short', async () => {
    const sent = { organization_discovery_methods: [] };
    expect(await refusal('PATCH', `/clients/${clientId}`, sent)).toEqual(
      badRequest(
        "Payload validation error: 'Array is too short (0), minimum 1' on property organization_discovery_methods (How users find their organization).",
      ),
    );
  });

  it('a property that is missing', async () => {
    const sent = { client_authentication_methods: { private_key_jwt: {} } };
    expect(await refusal('PATCH', `/clients/${clientId}`, sent)).toEqual(
      badRequest(
        "Payload validation error: 'Missing required property: credentials' on property client_authentication_methods.private_key_jwt.",
      ),
    );
  });

  it('a grant for a client of type express_configuration', async () => {
    const { client_id } = (
      await server.call('POST', '/clients', { name: 'OIN', app_type: 'express_configuration' })
    ).json();
    expect(await refusal('POST', '/client-grants', { client_id, audience: 'urn:used', scope: [] })).toEqual(
      badRequest('Client of type express_configuration cannot be used', 'validation_error'),
    );
  });

  it('client credentials without a way to authenticate', async () => {
    const sent = { name: 'New', token_endpoint_auth_method: 'none', grant_types: ['client_credentials'] };
    expect(await refusal('POST', '/clients', sent)).toEqual(
      badRequest(
        'Application must not have Token Endpoint Authentication Method set to "none" when client_credentials grant type is enabled',
      ),
    );
  });

  it('a scope that is missing', async () => {
    const token = await server.tokenWith('read:logs');
    expect(await refusal('GET', '/clients', undefined, { token })).toEqual(
      body(
        403,
        'Forbidden',
        'Insufficient scope, expected any of: read:clients, read:client_keys, read:client_credentials, read:client_summary',
        'insufficient_scope',
      ),
    );
  });

  it.each([
    ['an opaque token', 'Bearer abc'],
    ['another scheme', 'Basic YTpi'],
  ])('%s in the Authorization header', async (_name, authorization) => {
    const answer = await server.inject({ url: '/api/v2/clients', headers: { authorization } });
    expect([answer.statusCode, answer.json()]).toEqual(
      badRequest('Bad HTTP authentication header format', 'Bearer'),
    );
  });

  it('no Authorization header', async () => {
    const answer = await server.inject({ url: '/api/v2/clients' });
    expect([answer.statusCode, answer.json(), answer.headers['www-authenticate']]).toEqual([
      401,
      { statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' },
      'Bearer',
    ]);
  });

  it('a token that is not ours', async () => {
    expect(await refusal('GET', '/clients', undefined, { token: 'e30.e30.e30' })).toEqual([
      401,
      {
        statusCode: 401,
        error: 'Unauthorized',
        message: 'Invalid token',
        attributes: { error: 'Invalid token' },
      },
    ]);
  });

  it('a second client grant of one kind', async () => {
    const sent = { client_id: clientId, audience, scope: [] };
    expect(await refusal('POST', '/client-grants', sent)).toEqual(
      body(409, 'Conflict', 'client_grant already exists', 'resource_conflict'),
    );
  });

  it('an identifier that is in use', async () => {
    expect(await refusal('POST', '/resource-servers', { identifier: 'urn:used' })).toEqual(
      body(
        409,
        'Conflict',
        'A resource server with the same identifier already exists.',
        'existent_resource_server',
      ),
    );
  });

  it('a grant for an API that is not there', async () => {
    const sent = { client_id: clientId, audience: 'urn:none', scope: [] };
    expect(await refusal('POST', '/client-grants', sent)).toEqual(
      notFound('No resource with identifier urn:none', 'inexistent_resource_server'),
    );
  });
});

describe('where the original is not known: every answer as it was decided', () => {
  it('an expired token', async () => {
    const token = await server.tokenWith('read:clients');
    server.clock.now += 86_400_000 + 1000;
    const answer = await refusal('GET', '/clients', undefined, { token });
    server.clock.now -= 86_400_000 + 1000;
    expect(answer).toEqual([
      401,
      {
        statusCode: 401,
        error: 'Unauthorized',
        message: 'Expired token received for JSON Web Token validation',
        attributes: { error: 'Invalid token' },
      },
    ]);
  });

  it('a fifth credential, and a key that the client has', async () => {
    const { client_id } = (await server.call('POST', '/clients', { name: 'Keys' })).json();
    const path = `/clients/${client_id}/credentials`;
    await server.call('POST', path, key('first'));
    expect(await refusal('POST', path, { ...key('again'), kid: 'another-kid' })).toEqual(
      badRequest('credentials contains public keys that already exist in client'),
    );
    for (const subject_dn of ['CN=a', 'CN=b', 'CN=c'])
      await server.call('POST', path, { credential_type: 'cert_subject_dn', subject_dn });
    expect(await refusal('POST', path, { credential_type: 'cert_subject_dn', subject_dn: 'CN=d' })).toEqual(
      badRequest('A client can have a maximum of 4 credentials.'),
    );
  });

  it('two ways to authenticate', async () => {
    const sent = {
      client_authentication_methods: { private_key_jwt: { credentials: [] } },
      token_endpoint_auth_method: 'client_secret_post',
    };
    expect(await refusal('PATCH', `/clients/${clientId}`, sent)).toEqual(
      badRequest('client_authentication_methods and token_endpoint_auth_method are mutually exclusive'),
    );
  });

  it.each([
    [
      'page=-1',
      "'Value -1 is less than minimum 0' on property page (Page index of the results to return. First page is 0)",
    ],
    [
      'per_page=1000',
      "'Value 1000 is greater than maximum 100' on property per_page (Number of results per page)",
    ],
    ['take=0', "'Value 0 is less than minimum 1' on property take (Number of results after the cursor)"],
    [
      'include_totals=maybe',
      "'Expected type boolean but found type string' on property include_totals (Return results inside an object with the total)",
    ],
    [
      'is_global=1',
      "'Expected type boolean but found type string' on property is_global (Only the global client, or all others)",
    ],
    [
      'page=1e400',
      "'Expected type integer but found type string' on property page (Page index of the results to return. First page is 0)",
    ],
    ['from=forged', "'Not a cursor of this list' on property from (Cursor from which to continue)"],
    ['fields=', "'Empty property name' on property fields"],
    ['fields=shoe_size', "'No client has the property shoe_size' on property fields"],
  ])('the query %s', async (query, message) => {
    expect(await refusal('GET', `/clients?${query}`)).toEqual(
      badRequest(`Query validation error: ${message}.`, 'invalid_query_string'),
    );
  });

  it('a secret that cannot be rotated', async () => {
    const sent = { name: 'Keys', client_authentication_methods: { private_key_jwt: { credentials: [] } } };
    const { client_id } = (await server.call('POST', '/clients', sent)).json();
    expect(await refusal('POST', `/clients/${client_id}/rotate-secret`)).toEqual(
      badRequest(
        'The client secret cannot be rotated while the client authenticates with credentials; rotate the credentials instead.',
        'operation_not_supported',
      ),
    );
  });

  it('all scopes of a system API', async () => {
    const sent = { client_id: clientId, audience, allow_all_scopes: true };
    expect(await refusal('POST', '/client-grants', sent)).toEqual(
      badRequest('allow_all_scopes cannot be true for a system API; name the scopes in scope.'),
    );
  });

  it('a grant for a client that is not there', async () => {
    const sent = { client_id: 'nobody', audience: 'urn:used', scope: [] };
    expect(await refusal('POST', '/client-grants', sent)).toEqual(
      notFound('The client does not exist', 'inexistent_client'),
    );
  });

  it('a method that a path does not know, and a path that is not there', async () => {
    expect(await refusal('DELETE', '/clients')).toEqual(
      body(
        405,
        'Method Not Allowed',
        'This path does not know this method; the Allow header lists those it knows.',
        'method_not_allowed',
      ),
    );
    expect(await refusal('GET', '/nothing')).toEqual([
      404,
      { statusCode: 404, error: 'Not Found', message: 'Not Found' },
    ]);
  });
});
