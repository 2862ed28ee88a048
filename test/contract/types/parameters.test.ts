import type * as sdk from '@clientele/sdk';
import { describe, expectTypeOf, test } from 'vitest';
import type { Equal } from './exact.js';

// The compiler is what runs these tests.

type Client<Fields extends string, Include extends boolean = true> = sdk.ClientOf<Fields, Include>;

describe('fields', () => {
  test('leave the named properties, of which only the id and the name are sure', () => {
    type Expected = {
      client_id: string;
      name: string;
      client_secret?: string;
      jwt_configuration?: { alg?: NonNullable<sdk.JwtConfiguration['alg']> };
    };
    type Actual = Client<'client_id,name,client_secret,jwt_configuration.alg'>;
    expectTypeOf<Equal<Actual, Expected>>().toEqualTypeOf<true>();
    // @ts-expect-error What was not named is not there.
    expectTypeOf<Actual['callbacks']>().toBeUndefined();
  });

  test('may have blanks around names, and the older name of signing_keys', () => {
    type Expected = { client_id: string; signing_keys?: sdk.ClientSigningKey[] };
    expectTypeOf<Equal<Client<' client_id ,\tsigning_key\n'>, Expected>>().toEqualTypeOf<true>();
  });

  test('name several parts of one property, or the whole beside a part', () => {
    type Parts = { mobile?: Pick<sdk.Mobile, 'android' | 'ios'> };
    expectTypeOf<Equal<Client<'mobile.android,mobile.ios'>, Parts>>().toEqualTypeOf<true>();
    type Lasting = { refresh_token?: Pick<sdk.RefreshToken, 'rotation_type' | 'leeway'> };
    expectTypeOf<
      Equal<Client<'refresh_token.rotation_type,refresh_token.leeway'>, Lasting>
    >().toEqualTypeOf<true>();
    expectTypeOf<Equal<Client<'mobile.android,mobile'>, { mobile?: sdk.Mobile }>>().toEqualTypeOf<true>();
  });

  test('are taken away by include_fields: false', () => {
    type Actual = Client<'name,tenant,jwt_configuration.alg', false>;
    type Expected = Omit<sdk.Client, 'name' | 'tenant' | 'jwt_configuration'> & {
      jwt_configuration?: Omit<sdk.JwtConfiguration, 'alg'>;
    };
    expectTypeOf<Equal<Actual, Expected>>().toEqualTypeOf<true>();
  });

  test('that are known only at run time leave the client as it is, as in auth0 v4', () => {
    expectTypeOf<Client<string>>().toEqualTypeOf<sdk.Client>();
    expectTypeOf<Client<string, false>>().toEqualTypeOf<sdk.Client>();
  });

  test('that begin with known names, or may be taken away, make everything optional', () => {
    type Unknown = Partial<sdk.Client>;
    expectTypeOf<Equal<Client<'client_id', boolean>, Unknown>>().toEqualTypeOf<true>();
  });

  test('that are one of several leave one of several', () => {
    type Expected = { client_id: string } | { name: string };
    expectTypeOf<Equal<Client<'client_id' | 'name'>, Expected>>().toEqualTypeOf<true>();
  });

  test('may be as many as a client has', () => {
    type Ten = 'a,b,c,d,e,f,g,h,i,j';
    type Fifty = `${Ten},${Ten},${Ten},${Ten},${Ten}`;
    expectTypeOf<Equal<Client<`${Fifty},${Fifty},client_id`>, { client_id: string }>>().toEqualTypeOf<true>();
  });

  test('of APIs and connections are whole properties, and sure where they always are', () => {
    type Api = sdk.ResourceServerOf<'id, identifier,scopes,proof_of_possession.required'>;
    type ExpectedApi = { id: string; identifier: string; scopes?: sdk.ResourceServerScope[] };
    expectTypeOf<Equal<Api, ExpectedApi>>().toEqualTypeOf<true>();
    type Connection = sdk.ConnectionOf<'options.secret', false>;
    expectTypeOf<Equal<Connection, sdk.Connection>>().toEqualTypeOf<true>();
    type Enabled = sdk.ClientConnectionsPageOf<'id,enabled_clients'>;
    expectTypeOf<Equal<Enabled, { connections: { id: string }[]; next?: string }>>().toEqualTypeOf<true>();
  });
});

