import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const json = async (...call: Parameters<TestServer['call']>) => (await server.call(...call)).json();
const newClient = async (): Promise<string> =>
  (await json('POST', '/clients', { name: 'Application' })).client_id;
let count = 0;
const newConnection = async (body: object = {}) => {
  count += 1;
  server.clock.now += 1;
  return json('POST', '/connections', { name: `connection-${count}`, strategy: 'auth0', ...body });
};
const notThere = {
  statusCode: 404,
  error: 'Not Found',
  message: 'The connection does not exist',
  errorCode: 'inexistent_connection',
};

describe('a connection', () => {
  it('is made with its defaults, read, changed and deleted', async () => {
    const made = await server.call('POST', '/connections', { name: 'people', strategy: 'google-oauth2' });
    expect(made.statusCode).toBe(201);
    const connection = made.json();
    expect(connection).toEqual({
      id: expect.stringMatching(/^con_[A-Za-z0-9]{16}$/),
      name: 'people',
      strategy: 'google-oauth2',
      options: {},
      realms: ['people'],
      is_domain_connection: false,
      authentication: { active: true },
      connected_accounts: { active: false },
      enabled_clients: [],
    });
    const path = `/connections/${connection.id}`;
    expect(await json('GET', path)).toEqual(connection);
    const { id, is_domain_connection } = connection;
    const shown = { id, is_domain_connection, name: 'people', strategy: 'google-oauth2' };
    expect(await json('GET', `${path}?fields=name,strategy`)).toEqual(shown);
    expect(await json('GET', '/connections?name=people&fields=name,strategy')).toEqual([shown]);
    const { name, ...others } = connection;
    expect(await json('GET', `${path}?fields=name,id,is_domain_connection&include_fields=false`)).toEqual({
      ...others,
      id: undefined,
      is_domain_connection: undefined,
    });
    const change = { display_name: 'People', metadata: { team: 'a' }, authentication: { active: false } };
    expect(await json('PATCH', path, change)).toEqual({ ...connection, ...change });
    const deleted = await server.call('DELETE', path);
    expect([deleted.statusCode, deleted.json()]).toEqual([
      202,
      { deleted_at: new Date(server.clock.now).toISOString() },
    ]);
    const again = await server.call('DELETE', path);
    expect([again.statusCode, again.body]).toEqual([204, '']);
    expect(await json('GET', path)).toEqual(notThere);
    expect(await json('PATCH', path, {})).toEqual(notThere);
  });

  const common = {
    options: {},
    is_domain_connection: false,
    authentication: { active: true },
    connected_accounts: { active: false },
    enabled_clients: [],
  };
  const button = { show_as_button: false };

  it.each([
    ['auth0', () => ({})],
    ['samlp', () => button],
    ['adfs', () => button],
    ['google-apps', () => button],
    ['oidc', (name: string) => ({ ...button, display_name: name })],
    ['okta', (name: string) => ({ ...button, display_name: name })],
    ['waad', (name: string) => ({ ...button, display_name: name })],
  ])('of strategy %s has its defaults', async (strategy, own) => {
    const made = await newConnection({ strategy });
    const { id, name } = made;
    expect(made).toEqual({ id, name, strategy, realms: [name], ...common, ...own(name) });
    expect(await json('GET', `/connections/${id}`)).toEqual(made);
    expect(await json('GET', `/connections?name=${name}`)).toEqual([made]);
  });

  it.each([
    [{ realms: [] }, (name: string) => ({ realms: [name] })],
    [{ realms: ['a', 'b'] }, () => ({ realms: ['a', 'b'] })],
    [{ metadata: { a: 'b', c: null } }, () => ({ metadata: { a: 'b' } })],
    [{ display_name: 'Shown' }, () => ({ display_name: 'Shown' })],
    ...(
      [
        { show_as_button: true },
        { cross_app_access_requesting_app: { active: true } },
        { cross_app_access_resource_app: { status: 'enabled' } },
        { connected_accounts: { active: true, cross_app_access: true, allow_missing_user_id: false } },
      ] as object[]
    ).map((body): [object, () => object] => [body, () => body]),
  ])('keeps %j, sent first or later', async (body, shown) => {
    const made = await newConnection(body);
    const { id, name } = made;
    expect(made).toEqual({ id, name, strategy: 'auth0', realms: [name], ...common, ...shown(name) });
    const other = await newConnection();
    expect(await json('PATCH', `/connections/${other.id}`, body)).toEqual({ ...other, ...shown(other.name) });
  });

  it('loses what null takes away, and a name to show that is not sent again', async () => {
    const client = await newClient();
    const made = await newConnection({
      options: { a: 1 },
      display_name: 'Shown',
      enabled_clients: [client],
      cross_app_access_resource_app: { status: 'enabled' },
    });
    const { cross_app_access_resource_app, ...rest } = made;
    const change = { options: null, enabled_clients: null, cross_app_access_resource_app: null };
    expect(await json('PATCH', `/connections/${made.id}`, change)).toEqual({
      ...rest,
      options: {},
      enabled_clients: [],
      display_name: made.name,
    });
  });

  it('has its options replaced as a whole', async () => {
    const { id } = await newConnection({ options: { client_id: 'a', scope: ['email'] } });
    expect(await json('PATCH', `/connections/${id}`, { options: { scope: ['profile'] } })).toMatchObject({
      options: { scope: ['profile'] },
    });
    expect((await json('GET', `/connections/${id}`)).options).toEqual({ scope: ['profile'] });
  });

  it('keeps its options sealed', async () => {
    const secret = 'a-secret-of-the-upstream-provider';
    await newConnection({ options: { client_secret: secret } });
    const rows = await server.db.selectFrom('connections').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
    const events = await server.db.selectFrom('log_events').selectAll().execute();
    expect(JSON.stringify(events)).not.toContain(secret);
    expect(JSON.stringify(server.log)).not.toContain(secret);
  });

  it('hides its options from those who may only write', async () => {
    const token = await server.tokenWith('create:connections', 'update:connections');
    const body = { name: 'write-only', strategy: 'oidc', options: { client_secret: 'x' } };
    const made = await json('POST', '/connections', body, { token });
    expect(made).not.toHaveProperty('options');
    expect(await json('PATCH', `/connections/${made.id}`, {}, { token })).not.toHaveProperty('options');
    expect(await json('GET', `/connections/${made.id}`)).toMatchObject({ options: body.options });
  });

  it('has a name of its own, also among many that are made at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        server.call('POST', '/connections', { name: 'contested', strategy: 'auth0' }),
      ),
    );
    const refused = answers.filter(({ statusCode }) => statusCode !== 201);
    expect(refused).toHaveLength(9);
    for (const answer of refused)
      expect(answer.json()).toEqual({
        statusCode: 409,
        error: 'Conflict',
        message: 'A connection with the same name already exists.',
        errorCode: 'resource_conflict',
      });
  });

  it.each([
    [{ strategy: 'auth0' }, /Missing required property: name/],
    [{ name: 'a b', strategy: 'auth0' }, /String does not match pattern .* on property name/],
    [{ name: '-a', strategy: 'auth0' }, /String does not match pattern/],
    [{ name: 'a'.repeat(129), strategy: 'auth0' }, /String is too long \(129 chars\), maximum 128/],
    [{ name: 'a', strategy: 'none' }, /No enum match for: "none"' on property strategy/],
    [{ name: 'a', strategy: 'auth0', id: 'con_1' }, /Additional properties not allowed: id/],
    [
      {
        name: 'a',
        strategy: 'auth0',
        metadata: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`k${n}`, 'v'])),
      },
      /on property metadata/,
    ],
    [{ name: 'a', strategy: 'auth0', options: [] }, /Expected type object but found type array/],
  ])('is not made of %j', async (body, message) => {
    const total = async () => (await json('GET', '/connections?include_totals=true')).total;
    const before = await total();
    expect(await json('POST', '/connections', body)).toMatchObject({
      statusCode: 400,
      errorCode: 'invalid_body',
      message: expect.stringMatching(message),
    });
    expect(await total()).toBe(before);
  });

  it('keeps name and strategy for ever', async () => {
    const { id } = await newConnection();
    expect(await json('PATCH', `/connections/${id}`, { name: 'x', strategy: 'ad' })).toMatchObject({
      message: "Payload validation error: 'Additional properties not allowed: name,strategy'.",
    });
  });

  it('is nobody’s without the scope', async () => {
    const token = await server.tokenWith('read:clients');
    for (const [method, scope] of [
      ['GET', 'read:connections'],
      ['POST', 'create:connections'],
    ] as const)
      expect(await json(method, '/connections', {}, { token })).toMatchObject({
        statusCode: 403,
        message: `Insufficient scope, expected any of: ${scope}`,
      });
  });
});

