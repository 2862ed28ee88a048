import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { newClient } from '@clientele/model';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issueAccessToken } from '../../src/token/access-token.js';
import { audience, issuer, otherIssuer, rsa, type TestServer, testServer } from '../test-server.js';

// Named after the lines of security-checklist.md, section E.

let server: TestServer;
beforeEach(async () => {
  server = await testServer({ twoTenants: true });
});
afterEach(() => server.close());

const json = async (...call: Parameters<TestServer['call']>) => (await server.call(...call)).json();
const makeClient = async (body: object = {}) => json('POST', '/clients', { name: 'Robot', ...body });

/** All that is stored, as text by table; refusals are noted in the log beside the request, so they may come at any time. */
async function stored(): Promise<Map<string, string>> {
  const tables = await server.db.introspection.getTables();
  const texts = new Map<string, string>();
  for (const { name } of tables) {
    const noted = name === 'log_events' ? sql`where type <> 'fapi'` : sql``;
    const { rows } = await sql`select * from ${sql.table(name)} ${noted}`.execute(server.db);
    texts.set(name, JSON.stringify(rows));
  }
  return texts;
}

describe('47: a token', () => {
  it('without the scope is refused with its name, without or of another kind with a challenge', async () => {
    const token = await server.tokenWith('read:clients');
    expect(await json('POST', '/clients', { name: 'x' }, { token })).toMatchObject({
      statusCode: 403,
      errorCode: 'insufficient_scope',
      message: 'Insufficient scope, expected any of: create:clients',
    });
    for (const authorization of [undefined, 'Bearer e30.e30.e30']) {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await server.inject({ url: '/api/v2/clients', headers });
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
  });

  it.each([
    ['for another API', { identifier: 'https://other-api.example/' }, issuer],
    ['of another tenant', { identifier: `${otherIssuer}api/v2/` }, otherIssuer],
  ])('%s is refused', async (_name, api, from) => {
    const { resourceServer } = (await server.tenant.storage.resourceServers.findByIdentifier(audience)) ?? {};
    if (!resourceServer) throw new Error('the Management API is there');
    const token = await issueAccessToken(server.tenant.keys, {
      issuer: from,
      clientId: (await makeClient()).client_id,
      resourceServer: { ...resourceServer, ...api },
      signingSecret: undefined,
      scopes: ['read:clients'],
      now: server.clock.now,
    });
    expect((await server.call('GET', '/clients', undefined, { token })).statusCode).toBe(401);
  });
});

describe('48: read scopes', () => {
  it('alone show no secret: not in answers, lists, errors or the log', async () => {
    const credentials = [{ credential_type: 'public_key', pem: rsa.publicKey }];
    const keyed = await makeClient({ client_authentication_methods: { private_key_jwt: { credentials } } });
    const client = await makeClient({ encryption_key: { pub: 'public-half', cert: 'certificate' } });
    const token = await server.tokenWith('read:clients', 'read:client_summary', 'update:clients');
    const answers = await Promise.all([
      server.call('GET', `/clients/${client.client_id}`, undefined, { token }),
      server.call('GET', `/clients/${keyed.client_id}?fields=client_authentication_methods`, undefined, {
        token,
      }),
      server.call('GET', '/clients?fields=client_secret,encryption_key,signing_keys', undefined, { token }),
      server.call('PATCH', `/clients/${client.client_id}`, { description: 'x' }, { token }),
      server.call('PATCH', `/clients/${keyed.client_id}`, { jwt_configuration: { alg: 'HS256' } }, { token }),
    ]);
    const seen = answers.map(({ body }) => body).join('\n') + JSON.stringify(server.log);
    for (const hidden of [
      client.client_secret,
      'public-half',
      'signing_keys',
      'client_authentication_methods"',
      'BEGIN',
    ])
      expect(seen).not.toContain(hidden);
  });
});

describe('51: a change that breaks a rule', () => {
  it('is refused in the documented shape and changes nothing', async () => {
    const other = await makeClient();
    const [foreign] = await Promise.all([
      json('POST', `/clients/${other.client_id}/credentials`, {
        credential_type: 'public_key',
        pem: rsa.publicKey,
      }),
    ]);
    const { client_id } = await makeClient();
    const methods = (id: string) => ({ private_key_jwt: { credentials: [{ id }] } });
    const before = await stored();
    for (const body of [
      { token_endpoint_auth_method: 'none', client_authentication_methods: methods('cred_x') },
      { client_authentication_methods: methods(foreign.id), token_endpoint_auth_method: null },
      { name: 'y', unknown: 1 },
      { name: 5 },
      { client_metadata: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, 'v'])) },
    ])
      expect(await json('PATCH', `/clients/${client_id}`, body)).toMatchObject({
        statusCode: 400,
        error: 'Bad Request',
        errorCode: 'invalid_body',
        message: expect.any(String),
      });
    expect(await stored()).toEqual(before);
  });
});

