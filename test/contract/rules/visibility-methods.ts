import type { ClientCreate, ClientUpdate } from '@clientele/sdk';
import { expect } from 'vitest';
import { credentialOf, first, keysOf, second, type World } from './on-server.js';
import type { Section } from './rule.js';
import { handsOn, refused, stub, tellsRefusal } from './stub.js';

const hour = 60 * 60 * 1000;
const post = { token_endpoint_auth_method: 'client_secret_post' } as const;

/** A client with a credential that it is not enabled for. */
async function withInertKey({ made, admin: { clients } }: World) {
  const { client_id, client_secret = '' } = await made();
  const { data: credential } = await clients.createCredential({ client_id }, credentialOf(first));
  const byKey = { clientId: client_id, clientAssertionSigningKey: first.privateKey };
  const bySecret = { clientId: client_id, clientSecret: client_secret };
  const enable = (...ids: string[]) =>
    clients.update(
      { client_id },
      {
        client_authentication_methods: keysOf(...ids.map((id) => ({ id }))),
        token_endpoint_auth_method: null,
      },
    );
  return { client_id, credential, byKey, bySecret, enable };
}

/** A client with an enabled credential. */
async function withKey(world: World) {
  const { client_id, client_authentication_methods } = await world.made({
    client_authentication_methods: keysOf(credentialOf(first)),
  });
  const [credential] = client_authentication_methods?.private_key_jwt?.credentials ?? [];
  const byKey = { clientId: client_id, clientAssertionSigningKey: first.privateKey };
  return { client_id, credential_id: credential?.id ?? '', credential, byKey };
}

const badRequest = { status: 400, code: 'invalid_body' };