describe('a list of connections', () => {
  it('is filtered by name, strategy and domain', async () => {
    const named = await newConnection({
      strategy: 'salesforce',
      options: { domain_aliases: ['Acme.com', 'acme.org'] },
    });
    const other = await newConnection({ strategy: 'yammer' });
    const ids = async (query: string) =>
      (await json('GET', `/connections?${query}`)).map(({ id }: { id: string }) => id);
    expect(await ids(`name=${named.name}`)).toEqual([named.id]);
    expect(await ids('strategy=salesforce&strategy=yammer')).toEqual([named.id, other.id]);
    expect(await ids('domain_alias=acme.com')).toEqual([named.id]);
    expect(await ids('domain_alias=cme.com')).toEqual([]);
    expect(await json('GET', '/connections?domain_alias=%25')).toMatchObject({ statusCode: 400 });
  });

  it('is walked by cursors, which neither repeat nor skip while connections come and go', async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.push((await newConnection({ strategy: 'yandex' })).id);
    const seen: string[] = [];
    let page = await json('GET', '/connections?take=3&strategy=yandex');
    seen.push(...page.connections.map(({ id }: { id: string }) => id));
    await server.call('DELETE', `/connections/${made[1]}`);
    await newConnection({ strategy: 'yahoo' });
    while (page.next !== undefined) {
      page = await json('GET', `/connections?take=2&strategy=yandex&from=${page.next}`);
      seen.push(...page.connections.map(({ id }: { id: string }) => id));
    }
    expect(seen).toEqual(made);
    expect(page).not.toHaveProperty('total');
  });
});