describe('52: two at once', () => {
  it('lose no change of each other', async () => {
    const { client_id } = await makeClient();
    await Promise.all([
      server.call('PATCH', `/clients/${client_id}`, { description: 'one' }),
      server.call('PATCH', `/clients/${client_id}`, { logo_uri: 'https://two.example/' }),
    ]);
    expect(await json('GET', `/clients/${client_id}`)).toMatchObject({
      description: 'one',
      logo_uri: 'https://two.example/',
    });
  });

  it('a token request beside a deletion leaves nothing behind', async () => {
    const client = await makeClient();
    const grant = { client_id: client.client_id, audience, scope: ['read:clients'] };
    const { id } = await json('POST', '/client-grants', grant);
    const parameters = {
      grant_type: 'client_credentials',
      client_id: client.client_id,
      client_secret: client.client_secret,
      audience,
    };
    const [token, deleted] = await Promise.all([
      server.token(parameters),
      server.call('DELETE', `/clients/${client.client_id}`),
    ]);
    expect(deleted.statusCode).toBe(204);
    expect([200, 401, 403]).toContain(token.statusCode);
    expect((await server.token(parameters)).statusCode).toBe(401);
    expect((await server.call('GET', `/client-grants/${id}`)).statusCode).toBe(404);
  });

  it('a client that had everything leaves its id in the log only', async () => {
    const api = await json('POST', '/resource-servers', { identifier: 'https://linked.example/' });
    const credentials = [{ credential_type: 'public_key', pem: rsa.publicKey }];
    const client = await makeClient({
      app_type: 'resource_server',
      resource_server_identifier: api.identifier,
      client_authentication_methods: { private_key_jwt: { credentials } },
      grant_types: ['client_credentials'],
    });
    const { client_id } = client;
    for (const subject_type of ['client', 'user'])
      await json('POST', '/client-grants', { client_id, audience, scope: [], subject_type });
    await json('POST', '/connections', { name: 'people', strategy: 'auth0', enabled_clients: [client_id] });
    await server.tenant.storage.assertionReplays.claim(client_id, 'jti', server.clock.now + 60_000);
    const holding = async () =>
      [...(await stored())].filter(([, rows]) => rows.includes(client_id)).map(([table]) => table);
    expect((await holding()).sort()).toEqual([
      'assertion_replays',
      'client_grants',
      'client_search',
      'client_secrets',
      'clients',
      'connection_clients',
      'credentials',
      'log_events',
      'resource_servers',
    ]);
    await server.call('DELETE', `/clients/${client_id}`);
    expect(await holding()).toEqual(['log_events']);
    expect(await json('GET', `/resource-servers/${api.id}`)).not.toHaveProperty('client_id');
  });

  it('totals stay those of the rows, whatever is deleted with what', async () => {
    const clients = [await makeClient(), await makeClient()];
    const api = await json('POST', '/resource-servers', { identifier: 'urn:a', scopes: [{ value: 'a' }] });
    for (const { client_id } of clients)
      await json('POST', '/client-grants', { client_id, audience: 'urn:a', scope: ['a'] });
    await json('POST', '/client-grants', { client_id: clients[0].client_id, audience, scope: [] });
    await server.call('DELETE', `/clients/${clients[0].client_id}`);
    await server.call('DELETE', `/resource-servers/${api.id}`);
    for (const list of ['clients', 'client-grants', 'resource-servers']) {
      const { total } = await json('GET', `/${list}?include_totals=true`);
      expect([list, total]).toEqual([list, (await json('GET', `/${list}`)).length]);
    }
  });
});

