import { readFileSync } from 'node:fs';
import type * as model from '@clientele/model';
import { clientProperties, clientReadScopes, newClient, presentClient } from '@clientele/model';
import type * as sdk from '@clientele/sdk';
import type { Static } from 'typebox';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { Addons } from '../../../packages/model/src/client/addons.js';
import type { OidcLogout } from '../../../packages/model/src/client/oidc-logout-body.js';
import type { CredentialSlots } from '../../../packages/model/src/credential/slot.js';
import type { tenantFlags } from '../../../packages/model/src/tenant/flags.js';
import type { checkpointParameters } from '../../../packages/server/src/management/answers/page.js';
import type * as clientConnections from '../../../packages/server/src/management/client-connections.js';
import type * as clientGrants from '../../../packages/server/src/management/client-grants.js';
import type * as clients from '../../../packages/server/src/management/clients.js';
import type * as connections from '../../../packages/server/src/management/connections.js';
import type * as resourceServers from '../../../packages/server/src/management/resource-servers.js';
import { clientNames } from './client-names.js';
import type { Differences, Equal, Interchangeable, Plain } from './exact.js';

// The compiler is what runs these tests: a difference is an error that names the property.

describe('what is compared', () => {
  test('a property that may be absent, may be null, or is missing is a difference', () => {
    expectTypeOf<Differences<{ a: string; b: 1 }, { a?: string; b: 1 }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a?: string }, { a?: string | null }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a?: string | undefined }, { a: string }>>().toEqualTypeOf<'a'>();
    expectTypeOf<Differences<{ a: string | undefined }, { a: string }>>().toEqualTypeOf<'a'>();
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
    expectTypeOf<Differences<{ a?: { b?: 1 | undefined } | undefined }, { a?: { b?: 1 } }>>().toBeNever();
    expectTypeOf<
      Interchangeable<{ a?: { b?: 1 | undefined }[] | undefined }, { a?: { b?: 1 }[] }>
    >().toEqualTypeOf<true>();
  });
});

// The server takes `signing_keys` only to refuse it by its own message.
type ServerClientUpdate = Omit<model.ClientUpdate, 'signing_keys'>;

// The SDK takes any text for a grant and says what each addon has: both are compared by themselves.
// Metadata that is undefined is not sent.
type Narrow<T> = Omit<T, 'grant_types' | 'addons' | 'client_metadata'>;

