import type * as sdk from '@clientele/sdk';
import { describe, expectTypeOf, test } from 'vitest';
import type { Equal } from './exact.js';

// The compiler is what runs these tests.

type Client<Fields extends string, Include extends boolean = true> = sdk.ClientOf<{
  client_id: string;
  fields: Fields;
  include_fields: Include;
}>;

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

  test('that are known only at run time make everything optional', () => {
    type Unknown = Partial<sdk.Client>;
    expectTypeOf<Equal<Client<string>, Unknown>>().toEqualTypeOf<true>();
    expectTypeOf<Equal<Client<`client_id,${string}`>, Unknown>>().toEqualTypeOf<true>();
    expectTypeOf<Equal<Client<'client_id', boolean>, Unknown>>().toEqualTypeOf<true>();
    expectTypeOf<Equal<sdk.ClientOf<sdk.GetClientsByIdRequest>, Unknown>>().toEqualTypeOf<true>();
  });

  test('that are one of several leave one of several', () => {
    type Expected = { client_id: string } | { name: string };
    expectTypeOf<Equal<Client<'client_id' | 'name'>, Expected>>().toEqualTypeOf<true>();
  });

  test('left out leave the whole client', () => {
    expectTypeOf<sdk.ClientOf<{ client_id: string }>>().toEqualTypeOf<sdk.Client>();
    expectTypeOf<sdk.ClientOf<{ client_id: string; include_fields: false }>>().toEqualTypeOf<sdk.Client>();
    expectTypeOf<sdk.ClientOf<{ client_id: string; fields: undefined }>>().toEqualTypeOf<sdk.Client>();
  });

  test('may be as many as a client has', () => {
    type Ten = 'a,b,c,d,e,f,g,h,i,j';
    type Fifty = `${Ten},${Ten},${Ten},${Ten},${Ten}`;
    expectTypeOf<Equal<Client<`${Fifty},${Fifty},client_id`>, { client_id: string }>>().toEqualTypeOf<true>();
  });

  test('of APIs and connections are whole properties, and sure where they always are', () => {
    type Api = sdk.ResourceServerOf<{
      id: string;
      fields: 'id, identifier,scopes,proof_of_possession.required';
    }>;
    type ExpectedApi = { id: string; identifier: string; scopes?: sdk.ResourceServerScope[] };
    expectTypeOf<Equal<Api, ExpectedApi>>().toEqualTypeOf<true>();
    type Connection = sdk.ConnectionOf<{ id: string; fields: 'options.secret'; include_fields: false }>;
    expectTypeOf<Equal<Connection, sdk.Connection>>().toEqualTypeOf<true>();
    type Enabled = sdk.ClientConnectionsPageOf<{ client_id: string; fields: 'id,enabled_clients' }>;
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
    expectTypeOf<
      Equal<sdk.ClientsPageOf<{ include_totals: boolean }>, sdk.Client[] | Totals>
    >().toEqualTypeOf<true>();
    expectTypeOf<
      Equal<sdk.ClientsPageOf<sdk.GetClientsByCheckpoint>['clients'], Partial<sdk.Client>[]>
    >().toEqualTypeOf<true>();
  });

  test('show the tenant beside the fields, unless it is taken away', () => {
    type Shown = sdk.ClientsPageOf<{ fields: 'client_id' }>;
    expectTypeOf<Equal<Shown, { client_id: string; tenant?: string }[]>>().toEqualTypeOf<true>();
    type Counted = sdk.ClientsPageOf<{ fields: 'name'; include_totals: true }>;
    expectTypeOf<Equal<Counted['clients'], { name: string; tenant?: string }[]>>().toEqualTypeOf<true>();
    type Hidden = sdk.ClientsPageOf<{ take: 1; fields: 'tenant'; include_fields: false }>;
    expectTypeOf<Equal<Hidden['clients'], Omit<sdk.Client, 'tenant'>[]>>().toEqualTypeOf<true>();
    expectTypeOf<Equal<sdk.ClientsPageOf<{ fields: string }>, Partial<sdk.Client>[]>>().toEqualTypeOf<true>();
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
        sdk.ResourceServersPageOf<{ take: 1; fields: 'id' }>,
        { next?: string; resource_servers: { id: string }[] }
      >
    >().toEqualTypeOf<true>();
    expectTypeOf<
      Equal<
        sdk.ConnectionsPageOf<{ include_totals: true; fields: 'id' }>,
        sdk.GetConnections200ResponseOneOf<{ id: string }>
      >
    >().toEqualTypeOf<true>();
  });
});