describe('53: paging', () => {
  const lists = {
    clients: () => makeClient(),
    'resource-servers': () =>
      json('POST', '/resource-servers', { identifier: `urn:${Math.random()}`, scopes: [] }),
    'client-grants': async () => {
      const { client_id } = await makeClient();
      return json('POST', '/client-grants', { client_id, audience, scope: [] });
    },
  };

  it.each(Object.entries(lists))(
    'through %s repeats nothing and skips no survivor while others come and go',
    async (name, make) => {
      const key = name === 'clients' ? 'client_id' : 'id';
      const property = name.replace('-', '_');
      const made: string[] = [];
      for (let n = 0; n < 9; n += 1) made.push((await make())[key]);
      const seen: string[] = [];
      let query = 'take=2';
      for (let round = 0; ; round += 1) {
        const page = await json('GET', `/${name}?${query}`);
        seen.push(...page[property].map((item: Record<string, string>) => item[key]));
        if (page.next === undefined) break;
        await server.call('DELETE', `/${name}/${made[round * 2]}`);
        await make();
        query = `take=2&from=${encodeURIComponent(page.next)}`;
      }
      expect(new Set(seen).size).toBe(seen.length);
      const left = await json('GET', `/${name}?per_page=100`);
      const survivors = made.filter((id) => left.some((item: Record<string, string>) => item[key] === id));
      expect(survivors.length).toBeGreaterThan(2);
      for (const id of survivors) expect(seen).toContain(id);
    },
  );

  it('refuses cursors that are forged, changed, of another list or of another tenant', async () => {
    await makeClient();
    const { next } = await json('GET', '/clients?take=1');
    const changed = `${next.slice(0, -2)}${next.endsWith('AA') ? 'BB' : 'AA'}`;
    const foreign = server.other.storage.cursors.encode('clients?{}', { key: 0, id: '' });
    for (const path of [
      '/clients?from=forged',
      `/clients?from=${changed}`,
      `/resource-servers?from=${next}`,
      `/clients?is_first_party=true&from=${next}`,
      `/clients?from=${foreign}`,
    ])
      expect(await json('GET', path)).toMatchObject({ statusCode: 400, errorCode: 'invalid_query_string' });
    expect((await server.call('GET', `/clients?from=${next}`)).statusCode).toBe(200);
  });
});

describe('54: ids of another tenant', () => {
  it('are not found, in the same words as unknown ones', async () => {
    const client = newClient(
      { name: 'Foreign' },
      { clientId: 'foreign', tenant: 'other', credentialIds: {} },
    );
    await server.other.storage.change({}, ({ clients }) =>
      clients.create({ client, secret: { id: 'first', text: 'x'.repeat(20) }, credentials: [] }),
    );
    expect(await server.other.storage.clients.find('foreign')).toBeDefined();
    for (const path of ['', '/credentials', '/connections']) {
      const foreign = await server.call('GET', `/clients/foreign${path}`);
      const unknown = await server.call('GET', `/clients/unknown${path}`);
      expect(foreign.statusCode).toBe(404);
      expect(foreign.body).toBe(unknown.body);
    }
    expect((await server.call('DELETE', '/clients/foreign')).statusCode).toBe(204);
    expect(await server.other.storage.clients.find('foreign')).toBeDefined();
    const asked = { grant_type: 'client_credentials', client_id: 'foreign', client_secret: 'x'.repeat(20) };
    expect((await server.token({ ...asked, audience })).statusCode).toBe(401);
  });
});