describe('the clients of a connection', () => {
  it('are set, listed, and taken away again, on both sides', async () => {
    const connection = await newConnection();
    const clients = [await newClient(), await newClient(), await newClient()];
    const path = `/connections/${connection.id}/clients`;
    const set = await server.call(
      'PATCH',
      path,
      clients.map((client_id) => ({ client_id, status: true })),
    );
    expect([set.statusCode, set.body]).toEqual([204, '']);
    const first = await json('GET', `${path}?take=2`);
    const rest = await json('GET', `${path}?take=2&from=${first.next}`);
    expect(rest).not.toHaveProperty('next');
    const listed = [...first.clients, ...rest.clients].map(({ client_id }) => client_id);
    expect(listed.sort()).toEqual([...clients].sort());
    const [one] = clients;
    expect(await json('GET', `/clients/${one}/connections`)).toEqual({
      connections: [
        {
          id: connection.id,
          name: connection.name,
          strategy: 'auth0',
          options: {},
          realms: [connection.name],
          is_domain_connection: false,
          authentication: { active: true },
          connected_accounts: { active: false },
        },
      ],
    });
    await server.call('PATCH', path, [{ client_id: one, status: false }]);
    expect(await json('GET', `/clients/${one}/connections`)).toEqual({ connections: [] });
    expect((await json('GET', path)).clients).toHaveLength(2);
  });

  it('are changed all or not at all', async () => {
    const connection = await newConnection();
    const client_id = await newClient();
    const path = `/connections/${connection.id}/clients`;
    const unknown = [
      { client_id, status: true },
      { client_id: 'nobody', status: true },
    ];
    expect(await json('PATCH', path, unknown)).toMatchObject({
      statusCode: 404,
      errorCode: 'inexistent_client',
    });
    expect(await json('GET', path)).toEqual({ clients: [] });
    const enabled = { name: 'half-done', strategy: 'auth0', enabled_clients: [client_id, 'nobody'] };
    expect(await json('POST', '/connections', enabled)).toMatchObject({ statusCode: 404 });
    expect(await json('GET', '/connections?name=half-done')).toEqual([]);
  });

  it.each([
    [[], 'Array is too short (0), minimum 1'],
    [
      Array.from({ length: 51 }, (_, n) => ({ client_id: `c${n}`, status: true })),
      'Array is too long (51), maximum 50',
    ],
  ])('are 1 to 50 in one request', async (body, rule) => {
    const { id } = await newConnection();
    expect((await json('PATCH', `/connections/${id}/clients`, body)).message).toContain(rule);
  });

  it('are named once in one request', async () => {
    const { id } = await newConnection();
    const client_id = await newClient();
    const body = [true, false].map((status) => ({ client_id, status }));
    expect(await json('PATCH', `/connections/${id}/clients`, body)).toMatchObject({
      statusCode: 400,
      message: `The client ${client_id} is listed twice.`,
    });
  });

  it('follow the older list, and are gone with the client', async () => {
    const clients = [await newClient(), await newClient()];
    const connection = await newConnection({ enabled_clients: clients });
    expect([...connection.enabled_clients].sort()).toEqual([...clients].sort());
    const path = `/connections/${connection.id}`;
    await server.call('DELETE', `/clients/${clients[0]}`);
    expect((await json('GET', path)).enabled_clients).toEqual([clients[1]]);
    expect((await json('PATCH', path, { enabled_clients: [] })).enabled_clients).toEqual([]);
    expect(await json('GET', `${path}/clients`)).toEqual({ clients: [] });
  });

  it('need a connection', async () => {
    expect(await json('GET', '/connections/con_x/clients')).toEqual(notThere);
    const body = [{ client_id: await newClient(), status: true }];
    expect(await json('PATCH', '/connections/con_x/clients', body)).toEqual(notThere);
  });
});

