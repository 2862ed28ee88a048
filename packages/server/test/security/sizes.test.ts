import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const kilobyte = 1024;

async function newClient(more: object = {}): Promise<{ client_id: string; client_secret: string }> {
  const body = { name: 'Sized', grant_types: ['client_credentials'], ...more };
  return (await server.call('POST', '/clients', body)).json();
}

/** Grows a client beyond the limit, as earlier versions let it grow. */
async function grow(id: string, bytes: number): Promise<void> {
  const row = await server.db
    .selectFrom('clients')
    .select('document')
    .where('client_id', '=', id)
    .executeTakeFirstOrThrow();
  const document = { ...JSON.parse(row.document), custom_login_page: 'x'.repeat(bytes) };
  await server.db
    .updateTable('clients')
    .set({ document: JSON.stringify(document) })
    .where('client_id', '=', id)
    .execute();
}

describe('80: an object that would be too large is refused', () => {
  it('a client, by the bytes of its JSON in UTF-8, when it is made and when it is changed', async () => {
    const large = { custom_login_page: 'é'.repeat(128 * kilobyte) };
    const refused = await server.call('POST', '/clients', { name: 'Large', ...large });
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({ errorCode: 'invalid_body' });
    expect(refused.json().message).toMatch(
      /^The client would have 26\d{4} bytes as JSON; at most 262144 \(256 KB\) are allowed\.$/,
    );
    const { client_id: id } = await newClient({ custom_login_page: 'é'.repeat(100 * kilobyte) });
    expect((await server.call('PATCH', `/clients/${id}`, large)).statusCode).toBe(400);
    const half = await server.call('PATCH', `/clients/${id}`, { form_template: 'x'.repeat(60 * kilobyte) });
    expect(half.json().message).toMatch(/^The client would have 26\d{4} bytes/);
  });

  it('an API, also where it would grow step by step', async () => {
    const scopes = Array.from({ length: 1000 }, (_, n) => ({
      value: `scope:${n}`,
      description: 'x'.repeat(490),
    }));
    const created = await server.call('POST', '/resource-servers', { identifier: 'urn:large', scopes });
    expect(created.statusCode).toBe(201);
    const api = `/resource-servers/${created.json().id}`;
    const wider = scopes.map((scope) => ({ ...scope, value: `${scope.value}:${'é'.repeat(240)}` }));
    expect((await server.call('PATCH', api, { scopes: wider })).statusCode).toBe(200);
    const authorization_details = Array.from({ length: 100 }, (_, n) => ({ type: `${'é'.repeat(250)}${n}` }));
    const refused = await server.call('PATCH', api, { authorization_details });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().message).toMatch(
      /^The API would have 10\d{5} bytes as JSON; at most 1048576 \(1024 KB\)/,
    );
  });

  it('a connection, with its options, and a client grant', async () => {
    const options = { script: 'x'.repeat(257 * kilobyte) };
    const connection = { name: 'large', strategy: 'auth0', options };
    const refused = await server.call('POST', '/connections', connection);
    expect(refused.statusCode).toBe(400);
    expect(refused.json().message).toMatch(/^The connection would have \d+ bytes as JSON; at most 262144/);
    const { id } = (await server.call('POST', '/connections', { ...connection, options: {} })).json();
    expect((await server.call('PATCH', `/connections/${id}`, { options })).statusCode).toBe(400);

    const scope = Array.from({ length: 1000 }, (_, n) => `${'é'.repeat(270)}${n}`);
    const identifier = 'urn:many';
    const scopes = scope.map((value) => ({ value }));
    expect((await server.call('POST', '/resource-servers', { identifier, scopes })).statusCode).toBe(201);
    const { client_id } = await newClient();
    const grant = { client_id, audience: identifier };
    const wide = await server.call('POST', '/client-grants', { ...grant, scope });
    expect(wide.json().message).toMatch(/^The client grant would have \d+ bytes as JSON; at most 524288/);
    const narrow = await server.call('POST', '/client-grants', { ...grant, scope: scope.slice(0, 500) });
    expect(narrow.statusCode).toBe(201);
    const widened = await server.call('PATCH', `/client-grants/${narrow.json().id}`, { scope });
    expect(widened.statusCode).toBe(400);
  });
});