describe('57: the log at its most verbose', () => {
  it('holds no secret, assertion, token or private key, whatever happened', async () => {
    const client = await makeClient();
    const rotated = await json('POST', `/clients/${client.client_id}/rotate-secret`);
    const chosen = 'a-secret-of-my-own-choosing';
    await json('PATCH', `/clients/${client.client_id}`, { client_secret: chosen });
    await json('POST', '/client-grants', { client_id: client.client_id, audience, scope: ['read:clients'] });
    const asked = { grant_type: 'client_credentials', client_id: client.client_id, audience };
    const { access_token: token } = (await server.token({ ...asked, client_secret: chosen })).json();
    await server.token({ ...asked, client_secret: 'a-wrong-secret-0000' });
    const basic = Buffer.from(`${client.client_id}:${chosen}`).toString('base64');
    await server.token({ grant_type: 'client_credentials', audience }, { authorization: `Basic ${basic}` });
    const assertion = `${token.slice(0, -4)}AAAA`;
    await server.token({
      ...asked,
      client_assertion: assertion,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    await server.call('GET', `/clients?client_secret=${chosen}`, undefined, { token });
    await server.call('POST', `/clients/${client.client_id}/credentials`, {
      credential_type: 'public_key',
      pem: rsa.privateKey,
    });
    await server.call('POST', '/clients', { name: 'x', client_secret: 'too-short' });
    await server.call('POST', '/connections', {
      name: 'sealed',
      strategy: 'oidc',
      options: { client_secret: 'upstream-secret' },
    });
    await server.db.destroy();
    await server.call('GET', '/clients', undefined, { token });
    const log = JSON.stringify(server.log);
    expect(server.log.length).toBeGreaterThan(10);
    for (const secret of [
      client.client_secret,
      rotated.client_secret,
      chosen,
      'a-wrong-secret-0000',
      basic,
      token.split('.')[2],
      assertion.split('.')[2],
      server.admin.split('.')[2],
      'too-short',
      'upstream-secret',
      'PRIVATE KEY',
    ])
      expect(log, secret).not.toContain(secret);
  });
});

describe('58: an internal error', () => {
  it('says no more than the id of the request, on either side', async () => {
    await server.db.destroy();
    const managed = await server.call('GET', '/clients');
    expect(managed.json()).toEqual({
      statusCode: 500,
      error: 'Internal Server Error',
      message: expect.stringMatching(/^An internal error occurred \(request [0-9a-f-]{36}\)\.$/),
      errorCode: 'internal_error',
    });
    const asked = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b', audience };
    const token = await server.token(asked);
    expect([token.statusCode, token.json()]).toEqual([
      500,
      {
        error: 'server_error',
        error_description: expect.stringMatching(/^An internal error occurred \(request [0-9a-f-]{36}\)\.$/),
      },
    ]);
    const id = /request ([0-9a-f-]+)/.exec(managed.body)?.[1];
    expect(JSON.stringify(server.log)).toContain(id);
  });
});

describe('what a client names', () => {
  it('40: a URL that a client names is never fetched', async () => {
    let connections = 0;
    const listener = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const client = await makeClient({ logo_uri: `${url}/logo`, callbacks: [`${url}/callback`] });
    await server.tenant.storage.change({}, ({ clients }) =>
      clients.update(client.client_id, (current) => ({
        client: { ...current, jwks_uri: `${url}/jwks`, external_client_id: `${url}/client` },
      })),
    );
    await server.call('POST', '/clients/cimd/register', { external_client_id: `${url}/client` });
    await server.call('GET', `/clients/${client.client_id}`);
    await server.token({ grant_type: 'client_credentials', client_id: client.client_id, audience });
    listener.close();
    await once(listener, 'close');
    expect(connections).toBe(0);
  });

  it('40: nothing in the server opens a connection', () => {
    const sources = fileURLToPath(new URL('../../src', import.meta.url));
    for (const file of readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )) {
      const text = readFileSync(`${sources}/${file}`, 'utf8');
      expect(text, file).not.toMatch(/\bfetch\(|https?\.(get|request)\(|net\.connect|undici|new WebSocket/);
    }
  });
});

it('browsers of other origins are told nothing but what is public: no CORS elsewhere', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  for (const url of ['/api/v2/clients', '/oauth/token', '/openapi.json', '/health'])
    for (const method of ['OPTIONS', 'GET', 'POST'] as const) {
      const answer = await server.inject({ method, url, headers });
      const allowed = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
      expect(allowed).toEqual([]);
    }
});