/** How a client authenticates. */
export const methods: Section = {
  title: 'Authentication methods and credentials',
  rules: [
    {
      says: '`client_authentication_methods` and a `token_endpoint_auth_method` other than null exclude each other, in one request and as the result of two.',
      async server(world) {
        const { clients } = world.admin;
        const both = { ...post, client_authentication_methods: keysOf(credentialOf(first)) };
        const name = 'Both';
        expect(await refused(clients.create({ name, ...both }))).toMatchObject({ statusCode: 400 });
        const { client_id } = await withKey(world);
        expect(await refused(clients.update({ client_id }, post))).toMatchObject({ statusCode: 400 });
        const other = await world.made(post);
        const methods = { client_authentication_methods: keysOf() };
        const id = { client_id: other.client_id };
        expect(await refused(clients.update(id, methods))).toMatchObject({ statusCode: 400 });
        const { status } = await clients.update(id, { ...methods, token_endpoint_auth_method: null });
        expect(status).toBe(200);
      },
      stub: () => tellsRefusal(({ clients }) => clients.update({ client_id: 'c1' }, post), badRequest),
    },
    {
      says: 'With `client_authentication_methods`, `jwt_configuration.alg` is asymmetric: absent counts as RS256 and stays absent, PS256 is accepted, HS256 is refused, whichever of the two is set first.',
      async server({ admin: { clients }, made }) {
        const methods = { client_authentication_methods: keysOf(credentialOf(first)) };
        const withAlg = (alg: 'HS256' | 'RS256' | 'PS256'): Partial<ClientCreate> => ({
          ...methods,
          jwt_configuration: { alg },
        });
        const { jwt_configuration } = await made(methods);
        expect(jwt_configuration?.alg).toBeUndefined();
        for (const alg of ['RS256', 'PS256'] as const)
          expect((await made(withAlg(alg))).jwt_configuration?.alg).toBe(alg);
        const hs256 = { name: 'HS256', ...withAlg('HS256') } as ClientCreate;
        expect(await refused(clients.create(hs256))).toMatchObject({ statusCode: 400 });
        const { client_id } = await made(methods);
        const algorithm = { jwt_configuration: { alg: 'HS256' } } as const;
        expect(await refused(clients.update({ client_id }, algorithm))).toMatchObject({ statusCode: 400 });
        const earlier = await made(algorithm);
        const later = { client_authentication_methods: keysOf() };
        expect(await refused(clients.update({ client_id: earlier.client_id }, later))).toMatchObject({
          statusCode: 400,
        });
      },
      stub: () =>
        tellsRefusal(
          ({ clients }) => clients.update({ client_id: 'c1' }, { jwt_configuration: { alg: 'HS256' } }),
          badRequest,
        ),
    },
    {
      says: 'An update names credentials of this client as `{ id }`, and takes nothing else.',
      async server(world) {
        const { client_id, enable } = await withInertKey(world);
        const other = await withKey(world);
        expect(await refused(enable(other.credential_id))).toMatchObject({ statusCode: 400 });
        const inFull = {
          client_authentication_methods: keysOf(credentialOf(second)),
        } as unknown as ClientUpdate;
        expect(await refused(world.admin.clients.update({ client_id }, inFull))).toMatchObject({
          statusCode: 400,
        });
      },
      async stub() {
        // @ts-expect-error An update takes ids only.
        const wrong: ClientUpdate = { client_authentication_methods: keysOf(credentialOf(first)) };
        const right = { client_authentication_methods: keysOf({ id: 'cred_1' }) };
        const { management, sent } = stub();
        for (const body of [right, wrong]) await management.clients.update({ client_id: 'c1' }, body);
        // The compiler alone tells them apart; the server refuses the other.
        expect(sent.map(({ body }) => JSON.parse(`${body}`))).toEqual([right, wrong]);
      },
    },
    {
      says: 'A create takes credentials in full, and enables them at once; its answer shows each without the key.',
      async server(world) {
        const { byKey, credential } = await withKey(world);
        expect(await world.letsIn(byKey)).toBe(true);
        expect(credential).toMatchObject({ id: expect.stringMatching(/^cred_/), alg: 'RS256' });
        expect(credential).not.toHaveProperty('pem');
        const byId = { name: 'By id', client_authentication_methods: keysOf({ id: 'cred_1' }) };
        expect(await refused(world.admin.clients.create(byId as never))).toMatchObject({ statusCode: 400 });
      },
      async stub() {
        const body = { name: 'One', client_authentication_methods: keysOf(credentialOf(first)) };
        const { management, sent } = stub({ status: 201, json: { client_id: 'c1' } });
        const { data } = await management.clients.create(body);
        expect(JSON.parse(`${sent[0]?.body}`)).toEqual(body);
        // Its type leaves it open whether there is a secret.
        const secret: string | undefined = data.client_secret;
        expect(secret).toBeUndefined();
      },
    },
    {
      says: 'A credential does nothing until it is named, and works from the moment it is.',
      async server(world) {
        const { byKey, bySecret, credential, enable } = await withInertKey(world);
        expect(await world.letsIn(byKey)).toBe(false);
        expect(await world.letsIn(bySecret)).toBe(true);
        await enable(credential.id);
        expect(await world.letsIn(byKey)).toBe(true);
        expect(await world.letsIn(bySecret)).toBe(false);
      },
      stub: () =>
        handsOn(
          ({ clients }) => clients.createCredential({ client_id: 'c1' }, credentialOf(first)),
          'POST /clients/c1/credentials',
          { id: 'cred_1', credential_type: 'public_key' },
        ),
    },
    {
      says: 'It stops at once when it is no longer named, has expired, or is deleted.',
      async server(world) {
        const { admin, later, letsIn } = world;
        const unnamed = await withInertKey(world);
        await unnamed.enable(unnamed.credential.id);
        await unnamed.enable();
        expect(await letsIn(unnamed.byKey)).toBe(false);

        const expiring = await withKey(world);
        const expires_at = new Date(world.server.clock.now + hour).toISOString();
        await admin.clients.updateCredential(expiring, { expires_at });
        expect(await letsIn(expiring.byKey)).toBe(true);
        later(hour + 1000);
        expect(await letsIn(expiring.byKey)).toBe(false);

        const deleted = await withKey(world);
        expect(await letsIn(deleted.byKey)).toBe(true);
        await admin.clients.deleteCredential(deleted);
        expect(await letsIn(deleted.byKey)).toBe(false);
      },
      async stub() {
        const asked = stub(
          { status: 401, json: { error: 'invalid_client', error_description: 'expired' } },
          { clientId: 'c1', clientAssertionSigningKey: first.privateKey },
        );
        const error = await refused(asked.management.clients.getAll());
        expect(error).toMatchObject({ name: 'AuthApiError', error: 'invalid_client', statusCode: 401 });
      },
    },
    {
      says: 'A credential may be deleted enabled or disabled; deleting an enabled one takes it out of every place that names it.',
      async server(world) {
        const { clients } = world.admin;
        const inert = await withInertKey(world);
        const id = { client_id: inert.client_id, credential_id: inert.credential.id };
        expect((await clients.deleteCredential(id)).status).toBe(204);
        const enabled = await withKey(world);
        const signed = {
          signed_request_object: { required: true, credentials: [{ id: enabled.credential_id }] },
        };
        await clients.update({ client_id: enabled.client_id }, signed);
        expect((await clients.deleteCredential(enabled)).status).toBe(204);
        const { data } = await clients.get({ client_id: enabled.client_id });
        expect(data.client_authentication_methods).toEqual(keysOf());
        expect(data.signed_request_object?.credentials).toEqual([]);
        expect((await clients.getCredentials({ client_id: enabled.client_id })).data).toEqual([]);
      },
      async stub() {
        const { management, lines, sent } = stub({ status: 204 });
        const id = { client_id: 'c1', credential_id: 'cred_1' };
        const { data, status } = await management.clients.deleteCredential(id);
        expect([data, status]).toEqual([undefined, 204]);
        // It is not asked first whether it is enabled.
        expect(lines()).toEqual(['DELETE /clients/c1/credentials/cred_1']);
        expect(sent[0]?.body).toBeUndefined();
      },
    },
    {
      says: 'A method without credentials lets nobody in, and never falls back to the secret.',
      async server(world) {
        const { byKey, bySecret, credential, client_id, enable } = await withInertKey(world);
        await enable(credential.id);
        await world.admin.clients.deleteCredential({ client_id, credential_id: credential.id });
        expect([await world.letsIn(byKey), await world.letsIn(bySecret)]).toEqual([false, false]);
        const { data } = await world.admin.clients.get({ client_id });
        expect(data.client_secret).toBeUndefined();
      },
      stub: () =>
        handsOn(({ clients }) => clients.get({ client_id: 'c1' }), 'GET /clients/c1', {
          client_id: 'c1',
          name: 'One',
          client_authentication_methods: keysOf(),
        }),
    },
    {
      says: 'The `expires_at` of a credential is changed enabled or disabled, to null for never; a time in the past stops it at once.',
      async server(world) {
        const { clients } = world.admin;
        const inert = await withInertKey(world);
        const id = { client_id: inert.client_id, credential_id: inert.credential.id };
        const expires_at = '2095-01-01T00:00:00.000Z';
        expect((await clients.updateCredential(id, { expires_at })).data.expires_at).toBe(expires_at);
        const enabled = await withKey(world);
        const past = new Date(world.server.clock.now - hour).toISOString();
        await clients.updateCredential(enabled, { expires_at: past });
        expect(await world.letsIn(enabled.byKey)).toBe(false);
        const { data } = await clients.updateCredential(enabled, { expires_at: null });
        expect(data).not.toHaveProperty('expires_at');
        expect(await world.letsIn(enabled.byKey)).toBe(true);
      },
      async stub() {
        const { management, sent } = stub({ json: { id: 'cred_1' } });
        const id = { client_id: 'c1', credential_id: 'cred_1' };
        await management.clients.updateCredential(id, { expires_at: null });
        expect([sent[0]?.line, sent[0]?.body]).toEqual([
          'PATCH /clients/c1/credentials/cred_1',
          '{"expires_at":null}',
        ]);
      },
    },
    {
      says: 'Rotating the secret is refused while the client has `client_authentication_methods`: 400, with the advice to rotate the credentials.',
      async server(world) {
        const { client_id } = await withKey(world);
        expect(await refused(world.admin.clients.rotateClientSecret({ client_id }))).toMatchObject({
          statusCode: 400,
          msg: expect.stringContaining('rotate the credentials instead'),
        });
      },
      stub: () =>
        tellsRefusal(({ clients }) => clients.rotateClientSecret({ client_id: 'c1' }), {
          status: 400,
          code: 'operation_not_supported',
        }),
    },
    {
      says: 'A new secret is used as it is, and is not base64 of something else; the old one stops at once.',
      async server(world) {
        const { client_id, client_secret = '' } = await world.made();
        const { data } = await world.admin.clients.rotateClientSecret({ client_id });
        const by = (clientSecret: string) => world.letsIn({ clientId: client_id, clientSecret });
        expect(await by(client_secret)).toBe(false);
        expect(await by(data.client_secret)).toBe(true);
        expect(await by(Buffer.from(data.client_secret, 'base64').toString('latin1'))).toBe(false);
      },
      async stub() {
        const clientSecret = '+/=_-~0Base64Like==';
        const { management, sent } = stub(
          { json: { access_token: 'T', expires_in: 60 } },
          { clientId: 'c1', clientSecret },
        );
        await management.clients.getAll();
        expect(new URLSearchParams(`${sent[0]?.body}`).get('client_secret')).toBe(clientSecret);
      },
    },
  ],
};