describe('80: a connection for many clients', () => {
  it('is for so many at most, and the ids count in lists, where they are asked for', async () => {
    await server.db
      .insertInto('clients')
      .columns(['tenant_id', 'client_id', 'created_at', 'is_global', 'is_first_party', 'document', 'core'])
      .expression(
        sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < 10000)
          select 'default', 'client-' || n, 1, 0, 1, '{}', '{}' from numbers` as never,
      )
      .execute();
    const made = await server.call('POST', '/connections', { name: 'wide', strategy: 'auth0' });
    const { id } = made.json<{ id: string }>();
    await server.db
      .insertInto('connection_clients')
      .columns(['tenant_id', 'connection_id', 'client_id', 'created_at'])
      .expression(
        sql`select tenant_id, ${id}, client_id, 1 from clients where client_id like 'client-%'` as never,
      )
      .execute();
    const { client_id } = await newClient();
    const enable = (status: boolean, one: string) =>
      server.call('PATCH', `/connections/${id}/clients`, [{ client_id: one, status }]);
    const refused = await enable(true, client_id);
    expect([refused.statusCode, refused.json().message]).toEqual([
      400,
      'The connection would be for 10001 clients; at most 10000 are allowed.',
    ]);
    expect((await enable(false, 'client-1')).statusCode).toBe(204);
    expect((await enable(true, client_id)).statusCode).toBe(204);
    const list = async (query: string) => (await server.call('GET', `/connections?name=wide${query}`)).json();
    const [whole] = await list('');
    expect(whole.enabled_clients).toHaveLength(10_000);
    expect(await list('&fields=id')).toEqual([{ id, is_domain_connection: false }]);
    const renamed = await server.call('PATCH', `/connections/${id}`, { display_name: 'Wide' });
    expect(renamed.json().enabled_clients).toHaveLength(10_000);
  });
});

describe('81: a client that was larger before there was a limit', () => {
  let id: string;
  let secret: string;
  beforeAll(async () => {
    ({ client_id: id, client_secret: secret } = await newClient());
    await grow(id, 400 * kilobyte);
  });

  const patch = (body: object) => server.call('PATCH', `/clients/${id}`, body);

  it('stays readable, alone and in lists', async () => {
    const alone = (await server.call('GET', `/clients/${id}`)).json();
    expect(alone.custom_login_page).toHaveLength(400 * kilobyte);
    const [listed] = (await server.call('GET', `/clients?client_ids=${id}`)).json();
    expect(listed).toEqual({ ...alone, signing_keys: expect.anything() });
  });

  it('can be disabled and enabled, and given another secret and credentials', async () => {
    const disabled = await patch({ disabled: true });
    expect([disabled.statusCode, disabled.json().disabled]).toEqual([200, true]);
    expect((await patch({ disabled: false })).statusCode).toBe(200);
    const rotated = await server.call('POST', `/clients/${id}/rotate-secret`, {});
    expect(rotated.statusCode).toBe(200);
    expect(rotated.json().client_secret).not.toBe(secret);
    expect((await patch({ client_secret: 'a-secret-of-the-callers-own' })).statusCode).toBe(200);
  });

  it('may only become smaller', async () => {
    const grown = await patch({ description: 'more than before' });
    expect(grown.statusCode).toBe(400);
    expect(grown.json().message).toMatch(/^The client would have 41\d{4} bytes/);
    const smaller = { description: 'more', custom_login_page: 'x'.repeat(390 * kilobyte) };
    expect((await patch(smaller)).statusCode).toBe(200);
    expect((await patch({ custom_login_page: 'x'.repeat(391 * kilobyte) })).statusCode).toBe(400);
    expect((await patch({ custom_login_page: '' })).statusCode).toBe(200);
    expect((await patch({ custom_login_page: 'x'.repeat(391 * kilobyte) })).statusCode).toBe(400);
  });
});

describe('82: what authenticates a client is read without its document', () => {
  it('by the token endpoint, the log, and whoever may read summaries alone', async () => {
    const { client_id: id, client_secret } = await newClient({ description: 'Read without its document' });
    const audience = 'urn:without-documents';
    await server.call('POST', '/resource-servers', { identifier: audience });
    await server.call('POST', '/client-grants', { client_id: id, audience, scope: [] });
    const summary = await server.tokenWith('read:client_summary');
    const whole = (await server.call('GET', `/clients/${id}`)).json();
    // Whoever reads or parses it, fails.
    await unreadable(id);
    const ask = (secret: string) =>
      server.token({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
        audience,
      });
    expect((await ask('not-the-secret-of-this-client')).statusCode).toBe(401);
    expect((await ask(client_secret)).statusCode).toBe(200);
    const { name, description, client_id } = whole;
    const shown = { name, description, client_id };
    const call = (path: string, token: string) => server.call('GET', path, undefined, { token });
    expect((await call(`/clients/${id}`, summary)).json()).toEqual(shown);
    expect((await call(`/clients?client_ids=${id}`, summary)).json()).toEqual([shown]);
    expect((await call(`/clients?client_ids=${id}&take=1`, summary)).json()).toEqual({ clients: [shown] });
    const fields = await call(`/clients?client_ids=${id}&fields=client_id,name`, server.admin);
    expect(fields.json()).toEqual([{ client_id, name, tenant: 'default' }]);
    const failed = async () =>
      (await server.tenant.storage.logEvents.list({ types: ['feccft'] }, newest)).map(
        ({ by }) => by.clientName,
      );
    await expect.poll(failed).toEqual(['Sized']);
  });

  const newest = { limit: 10, offset: 0, newestFirst: true } as const;

  /** Takes the document away and leaves the core. */
  async function unreadable(id: string): Promise<void> {
    const { core } = await server.db
      .selectFrom('clients')
      .select('core')
      .where('client_id', '=', id)
      .executeTakeFirstOrThrow();
    await server.db.updateTable('clients').set({ document: '{}' }).where('client_id', '=', id).execute();
    await sql`update clients set core = ${core} where client_id = ${id}`.execute(server.db);
  }
});

describe('83: the answer of a list', () => {
  it('has a budget: a page of offsets is refused with what would do, a page of cursors ends early', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const { client_id: id } = await newClient();
      await grow(id, 15 * kilobyte * kilobyte);
      ids.push(id);
    }
    const found = `/clients?client_ids=${ids.join(',')}`;
    const refused = await server.call('GET', found);
    expect(refused.statusCode).toBe(400);
    expect(refused.json().message).toMatch(
      /would have more than 33554432 bytes: ask for at most 2 at once, for fewer properties with fields, or with take' on property per_page/,
    );
    const pages = [(await server.call('GET', `${found}&per_page=2&include_totals=true`)).json()];
    expect(pages[0]).toMatchObject({ total: 3, start: 0, limit: 2 });
    expect(pages[0].clients).toHaveLength(2);
    const first = (await server.call('GET', `${found}&take=3`)).json();
    const second = (await server.call('GET', `${found}&take=3&from=${first.next}`)).json();
    expect([first.clients.length, second.clients.length, second.next]).toEqual([2, 1, undefined]);
    const names = [...first.clients, ...second.clients].map(({ client_id }) => client_id);
    expect(names.sort()).toEqual(ids.sort());
    const few = await server.call('GET', `${found}&fields=client_id,callbacks`);
    expect(few.json()).toHaveLength(3);
  }, 60_000);
});