describe('paging in two ways at once', () => {
  type Consistent<Parameters> = Parameters extends sdk.ConsistentPaging<Parameters> ? true : false;

  test('is refused by ConsistentPaging', () => {
    expectTypeOf<Consistent<{ take: 1; page: 0 }>>().toEqualTypeOf<false>();
    expectTypeOf<Consistent<{ from: string; per_page: 5 }>>().toEqualTypeOf<false>();
    expectTypeOf<Consistent<{ take: number; include_totals: true }>>().toEqualTypeOf<false>();
    expectTypeOf<Consistent<{ take: number; from: string; include_totals: false }>>().toEqualTypeOf<true>();
    expectTypeOf<Consistent<{ page: 0; per_page: 5; include_totals: true }>>().toEqualTypeOf<true>();
    expectTypeOf<Consistent<sdk.GetClientsRequest>>().toEqualTypeOf<true>();
  });

  test('fits none of the three kinds of list', () => {
    type Kinds<ByPage, Totals, Checkpoint> = [ByPage | Totals | Checkpoint, ByPage, Totals, Checkpoint];
    type OfClients = Kinds<sdk.GetClientsByPage, sdk.GetClientsWithTotals, sdk.GetClientsByCheckpoint>;
    type OfGrants = Kinds<
      sdk.GetClientGrantsByPage,
      sdk.GetClientGrantsWithTotals,
      sdk.GetClientGrantsByCheckpoint
    >;
    type OfApis = Kinds<
      sdk.GetResourceServersByPage,
      sdk.GetResourceServersWithTotals,
      sdk.GetResourceServersByCheckpoint
    >;
    type OfConnections = Kinds<
      sdk.GetConnectionsByPage,
      sdk.GetConnectionsWithTotals,
      sdk.GetConnectionsByCheckpoint
    >;
    type All = OfClients | OfGrants | OfApis | OfConnections;
    expectTypeOf<{ take: 1; page: 0 }>().not.toExtend<All[0]>();
    expectTypeOf<{ from: ''; per_page: 5 }>().not.toExtend<All[0]>();
    expectTypeOf<{ take: 1; include_totals: true }>().not.toExtend<All[0]>();
    expectTypeOf<{ page: 0; per_page: 5 }>().toExtend<
      OfClients[1] & OfGrants[1] & OfApis[1] & OfConnections[1]
    >();
    expectTypeOf<{ page: 0; include_totals: true }>().toExtend<
      OfClients[2] & OfGrants[2] & OfApis[2] & OfConnections[2]
    >();
    expectTypeOf<{ take: 1; from: '' }>().toExtend<
      OfClients[3] & OfGrants[3] & OfApis[3] & OfConnections[3]
    >();
    expectTypeOf<{ from: '' }>().toExtend<OfClients[3] & OfGrants[3] & OfApis[3] & OfConnections[3]>();
  });

  test('questions by q are for checkpoint lists', () => {
    expectTypeOf<{ q: string; take: 1 }>().toExtend<sdk.GetClientsByCheckpoint>();
    expectTypeOf<{ q: string; page: 0 }>().not.toExtend<sdk.GetClientsByPage | sdk.GetClientsWithTotals>();
  });

  test('every kind of list has parameters that the server knows', () => {
    expectTypeOf<sdk.GetClientsByPage>().toExtend<sdk.GetClientsRequest>();
    expectTypeOf<sdk.GetClientsWithTotals>().toExtend<sdk.GetClientsRequest>();
    expectTypeOf<sdk.GetClientsByCheckpoint>().toExtend<sdk.GetClientsRequest>();
  });
});
