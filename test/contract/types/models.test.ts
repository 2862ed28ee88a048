import type * as model from '@clientele/model';
import { clientProperties, clientReadScopes, newClient, presentClient } from '@clientele/model';
import type * as sdk from '@clientele/sdk';
import type { Static } from 'typebox';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { OidcLogout } from '../../../packages/model/src/client/oidc-logout-body.js';
import type { CredentialSlots } from '../../../packages/model/src/credential/slot.js';
import type { checkpointParameters } from '../../../packages/server/src/management/answers/page.js';
import type * as clientConnections from '../../../packages/server/src/management/client-connections.js';
import type * as clientGrants from '../../../packages/server/src/management/client-grants.js';
import type * as clients from '../../../packages/server/src/management/clients.js';
import type * as connections from '../../../packages/server/src/management/connections.js';
import type * as resourceServers from '../../../packages/server/src/management/resource-servers.js';
import { clientNames } from './client-names.js';
import type { Differences, Equal, Interchangeable } from './exact.js';

// The compiler is what runs these tests: a difference is an error that names the property.

describe('what is compared', () => {
  test('a property that may be absent, may be null, or is missing is a difference', () => {
    expectTypeOf<Differences<{ a: string; b: 1 }, { a?: string; b: 1 }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a?: string }, { a?: string | null }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a?: string }, { a?: string | undefined }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a: { b: 1 }[] }, { a: { b: 1; c?: 2 }[] }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a: 1 }, { a: 1; c?: 2 }>>().toEqualTypeOf<'c'>();
    expectTypeOf<Differences<{ a: 'x' | 'y' }, { a: 'x' }>>().toEqualTypeOf<'a'>();
    // @ts-expect-error A difference does not compile.
    expectTypeOf<Differences<{ a: 1 }, { a: 2 }>>().toBeNever();
    // @ts-expect-error Neither does it for types without properties.
    expectTypeOf<Equal<string[], number[]>>().toEqualTypeOf<true>();
    // @ts-expect-error What one of two asks for and the other does not have keeps it from being taken.
    expectTypeOf<Interchangeable<{ a: 1 }, { a: 1; b: 2 }>>().toEqualTypeOf<true>();
  });

  test('how it is written, and properties that can never be there, are none', () => {
    expectTypeOf<Differences<{ a: 1 } & { b?: 2 }, { a: 1; b?: 2; c?: never }>>().toBeNever();
  });
});

// The server takes `signing_keys` only to refuse it by its own message.
type ServerClientUpdate = Omit<model.ClientUpdate, 'signing_keys'>;

describe('a body that was made for one is taken by the other', () => {
  test('clients', () => {
    expectTypeOf<Interchangeable<sdk.ClientCreate, model.ClientCreate>>().toEqualTypeOf<true>();
    expectTypeOf<Interchangeable<sdk.ClientUpdate, ServerClientUpdate>>().toEqualTypeOf<true>();
  });

  test('credentials', () => {
    type ServerCreate = Static<typeof model.CredentialCreate>;
    expectTypeOf<Interchangeable<sdk.PostCredentialsRequest, ServerCreate>>().toEqualTypeOf<true>();
    expectTypeOf<
      Interchangeable<sdk.PatchCredentialsByCredentialIdRequest, model.CredentialUpdate>
    >().toEqualTypeOf<true>();
  });

  test('client grants', () => {
    expectTypeOf<Interchangeable<sdk.ClientGrantCreate, model.ClientGrantCreate>>().toEqualTypeOf<true>();
    expectTypeOf<
      Interchangeable<sdk.PatchClientGrantsByIdRequest, model.ClientGrantUpdate>
    >().toEqualTypeOf<true>();
  });

  test('resource servers', () => {
    expectTypeOf<
      Interchangeable<sdk.ResourceServerCreate, model.ResourceServerCreate>
    >().toEqualTypeOf<true>();
    expectTypeOf<
      Interchangeable<sdk.ResourceServerUpdate, model.ResourceServerUpdate>
    >().toEqualTypeOf<true>();
  });

  test('connections and their clients', () => {
    expectTypeOf<Interchangeable<sdk.ConnectionCreate, model.ConnectionCreate>>().toEqualTypeOf<true>();
    expectTypeOf<Interchangeable<sdk.ConnectionUpdate, model.ConnectionUpdate>>().toEqualTypeOf<true>();
    expectTypeOf<
      Interchangeable<sdk.PatchClientsRequestInner[], model.ConnectionClientsUpdate>
    >().toEqualTypeOf<true>();
  });
});

describe('bodies are those of the server', () => {
  test('clients', () => {
    expectTypeOf<Differences<sdk.ClientCreate, model.ClientCreate>>().toBeNever();
    expectTypeOf<Differences<sdk.ClientUpdate, ServerClientUpdate>>().toBeNever();
  });

  test('credentials', () => {
    type ServerCreate = Static<typeof model.CredentialCreate>;
    expectTypeOf<Equal<sdk.PostCredentialsRequest, ServerCreate>>().toEqualTypeOf<true>();
    expectTypeOf<
      Differences<sdk.PatchCredentialsByCredentialIdRequest, model.CredentialUpdate>
    >().toBeNever();
  });

  test('client grants', () => {
    expectTypeOf<Differences<sdk.ClientGrantCreate, model.ClientGrantCreate>>().toBeNever();
    expectTypeOf<Differences<sdk.PatchClientGrantsByIdRequest, model.ClientGrantUpdate>>().toBeNever();
  });

  test('resource servers', () => {
    expectTypeOf<Differences<sdk.ResourceServerCreate, model.ResourceServerCreate>>().toBeNever();
    expectTypeOf<Differences<sdk.ResourceServerUpdate, model.ResourceServerUpdate>>().toBeNever();
  });

  test('connections and their clients', () => {
    expectTypeOf<Differences<sdk.ConnectionCreate, model.ConnectionCreate>>().toBeNever();
    expectTypeOf<Differences<sdk.ConnectionUpdate, model.ConnectionUpdate>>().toBeNever();
    expectTypeOf<
      Equal<sdk.PatchClientsRequestInner[], model.ConnectionClientsUpdate>
    >().toEqualTypeOf<true>();
  });
});