describe('a body that was made for one is taken by the other', () => {
  test('clients', () => {
    expectTypeOf<
      Interchangeable<Narrow<sdk.ClientCreate>, Narrow<model.ClientCreate>>
    >().toEqualTypeOf<true>();
    expectTypeOf<
      Interchangeable<Narrow<sdk.ClientUpdate>, Narrow<ServerClientUpdate>>
    >().toEqualTypeOf<true>();
  });

  test('credentials', () => {
    type ServerCreate = Static<typeof model.CredentialCreate>;
    expectTypeOf<ServerCreate>().toExtend<sdk.PostCredentialsRequest>();
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

/** The settings of each addon, read from the types of the SDK. */
function settingsInTypes(): Record<string, string[]> {
  const file = new URL('../../../packages/sdk/src/models/client-addons.ts', import.meta.url);
  const interfaces = readFileSync(file, 'utf8').matchAll(/^export interface (\w+) \{\n(.*?)^\}/gms);
  const properties = new Map(
    [...interfaces].map(([, name = '', body = '']) => [name, [...body.matchAll(/^ {2}(\w+)\??: (\w+)/gm)]]),
  );
  const namesOf = (type: string) => (properties.get(type) ?? []).map(([, name = '']) => name).sort();
  return Object.fromEntries(
    (properties.get('ClientAddons') ?? []).map(([, addon = '', type = '']) => [addon, namesOf(type)]),
  );
}

/** The settings of each addon that the server checks. */
function settingsInSchemas(): Record<string, string[]> {
  const namesOf = (schema: object) =>
    Object.keys('properties' in schema ? (schema.properties as object) : {}).sort();
  return Object.fromEntries(
    Object.entries(Addons.properties).map(([addon, schema]) => [addon, namesOf(schema)]),
  );
}

describe('bodies are those of the server', () => {
  test('clients', () => {
    expectTypeOf<Differences<Narrow<sdk.ClientCreate>, Narrow<model.ClientCreate>>>().toBeNever();
    expectTypeOf<Differences<Narrow<sdk.ClientUpdate>, Narrow<ServerClientUpdate>>>().toBeNever();
  });

  test('grants of clients are known by name, and taken as text', () => {
    expectTypeOf<sdk.GrantType>().toEqualTypeOf<NonNullable<model.ClientCreate['grant_types']>[number]>();
    expectTypeOf<string[]>().toExtend<NonNullable<sdk.ClientCreate['grant_types']>>();
    expectTypeOf<NonNullable<sdk.Client['grant_types']>>().toExtend<string[]>();
  });

  test('metadata is text, and in a change null', () => {
    type Sent<Body extends { client_metadata?: object | undefined }> = Exclude<
      NonNullable<Body['client_metadata']>[keyof Body['client_metadata']],
      undefined
    >;
    expectTypeOf<Sent<sdk.ClientCreate>>().toEqualTypeOf<Sent<model.ClientCreate>>();
    expectTypeOf<Sent<sdk.ClientUpdate>>().toEqualTypeOf<Sent<model.ClientUpdate>>();
  });

  test('addons are those of the server, with the settings that it checks', () => {
    expectTypeOf<keyof sdk.ClientAddons>().toEqualTypeOf<keyof NonNullable<model.ClientCreate['addons']>>();
    expectTypeOf<Omit<sdk.ClientAddons, 'oag'>>().toExtend<
      Record<string, Record<string, unknown> | undefined>
    >();
    expect(settingsInTypes()).toEqual(settingsInSchemas());
  });

  test('credentials', () => {
    type ServerCreate = Static<typeof model.CredentialCreate>;
    type Subject = { credential_type: 'cert_subject_dn' };
    expectTypeOf<
      Equal<Exclude<sdk.PostCredentialsRequest, Subject>, Exclude<ServerCreate, Subject>>
    >().toEqualTypeOf<true>();
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

  test('settings of the tenant', () => {
    type Server = model.TenantSettingsUpdate;
    type Listed = 'enabled_locales' | 'flags';
    expectTypeOf<Differences<Omit<sdk.TenantSettingsUpdate, Listed>, Omit<Server, Listed>>>().toBeNever();
    expectTypeOf<
      Interchangeable<Omit<sdk.TenantSettingsUpdate, Listed>, Omit<Server, Listed>>
    >().toEqualTypeOf<true>();
    expectTypeOf<sdk.TenantFlag>().toEqualTypeOf<(typeof tenantFlags)[number]>();
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
  type Read = Narrow<Always<Shown, 'client_id' | 'name'>>;
  type Always<T, Name extends keyof T> = Partial<T> & Required<Pick<T, Name>>;

  test('a client that is read always has its id and name', () => {
    expectTypeOf<Differences<Narrow<sdk.Client>, Read>>().toBeNever();
  });

  test('a client that was changed is one that is read', () => {
    expectTypeOf<Differences<Narrow<sdk.ClientUpdated>, Read>>().toBeNever();
  });

  test('a client whose secret was rotated shows it too', () => {
    expectTypeOf<
      Differences<Narrow<sdk.ClientRotated>, Always<Read, 'client_id' | 'name' | 'client_secret'>>
    >().toBeNever();
  });

  test('a client that was created shows its credentials in full', () => {
    type Slots = CredentialSlots<model.CredentialView>;
    type Created = Omit<Read, keyof Slots> & Pick<Wire, 'encrypted'>;
    expectTypeOf<Differences<Omit<Narrow<sdk.ClientCreated>, keyof Slots>, Created>>().toBeNever();
    expectTypeOf<Plain<Pick<sdk.ClientCreated, keyof Slots>>>().toExtend<Slots>();
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

  test('credentials of each type have what the server keeps of that type, and together all of it', () => {
    type Kind<
      Type extends model.CredentialView['credential_type'],
      Own extends keyof model.CredentialView,
    > = Omit<model.CredentialView, 'credential_type' | 'kid' | 'alg' | 'subject_dn' | 'thumbprint_sha256'> & {
      credential_type: Type;
    } & Required<Pick<model.CredentialView, Own>>;
    expectTypeOf<Differences<sdk.PublicKeyCredential, Kind<'public_key', 'kid' | 'alg'>>>().toBeNever();
    expectTypeOf<Differences<sdk.SubjectCredential, Kind<'cert_subject_dn', 'subject_dn'>>>().toBeNever();
    expectTypeOf<
      Differences<sdk.CertificateCredential, Kind<'x509_cert', 'thumbprint_sha256'>>
    >().toBeNever();
    expectTypeOf<keyof sdk.GetCredentials200ResponseInner>().toEqualTypeOf<keyof model.CredentialView>();
  });

  test('signing keys', () => {
    type Key = sdk.GetSigningKeys200ResponseInner;
    expectTypeOf<Key['kty']>().toEqualTypeOf<model.TokenSigningKey['type']>();
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
