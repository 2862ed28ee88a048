import { actedOnScopes } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await testServer({ escalation: 'refuse' });
  token = await server.tokenWith('create:clients', 'create:client_ids', 'read:clients');
});
afterAll(() => server.close());

const create = (body: object, by?: string) =>
  server.call('POST', '/clients', { name: 'Chosen', ...body }, by === undefined ? {} : { token: by });

describe('a client_id that the caller chooses', () => {
  it('is taken from a holder of create:client_ids', async () => {
    const made = await create({ client_id: 'invoice-robot_1' }, token);
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({ client_id: 'invoice-robot_1', name: 'Chosen' });
    const read = await server.call('GET', '/clients/invoice-robot_1', undefined, { token });
    expect(read.json()).toMatchObject({ client_id: 'invoice-robot_1' });
  });

  it('is refused from everybody else, as a property that a new client does not have', async () => {
    for (const by of [undefined, await server.tokenWith('create:clients')])
      expect((await create({ client_id: 'mine' }, by)).json()).toMatchObject({
        statusCode: 400,
        errorCode: 'invalid_body',
        message: "Payload validation error: 'Additional properties not allowed: client_id'.",
      });
  });

  it('must be free', async () => {
    await create({ client_id: 'taken' }, token);
    expect((await create({ client_id: 'taken' }, token)).json()).toMatchObject({
      statusCode: 409,
      errorCode: 'resource_conflict',
      message: 'A client with the same client_id already exists.',
    });
  });

  it.each(['', 'search', 'cimd', 'a b', 'ä', 'x'.repeat(65), 'a/b', null, 7, ['a']])(
    'must be 1 to 64 letters, digits, _ or -: not %j',
    async (client_id) => {
      const refused = await create({ client_id }, token);
      expect(refused.json()).toMatchObject({ statusCode: 400, errorCode: 'invalid_body' });
      expect(refused.json<{ message: string }>().message).toContain('on property client_id');
    },
  );

  it('may be that of a third-party client too', async () => {
    const body = { client_id: 'partner', is_first_party: false, third_party_security_mode: 'strict' };
    const made = await create({ ...body, app_type: 'regular_web', callbacks: ['https://a.example'] }, token);
    expect(made.json(), made.body).toMatchObject({ client_id: 'partner' });
  });
});

describe('the scope create:client_ids', () => {
  const grantTo = async (by: string) => {
    const { client_id } = (await create({})).json<{ client_id: string }>();
    const body = { client_id, audience, scope: ['create:client_ids'] };
    return server.call('POST', '/client-grants', body, { token: by });
  };

  it('is given by who holds it, or all that administrators hold', async () => {
    const holder = await server.tokenWith('create:client_grants', 'create:client_ids');
    expect((await grantTo(holder)).statusCode).toBe(201);
    const administrator = await server.tokenWith(...actedOnScopes);
    expect((await grantTo(administrator)).statusCode).toBe(201);
  });

  it('is not given by anybody else', async () => {
    const refused = await grantTo(await server.tokenWith('create:client_grants', 'create:clients'));
    expect(refused.json()).toMatchObject({ statusCode: 403, errorCode: 'insufficient_scope' });
  });

  it('is not listed by the Management API, whose list is that of Auth0', async () => {
    const api = await server.call('GET', `/resource-servers/${encodeURIComponent(audience)}`);
    const { scopes } = api.json<{ scopes: { value: string }[] }>();
    expect(scopes.map(({ value }) => value)).toContain('create:clients');
    expect(scopes.map(({ value }) => value)).not.toContain('create:client_ids');
  });
});
