import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audience, type TestServer, testServer } from '../test-server.js';

let server: TestServer;
let clientId: string;
beforeAll(async () => {
  server = await testServer();
  clientId = (await server.call('POST', '/clients', { name: 'x' })).json<{ client_id: string }>().client_id;
});
afterAll(() => server.close());

let made = 0;
async function api(more: object = {}) {
  made += 1;
  const answer = await server.call('POST', '/resource-servers', {
    identifier: `https://api${made}.example/`,
    ...more,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json<{ id: string; identifier: string } & Record<string, unknown>>();
}
const grant = (body: object) => server.call('POST', '/client-grants', { client_id: clientId, ...body });

describe('a resource server', () => {
  it('has the defaults of the reference', async () => {
    const created = await api();
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      identifier: created.identifier,
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      subject_type_authorization: {
        client: { policy: 'require_client_grant' },
        user: { policy: 'allow_all' },
      },
      token_lifetime: 86400,
      token_lifetime_for_web: 7200,
      signing_alg: 'RS256',
    });
  });

  it('is found by id and by identifier, encoded in full or in part', async () => {
    const { id, identifier } = await api();
    for (const name of [id, encodeURIComponent(identifier), identifier.replaceAll('/', '%2F')])
      expect((await server.call('GET', `/resource-servers/${name}`)).json()).toMatchObject({ id });
  });

  it('is read, but neither changed nor deleted, by an identifier that is encoded twice', async () => {
    const once = await api({ identifier: 'https://twice.example/a%2Fb' });
    const twice = await api({ identifier: 'https://twice.example/a/b' });
    const read = (name: string) => server.call('GET', `/resource-servers/${encodeURIComponent(name)}`);
    expect((await read(encodeURIComponent(twice.identifier))).json()).toEqual(twice);
    expect((await read(encodeURIComponent(audience))).json()).toMatchObject({ identifier: audience });
    expect((await read(once.identifier)).json()).toEqual(once);
    const path = `/resource-servers/${encodeURIComponent(once.identifier)}`;
    expect((await server.call('DELETE', path)).statusCode).toBe(204);
    expect((await read(once.identifier)).json()).toEqual(twice);
    expect((await server.call('DELETE', path)).statusCode).toBe(204);
    expect((await server.call('PATCH', path, { name: 'New' })).statusCode).toBe(404);
    expect((await read(twice.identifier)).json()).toEqual(twice);
    expect((await read('https://twice.example/100%')).statusCode).toBe(404);
  });

  it('is changed and deleted by identifier, a second time too', async () => {
    const { identifier } = await api();
    const path = `/resource-servers/${encodeURIComponent(identifier)}`;
    const changed = await server.call('PATCH', path, { name: 'New', scopes: [{ value: 'a' }] });
    expect(changed.json()).toMatchObject({ name: 'New', scopes: [{ value: 'a' }] });
    expect((await server.call('DELETE', path)).statusCode).toBe(204);
    expect((await server.call('DELETE', path)).statusCode).toBe(204);
    expect((await server.call('GET', path)).json()).toMatchObject({
      statusCode: 404,
      errorCode: 'inexistent_resource_server',
    });
  });

  it('has an identifier of its own', async () => {
    const { identifier } = await api();
    for (const taken of [identifier, audience])
      expect((await server.call('POST', '/resource-servers', { identifier: taken })).json()).toMatchObject({
        statusCode: 409,
        errorCode: 'existent_resource_server',
      });
  });

  it('keeps its signing secret sealed, and gets one with HS256', async () => {
    const { id, signing_secret } = await api({ signing_alg: 'HS256' });
    expect(signing_secret).toMatch(/^[A-Za-z0-9]{32}$/);
    expect((await server.call('GET', `/resource-servers/${id}`)).json()).toMatchObject({ signing_secret });
    const [row] = await server.db.selectFrom('resource_servers').selectAll().where('id', '=', id).execute();
    expect(JSON.stringify(row)).not.toContain(signing_secret);
    const changed = await server.call('PATCH', `/resource-servers/${id}`, { signing_alg: 'RS256' });
    expect(changed.json()).not.toHaveProperty('signing_secret');
  });

  it('that is the Management API is listed, follows from the issuer and stays', async () => {
    const [system] = (
      await server.call('GET', `/resource-servers?identifiers=${encodeURIComponent(audience)}`)
    ).json<{ id: string; is_system: boolean }[]>();
    expect(system).toMatchObject({ identifier: audience, is_system: true });
    const path = `/resource-servers/${system?.id}`;
    expect((await server.call('DELETE', path)).statusCode).toBe(400);
    expect((await server.call('PATCH', path, { name: 'Mine' })).statusCode).toBe(400);
    expect((await server.call('PATCH', path, { token_lifetime: 7200 })).json()).toMatchObject({
      token_lifetime: 7200,
    });
    await server.call('PATCH', path, { token_lifetime: 86400 });
  });

  it('shows the resource_server client that is linked to it, until that is deleted', async () => {
    const { id, identifier } = await api();
    const client = await server.call('POST', '/clients', {
      name: 'linked',
      app_type: 'resource_server',
      resource_server_identifier: identifier,
    });
    const { client_id } = client.json<{ client_id: string }>();
    expect((await server.call('GET', `/resource-servers/${id}`)).json()).toMatchObject({ client_id });
    await server.call('DELETE', `/clients/${client_id}`);
    expect((await server.call('GET', `/resource-servers/${id}`)).json()).not.toHaveProperty('client_id');
  });
});