describe('the connections of a client', () => {
  it('are filtered by strategy, reduced to fields, and walked by cursors', async () => {
    const client = await newClient();
    const names: string[] = [];
    for (const strategy of ['ad', 'oidc', 'oidc'])
      names.push((await newConnection({ strategy, enabled_clients: [client] })).name);
    const path = `/clients/${client}/connections`;
    const named = (list: { name: string }[]) => list.map(({ name }) => name);
    expect(named((await json('GET', `${path}?strategy=oidc`)).connections)).toEqual(names.slice(1));
    expect(await json('GET', `${path}?strategy=ad&fields=name`)).toEqual({
      connections: [{ name: names[0] }],
    });
    const first = await json('GET', `${path}?take=2`);
    const rest = await json('GET', `${path}?take=2&from=${first.next}`);
    expect([...named(first.connections), ...named(rest.connections)]).toEqual(names);
    expect(await json('GET', `/connections?from=${first.next}`)).toMatchObject({ statusCode: 400 });
  });

  it('take read:connections and a scope that reads clients', async () => {
    const client = await newClient();
    const token = await server.tokenWith('read:connections');
    expect(await json('GET', `/clients/${client}/connections`, undefined, { token })).toMatchObject({
      message: 'Insufficient scope, expected any of: read:clients, read:client_summary',
    });
  });

  it('need a client', async () => {
    expect(await json('GET', '/clients/nobody/connections')).toMatchObject({
      errorCode: 'inexistent_client',
    });
  });
});
