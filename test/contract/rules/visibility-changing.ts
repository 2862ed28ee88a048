import type { ClientCreate, ClientUpdate, ManagementClient } from '@clientele/sdk';
import { expect } from 'vitest';
import { credentialOf, first, keysOf, second, type World } from './on-server.js';
import type { Rule, Section } from './rule.js';
import { handsOn, refused, stub, tellsRefusal } from './stub.js';

/** Something that is done to one client. */
type Deed = (management: ManagementClient, client_id: string) => Promise<unknown>;

interface Needed {
  says: string;
  /** The scopes, all of which it takes. */
  scopes: readonly string[];
  /** Each must need them. */
  deeds: readonly Deed[];
  /** What the client is like that it is done to. */
  client?: Partial<ClientCreate>;
}

/** Shows that a deed is refused without any one of its scopes and changes nothing, and is done with all of them. */
function needs({ says, scopes, deeds, client }: Needed): Rule {
  return {
    says,
    async server(world) {
      const readers = ['read:client_keys', 'read:client_credentials', 'read:clients'];
      for (const deed of deeds) {
        const { client_id } = await world.made(client);
        for (const missing of scopes) {
          const without = scopes.filter((scope) => scope !== missing);
          const caller = await world.as(...readers, ...without);
          const before = await everythingOf(world, client_id);
          const error = await refused(deed(caller, client_id));
          expect(error).toMatchObject({
            statusCode: 403,
            errorCode: 'insufficient_scope',
            msg: expect.stringContaining(`Insufficient scope, expected any of: ${missing}`),
          });
          expect(await everythingOf(world, client_id)).toEqual(before);
        }
        await deed(await world.as(...readers, ...scopes), client_id);
      }
    },
    async stub() {
      for (const deed of deeds) {
        const { management, sent } = stub({ json: { client_id: 'c1', id: 'cred_1' } });
        await deed(management, 'c1');
        // The SDK leaves it to the server to judge.
        expect(sent.every(({ headers }) => headers.authorization === 'Bearer TOKEN')).toBe(true);
        const code = 'insufficient_scope';
        await tellsRefusal((refusing) => deed(refusing, 'c1'), { status: 403, code });
      }
    },
  };
}

/** All clients by name, and all that one of them has. */
async function everythingOf({ admin: { clients } }: World, client_id: string) {
  const { data: all } = await clients.getAll({ include_totals: true, per_page: 1 });
  const { data } = await clients.get({ client_id });
  const { data: credentials } = await clients.getCredentials({ client_id });
  return [all.total, data, credentials];
}

const creating =
  (body: Partial<ClientCreate>): Deed =>
  ({ clients }) =>
    clients.create({ name: 'New', ...body } as ClientCreate);
const changing =
  (body: ClientUpdate): Deed =>
  ({ clients }, client_id) =>
    clients.update({ client_id }, body);
const vault = { credentials: [], ip_allowlist: [], grants: [] };
const withKey = { client_authentication_methods: keysOf(credentialOf(first)) };

/** The id of the first credential of a client. */
async function credentialIn({ clients }: ManagementClient, client_id: string): Promise<string> {
  const { data } = await clients.getCredentials({ client_id });
  return data[0]?.id ?? 'cred_1';
}

