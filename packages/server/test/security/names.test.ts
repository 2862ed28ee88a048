import { newClient, newClientGrant, newResourceServer } from '@clientele/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

/** The id of one API is the identifier of another, as earlier versions let it be; the other way round, too. */
const [first, second] = ['0123456789abcdef01234567', 'fedcba9876543210fedcba98'] as const;
const lonely = 'aaaaaaaaaaaaaaaaaaaaaaaa';

describe('an API whose identifier is the id of another one', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
    const { storage } = server.tenant;
    for (const [id, identifier] of [
      [second, first],
      [first, second],
      ['bbbbbbbbbbbbbbbbbbbbbbbb', lonely],
    ] as const)
      await storage.change({}, ({ resourceServers }) =>
        resourceServers.create({
          resourceServer: { ...newResourceServer({ identifier: 'urn:x', name: id }, { id }), identifier },
        }),
      );
    const facts = { clientId: 'caller', tenant: 'default', credentialIds: {} };
    const client = newClient({ name: 'Caller', grant_types: ['client_credentials'] }, facts);
    await storage.change({}, ({ clients }) =>
      clients.create({ client, secret: { id: 'first', text: 'the-secret-of-the-caller' }, credentials: [] }),
    );
    for (const id of [first, second]) {
      const api = await storage.resourceServers.findById(id);
      if (!api) throw new Error('it was just made');
      const { resourceServer } = api;
      const body = { client_id: 'caller', audience: resourceServer.identifier, scope: [] };
      const grant = newClientGrant(body, { id: `cgr_${id}`, resourceServer });
      await storage.change({}, ({ clientGrants }) => clientGrants.create(grant));
    }
  });
  afterAll(() => server.close());

  it('84: is found by its own id alone', async () => {
    for (const id of [first, second])
      expect((await server.call('GET', `/resource-servers/${id}`)).json()).toMatchObject({ id, name: id });
    expect((await server.call('GET', `/resource-servers/${lonely}`)).statusCode).toBe(404);
  });

  it('84: is changed and deleted by its own id alone', async () => {
    for (const id of [first, second]) {
      const changed = await server.call('PATCH', `/resource-servers/${id}`, { name: `changed ${id}` });
      expect(changed.json()).toMatchObject({ id, name: `changed ${id}` });
    }
    expect((await server.call('PATCH', `/resource-servers/${lonely}`, { name: 'x' })).statusCode).toBe(404);
    await server.call('DELETE', `/resource-servers/${lonely}`);
    const { length } = (await server.call('GET', `/resource-servers?identifiers=${lonely}`)).json();
    expect(length).toBe(1);
  });

  it('84: is meant by its identifier where an audience is named', async () => {
    for (const [audience, id] of [
      [first, second],
      [second, first],
    ] as const) {
      const [listed] = (await server.call('GET', `/resource-servers?identifiers=${audience}`)).json();
      expect(listed).toMatchObject({ id, identifier: audience });
      const grants = (await server.call('GET', `/client-grants?audience=${audience}`)).json();
      expect(grants).toMatchObject([{ id: `cgr_${id}`, audience }]);
      const issued = await server.token({
        grant_type: 'client_credentials',
        client_id: 'caller',
        client_secret: 'the-secret-of-the-caller',
        audience,
      });
      const [, payload = ''] = issued.json().access_token.split('.');
      expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ aud: audience });
    }
  });

  it('84: cannot be made any more', async () => {
    for (const identifier of [first, 'cccccccccccccccccccccccc']) {
      const refused = await server.call('POST', '/resource-servers', { identifier });
      expect(refused.statusCode).toBe(400);
      expect(refused.json()).toMatchObject({
        errorCode: 'invalid_body',
        message:
          'identifier must not be 24 lower-case hexadecimal digits, which is the form of the id of an API; a URI was expected.',
      });
    }
    for (const identifier of ['0123456789ABCDEF01234567', 'cccccccccccccccccccccccc0', 'urn:c'])
      expect((await server.call('POST', '/resource-servers', { identifier })).statusCode).toBe(201);
  });
});

describe('84: an id and a name of other objects', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it('never stand for each other', async () => {
    const make = async (name: string) =>
      (await server.call('POST', '/connections', { name, strategy: 'auth0' })).json();
    const { id } = await make('some-name');
    expect((await server.call('GET', '/connections/some-name')).statusCode).toBe(404);
    expect((await server.call('GET', `/connections?name=${id}`)).json()).toEqual([]);
    // No name of a connection has the form of an id.
    const refused = await server.call('POST', '/connections', { name: id, strategy: 'auth0' });
    expect(refused.statusCode).toBe(400);
    const api = (await server.call('POST', '/resource-servers', { identifier: 'urn:named' })).json();
    expect((await server.call('GET', `/client-grants?audience=${api.id}`)).json()).toEqual([]);
    const grant = { client_id: 'nobody', audience: api.id, scope: [] };
    expect((await server.call('POST', '/client-grants', grant)).statusCode).toBe(404);
    const linked = { name: 'x', app_type: 'resource_server', resource_server_identifier: api.id };
    expect((await server.call('POST', '/clients', linked)).statusCode).toBe(404);
  });
});