describe('queries are those of the server', () => {
  test('lists', () => {
    expectTypeOf<Differences<sdk.GetClientsRequest, Static<typeof clients.ListQuery>>>().toBeNever();
    expectTypeOf<
      Differences<sdk.GetClientGrantsRequest, Static<typeof clientGrants.ListQuery>>
    >().toBeNever();
    expectTypeOf<
      Differences<sdk.GetResourceServersRequest, Static<typeof resourceServers.ListQuery>>
    >().toBeNever();
    expectTypeOf<Differences<sdk.GetConnectionsRequest, Static<typeof connections.ListQuery>>>().toBeNever();
  });

  test('single objects, and lists that belong to one', () => {
    type Query<Parameters> = Omit<Parameters, 'id' | 'client_id'>;
    type Checkpoint = {
      [Name in keyof typeof checkpointParameters]?: Static<(typeof checkpointParameters)[Name]>;
    };
    expectTypeOf<
      Differences<Query<sdk.GetClientsByIdRequest>, Static<typeof clients.GetQuery>>
    >().toBeNever();
    expectTypeOf<
      Differences<Query<sdk.GetResourceServersByIdRequest>, Static<typeof resourceServers.GetQuery>>
    >().toBeNever();
    expectTypeOf<
      Differences<Query<sdk.GetConnectionsByIdRequest>, Static<typeof connections.GetQuery>>
    >().toBeNever();
    expectTypeOf<
      Differences<Query<sdk.GetClientConnectionsRequest>, Static<typeof clientConnections.ListQuery>>
    >().toBeNever();
    expectTypeOf<Differences<Query<sdk.GetConnectionClientsRequest>, Checkpoint>>().toBeNever();
  });
});

describe('answers are what the model presents', () => {
  /** The names under which a client is shown beside those that it is kept under. client-visibility.md */
  type Wire = model.PresentableClient & { cross_origin_auth?: boolean; oidc_backchannel_logout?: OidcLogout };
  type Shown = Omit<Wire, 'encrypted'>;
  type Always<T, Name extends keyof T> = Partial<T> & Required<Pick<T, Name>>;

  test('a client that is read always has its id and name', () => {
    expectTypeOf<Differences<sdk.Client, Always<Shown, 'client_id' | 'name'>>>().toBeNever();
  });

  test('a client that was changed may show nothing', () => {
    expectTypeOf<Differences<sdk.ClientUpdated, Partial<Shown>>>().toBeNever();
  });

  test('a client whose secret was rotated shows its id and secret', () => {
    expectTypeOf<Differences<sdk.ClientRotated, Always<Shown, 'client_id' | 'client_secret'>>>().toBeNever();
  });

  test('a client that was created shows its id, and its credentials in full', () => {
    type Slots = CredentialSlots<model.CredentialView>;
    type Created = Always<Omit<Shown, keyof Slots> & Pick<Wire, 'encrypted'>, 'client_id'> & Slots;
    expectTypeOf<Differences<sdk.ClientCreated, Created>>().toBeNever();
  });

  test('every name of a client that the server knows is one of the SDK', () => {
    expect(Object.keys(clientNames).sort()).toEqual(
      [...clientProperties].filter((name) => !name.includes('.') && name !== 'encrypted').sort(),
    );
  });

  test('every name of a client in the answer to its creation is one of the SDK', () => {
    const client = newClient(
      { name: 'Full', oidc_logout: { backchannel_logout_urls: [] } },
      { clientId: 'c1', tenant: 't1', credentialIds: {}, signingKeys: [{ cert: 'PEM' }] },
    );
    const shown = presentClient(
      { ...client, client_secret: 'secret', encrypted: true },
      { scopes: new Set(clientReadScopes) },
    );
    expect(Object.keys(shown)).toContain('oidc_backchannel_logout');
    expect(Object.keys(shown).filter((name) => !Object.hasOwn(clientNames, name))).toEqual(['encrypted']);
  });

  test('credentials', () => {
    expectTypeOf<Differences<sdk.GetCredentials200ResponseInner, model.CredentialView>>().toBeNever();
  });

  test('client grants', () => {
    type Presented = Omit<
      model.ClientGrant,
      'resource_server_id' | 'scope_generation' | 'with_unused_scopes'
    > & {
      audience: string;
    };
    expectTypeOf<Differences<sdk.ClientGrant, Presented>>().toBeNever();
  });

  test('resource servers', () => {
    type Kept = model.ResourceServer;
    type Encryption = NonNullable<Kept['token_encryption']>;
    type Presented = Omit<Kept, 'token_encryption'> & {
      signing_secret?: string;
      token_encryption?: Omit<Encryption, 'encryption_key'> & {
        encryption_key: Omit<Encryption['encryption_key'], 'pem'>;
      };
    };
    expectTypeOf<Differences<sdk.ResourceServer, Presented>>().toBeNever();
  });

  test('connections', () => {
    type Presented = Omit<model.PresentableConnection, 'enabled_clients'>;
    expectTypeOf<Differences<sdk.ConnectionForList, Presented>>().toBeNever();
    expectTypeOf<Differences<sdk.Connection, Presented & { enabled_clients: string[] }>>().toBeNever();
  });
});