/** What a change of a client takes. */
export const changes: Section = {
  title: 'Changing a client',
  rules: [
    needs({
      says: 'Creating a client needs `create:clients`, also with a secret of one’s own.',
      scopes: ['create:clients'],
      deeds: [creating({}), creating({ client_secret: 'chosen-by-the-caller' })],
    }),
    needs({
      says: 'Creating one with credentials in `client_authentication_methods` or `signed_request_object`, or with `token_vault_privileged_access`, needs `create:client_credentials` as well.',
      scopes: ['create:clients', 'create:client_credentials'],
      deeds: [
        creating(withKey),
        creating({ signed_request_object: { required: true, credentials: [credentialOf(first)] } }),
        creating({ token_vault_privileged_access: { credentials: [credentialOf(first)] } }),
      ],
    }),
    needs({
      says: 'Updating a client needs `update:clients`.',
      scopes: ['update:clients'],
      deeds: [changing({ description: 'changed' }), changing({ callbacks: ['https://app.example/cb'] })],
    }),
    needs({
      says: 'Updating its `client_secret` needs `update:client_keys` as well.',
      scopes: ['update:clients', 'update:client_keys'],
      deeds: [changing({ client_secret: 'chosen-by-the-caller', description: 'changed' })],
    }),
    {
      says: 'Updating its `signing_keys` needs `update:client_keys` as well, and is refused with it too: they cannot be changed.',
      async server({ as, made }) {
        const { client_id } = await made();
        const sent = { signing_keys: [] } as ClientUpdate;
        const { clients } = await as('update:clients');
        expect(await refused(clients.update({ client_id }, sent))).toMatchObject({ statusCode: 403 });
        const allowed = await as('update:clients', 'update:client_keys');
        expect(await refused(allowed.clients.update({ client_id }, sent))).toMatchObject({ statusCode: 400 });
      },
      async stub() {
        // The type does not know it.
        // @ts-expect-error signing_keys is not among what can be changed.
        const sent: ClientUpdate = { signing_keys: [] };
        const { management, sent: requests } = stub();
        await management.clients.update({ client_id: 'c1' }, sent);
        expect(requests[0]?.body).toBe('{"signing_keys":[]}');
      },
    },
    needs({
      says: 'Updating its `client_authentication_methods`, `signed_request_object` or `token_vault_privileged_access`, also to null, needs `update:client_credentials` as well.',
      scopes: ['update:clients', 'update:client_credentials'],
      client: withKey,
      deeds: [
        changing({ client_authentication_methods: keysOf() }),
        changing({ client_authentication_methods: null }),
        changing({ signed_request_object: { required: false } }),
        changing({ signed_request_object: null }),
        changing({ token_vault_privileged_access: vault }),
        changing({ token_vault_privileged_access: null }),
      ],
    }),
    needs({
      says: 'Rotating the secret needs `update:client_keys`.',
      scopes: ['update:client_keys'],
      deeds: [({ clients }, client_id) => clients.rotateClientSecret({ client_id })],
    }),
    needs({
      says: 'Creating a credential needs `create:client_credentials`.',
      scopes: ['create:client_credentials'],
      deeds: [({ clients }, client_id) => clients.createCredential({ client_id }, credentialOf(second))],
    }),
    needs({
      says: 'Updating a credential needs `update:client_credentials`.',
      scopes: ['update:client_credentials'],
      client: withKey,
      deeds: [
        async (management, client_id) => {
          const id = { client_id, credential_id: await credentialIn(management, client_id) };
          return management.clients.updateCredential(id, { expires_at: '2095-01-01T00:00:00.000Z' });
        },
      ],
    }),
    needs({
      says: 'Deleting a credential needs `delete:client_credentials`.',
      scopes: ['delete:client_credentials'],
      client: withKey,
      deeds: [
        async (management, client_id) => {
          const id = { client_id, credential_id: await credentialIn(management, client_id) };
          return management.clients.deleteCredential(id);
        },
      ],
    }),
    needs({
      says: 'Deleting a client needs `delete:clients`.',
      scopes: ['delete:clients'],
      deeds: [({ clients }, client_id) => clients.delete({ client_id })],
    }),
    {
      says: 'Without a scope that it needs, a change is a 403 `insufficient_scope` that names the scope, and nothing is changed, however harmless the rest of the body.',
      async server({ admin, as, made }) {
        const { client_id } = await made();
        const { clients } = await as('update:clients', 'read:clients');
        const body = { description: 'harmless', client_secret: 'chosen-by-the-caller' };
        const error = await refused(clients.update({ client_id }, body));
        expect(error).toMatchObject({
          statusCode: 403,
          errorCode: 'insufficient_scope',
          msg: 'Insufficient scope, expected any of: update:client_keys',
        });
        expect((await admin.clients.get({ client_id })).data.description).toBeUndefined();
      },
      async stub() {
        const message = 'Insufficient scope, expected any of: update:client_keys';
        const json = { statusCode: 403, error: 'Forbidden', message, errorCode: 'insufficient_scope' };
        const { management } = stub({ status: 403, json });
        const error = await refused(management.clients.update({ client_id: 'c1' }, { description: 'x' }));
        expect(error).toMatchObject({ statusCode: 403, errorCode: 'insufficient_scope', msg: message });
        expect(error.message).toContain(message);
      },
    },
    {
      says: 'The connections of a client are listed with `read:connections` and one of `read:clients` and `read:client_summary`, both.',
      async server({ as, made }) {
        const { client_id } = await made();
        for (const scopes of [
          ['read:connections'],
          ['read:clients'],
          ['read:connections', 'read:client_keys'],
        ]) {
          const { clients } = await as(...scopes);
          expect(await refused(clients.getEnabledConnections({ client_id }))).toMatchObject({
            statusCode: 403,
          });
        }
        for (const scope of ['read:clients', 'read:client_summary']) {
          const { clients } = await as('read:connections', scope);
          expect((await clients.getEnabledConnections({ client_id })).data).toEqual({ connections: [] });
        }
      },
      stub: () =>
        handsOn(
          ({ clients }) => clients.getEnabledConnections({ client_id: 'c1' }),
          'GET /clients/c1/connections',
          { connections: [] },
        ),
    },
  ],
};