describe('a client grant', () => {
  it('is created, read, listed, changed and deleted', async () => {
    const { identifier } = await api({ scopes: [{ value: 'a' }, { value: 'b' }] });
    const created = await grant({ audience: identifier, scope: ['a'] });
    const { id } = created.json<{ id: string }>();
    expect([created.statusCode, created.json()]).toEqual([
      201,
      {
        id: expect.stringMatching(/^cgr_[A-Za-z0-9]{16}$/),
        client_id: clientId,
        audience: identifier,
        scope: ['a'],
        subject_type: 'client',
      },
    ]);
    expect((await server.call('GET', `/client-grants/${id}`)).json()).toEqual(created.json());
    const list = await server.call(
      'GET',
      `/client-grants?include_totals=true&audience=${encodeURIComponent(identifier)}`,
    );
    expect(list.json()).toEqual({ total: 1, start: 0, limit: 50, client_grants: [created.json()] });
    const changed = await server.call('PATCH', `/client-grants/${id}`, { scope: ['b'] });
    expect(changed.json()).toEqual({ ...created.json<object>(), scope: ['b'] });
    expect((await server.call('DELETE', `/client-grants/${id}`)).statusCode).toBe(204);
    expect((await server.call('DELETE', `/client-grants/${id}`)).statusCode).toBe(204);
    expect((await server.call('GET', `/client-grants/${id}`)).json()).toMatchObject({
      message: 'The grant does not exist.',
      errorCode: 'inexistent_client_grant',
    });
  });

  it('is one of its kind', async () => {
    const { identifier } = await api();
    expect((await grant({ audience: identifier, scope: [] })).statusCode).toBe(201);
    expect((await grant({ audience: identifier, scope: [], subject_type: 'user' })).statusCode).toBe(201);
    expect((await grant({ audience: identifier, scope: [] })).json()).toMatchObject({
      statusCode: 409,
      errorCode: 'resource_conflict',
    });
  });

  it.each<[string, object, number]>([
    ['an unknown API', { audience: 'https://nowhere.example/', scope: [] }, 404],
    ['an unknown client', { audience, client_id: 'nobody', scope: [] }, 404],
    ['all scopes of a system API', { audience, allow_all_scopes: true }, 400],
    ['neither scope nor allow_all_scopes', { audience }, 400],
    ['both', { audience, scope: [], allow_all_scopes: true }, 400],
    ['no audience', { scope: [] }, 400],
  ])('is refused with %s', async (_name, body, statusCode) => {
    expect((await grant(body)).json()).toMatchObject({ statusCode });
  });

  it('holds scopes and types of authorization details that the API comes to define', async () => {
    const { id: apiId, identifier } = await api();
    const sent = {
      audience: identifier,
      scope: ['read', 'later:scope'],
      authorization_details_types: ['later_type'],
    };
    const created = await grant(sent);
    expect(created.statusCode).toBe(201);
    expect(created.json()).toEqual({
      ...sent,
      id: expect.any(String),
      client_id: expect.any(String),
      subject_type: 'client',
    });
    const { client_id } = created.json();
    const { client_secret } = (await server.call('GET', `/clients/${client_id}`)).json();
    const scopeOfToken = async () => {
      const parameters = { grant_type: 'client_credentials', audience: identifier, client_id, client_secret };
      return (await server.token(parameters)).json().scope;
    };
    expect(await scopeOfToken()).toBeUndefined();
    for (const [scopes, scope] of [
      [['later:scope', 'other'], 'later:scope'],
      [['later:scope', 'read'], 'read later:scope'],
      [['read'], 'read'],
    ] as const) {
      const change = { scopes: scopes.map((value) => ({ value })) };
      expect((await server.call('PATCH', `/resource-servers/${apiId}`, change)).statusCode).toBe(200);
      expect(await scopeOfToken()).toBe(scope);
    }
  });

  it('goes with its client and with its API', async () => {
    const { id, identifier } = await api();
    const other = (await server.call('POST', '/clients', { name: 'o' })).json<{ client_id: string }>()
      .client_id;
    const one = (await grant({ audience: identifier, scope: [] })).json<{ id: string }>();
    const two = (await grant({ audience: identifier, scope: [], client_id: other })).json<{ id: string }>();
    await server.call('DELETE', `/clients/${other}`);
    expect((await server.call('GET', `/client-grants/${two.id}`)).statusCode).toBe(404);
    await server.call('DELETE', `/resource-servers/${id}`);
    expect((await server.call('GET', `/client-grants/${one.id}`)).statusCode).toBe(404);
  });

  it('refuses to change what it is between', async () => {
    const { identifier } = await api();
    const { id } = (await grant({ audience: identifier, scope: [] })).json<{ id: string }>();
    expect(
      (await server.call('PATCH', `/client-grants/${id}`, { audience, client_id: 'x' })).json(),
    ).toMatchObject({
      statusCode: 400,
      message: "Payload validation error: 'Additional properties not allowed: audience,client_id'.",
    });
  });
});

describe('every change', () => {
  it('writes one log event with who, what and which properties, and never a value', async () => {
    const secret = 'a-secret-that-nobody-logs';
    const changes = () =>
      server.db.selectFrom('log_events').selectAll().where('type', '=', 'sapi').orderBy('id').execute();
    const before = await changes();
    const { client_id } = (
      await server.call('POST', '/clients', { name: 'logged', client_secret: secret })
    ).json<{
      client_id: string;
    }>();
    await server.call('PATCH', `/clients/${client_id}`, { description: 'd', client_secret: `${secret}2` });
    await server.call('PATCH', `/clients/${client_id}`, { foo: 1 });
    await server.call('DELETE', `/clients/${client_id}`);
    await server.call('DELETE', `/clients/${client_id}`);
    const events = (await changes()).slice(before.length);
    expect(events.map(({ document }) => JSON.parse(document) as object)).toMatchObject([
      {
        object: 'client',
        action: 'create',
        id: client_id,
        by: { clientId: expect.any(String), requestId: expect.any(String) },
      },
      { object: 'client', action: 'update', id: client_id, properties: ['description', 'client_secret'] },
      { object: 'client', action: 'delete', id: client_id },
    ]);
    expect(JSON.stringify(events)).not.toContain(secret);
  });
});