describe('lists', () => {
  test('are arrays, counted pages or checkpoint pages, as the parameters say', () => {
    type Totals = { start: number; limit: number; total: number; clients: sdk.Client[] };
    type Checkpoint = { next?: string; clients: sdk.Client[] };
    expectTypeOf<sdk.ClientsPageOf<Record<never, never>>>().toEqualTypeOf<sdk.Client[]>();
    expectTypeOf<sdk.ClientsPageOf<{ include_totals: false; page: 1 }>>().toEqualTypeOf<sdk.Client[]>();
    expectTypeOf<Equal<sdk.ClientsPageOf<{ include_totals: true }>, Totals>>().toEqualTypeOf<true>();
    expectTypeOf<Equal<sdk.ClientsPageOf<{ take: 5 }>, Checkpoint>>().toEqualTypeOf<true>();
    expectTypeOf<Equal<sdk.ClientsPageOf<{ from: string }>, Checkpoint>>().toEqualTypeOf<true>();
    expectTypeOf<sdk.ClientsPageOf<{ include_totals: boolean }>>().toEqualTypeOf<sdk.Client[]>();
    expectTypeOf<sdk.ClientsPageOf<sdk.GetClientsRequest>>().toEqualTypeOf<sdk.Client[]>();
    expectTypeOf<
      Equal<sdk.ClientsPageOf<{ take: 5 } | { page: 5 }>, sdk.Client[] | Checkpoint>
    >().toEqualTypeOf<true>();
  });

  test('show the tenant beside the fields, unless it is taken away', () => {
    type Shown = sdk.ClientsPageOf<{ fields: 'client_id' }, 'client_id'>;
    expectTypeOf<Equal<Shown, { client_id: string; tenant?: string }[]>>().toEqualTypeOf<true>();
    type Counted = sdk.ClientsPageOf<{ include_totals: true }, 'name'>;
    expectTypeOf<Equal<Counted['clients'], { name: string; tenant?: string }[]>>().toEqualTypeOf<true>();
    type Hidden = sdk.ClientsPageOf<{ take: 1 }, 'tenant', false>;
    expectTypeOf<Equal<Hidden['clients'], Omit<sdk.Client, 'tenant'>[]>>().toEqualTypeOf<true>();
    expectTypeOf<sdk.ClientsPageOf<{ fields: string }, string>>().toEqualTypeOf<sdk.Client[]>();
  });

  test('by variables of the type that has every parameter are arrays, as in auth0 v4', () => {
    expectTypeOf<sdk.ClientGrantsPageOf<sdk.GetClientGrantsRequest>>().toEqualTypeOf<sdk.ClientGrant[]>();
  });

  test('of grants, APIs and connections have the same forms', () => {
    expectTypeOf<
      sdk.ClientGrantsPageOf<{ from: string }>
    >().toEqualTypeOf<sdk.GetClientGrants200ResponseOneOf1>();
    expectTypeOf<
      Equal<
        sdk.ResourceServersPageOf<{ take: 1 }, 'id'>,
        { next?: string; resource_servers: { id: string }[] }
      >
    >().toEqualTypeOf<true>();
    expectTypeOf<
      Equal<
        sdk.ConnectionsPageOf<{ include_totals: true }, 'id'>,
        sdk.GetConnections200ResponseOneOf<{ id: string }>
      >
    >().toEqualTypeOf<true>();
  });
});

describe('paging in two ways at once', () => {
  type Accepts<Parameters extends sdk.GetClientsRequest> =
    Parameters extends sdk.ListParameters<Parameters, sdk.GetClientsRequest> ? true : false;

  test('is refused', () => {
    expectTypeOf<Accepts<{ take: 1; page: 0 }>>().toEqualTypeOf<false>();
    expectTypeOf<Accepts<{ from: string; per_page: 5 }>>().toEqualTypeOf<false>();
    expectTypeOf<Accepts<{ take: number; include_totals: true }>>().toEqualTypeOf<false>();
    expectTypeOf<Accepts<{ take: number; from: string; include_totals: false }>>().toEqualTypeOf<true>();
    expectTypeOf<Accepts<{ page: 0; per_page: 5; include_totals: true }>>().toEqualTypeOf<true>();
    expectTypeOf<Accepts<sdk.GetClientsRequest>>().toEqualTypeOf<true>();
  });
});

describe('a method that is compared, not called', () => {
  test('has any result', () => {
    // biome-ignore lint/suspicious/noExplicitAny: it is what the compiler puts for type parameters.
    type Any = any;
    expectTypeOf<sdk.ClientOf<Any, Any>>().toBeAny();
    expectTypeOf<sdk.ClientsPageOf<Any, Any, Any>>().toBeAny();
    expectTypeOf<sdk.CreatedOf<Any>>().toBeAny();
    expectTypeOf<sdk.RotatedOf<Any>>().toBeAny();
  });
});
