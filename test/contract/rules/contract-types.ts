import {
  type Client,
  type ClientCreate,
  type ClientUpdate,
  type ConnectionForList,
  type DeleteClientsByIdRequest,
  type DeleteCredentialsByCredentialIdRequest,
  type GetClientConnections200Response,
  GetClientConnectionsStrategyEnum,
  type GetClients200ResponseOneOf,
  type GetClients200ResponseOneOf1,
  type GetClientsByIdRequest,
  type GetClientsRequest,
  type GetCredentials200ResponseInner,
  type GetCredentialsRequest,
  JSONApiResponse,
  type PatchClientsByIdRequest,
  type PatchCredentialsByCredentialIdRequest,
  type PostCredentialsOperationRequest,
  type PostCredentialsRequest,
  type PostRotateSecretRequest,
  TextApiResponse,
  VoidApiResponse,
} from '@clientele/sdk';
import { expect, expectTypeOf } from 'vitest';
import { credentialOf, first, second } from './on-server.js';
import { type Section, sdkOnly } from './rule.js';
import { handsOn, refused, stub } from './stub.js';

const typesOnly = sdkOnly('types, which the compiler checks with this test');

const everything = {
  name: 'Everything that a client can be made with',
  description: 'text',
  logo_uri: 'https://app.example/logo.png',
  callbacks: ['https://app.example/cb'],
  session_transfer: { can_create_session_transfer_token: true },
  oidc_logout: { backchannel_logout_urls: ['https://app.example/out'] },
  allowed_origins: ['https://app.example'],
  web_origins: ['https://app.example'],
  client_aliases: ['alias'],
  allowed_clients: ['someone'],
  allowed_logout_urls: ['https://app.example/bye'],
  grant_types: ['client_credentials'],
  token_endpoint_auth_method: 'client_secret_post',
  app_type: 'regular_web',
  is_first_party: true,
  oidc_conformant: true,
  jwt_configuration: { lifetime_in_seconds: 60, scopes: {}, alg: 'RS256' },
  encryption_key: { pub: 'pub', cert: 'cert', subject: 'subject' },
  sso: true,
  cross_origin_authentication: true,
  cross_origin_loc: 'https://app.example/verify',
  sso_disabled: false,
  custom_login_page_on: true,
  custom_login_page: '<p>',
  custom_login_page_preview: '<p>',
  form_template: 'form',
  addons: { samlp: {} },
  client_metadata: { a: 'b' },
  mobile: { android: { app_package_name: 'com.example' } },
  initiate_login_uri: 'https://app.example/login',
  native_social_login: { apple: { enabled: true }, facebook: { enabled: false } },
  refresh_token: { rotation_type: 'non-rotating', expiration_type: 'non-expiring' },
  default_organization: { organization_id: 'org_1', flows: ['client_credentials'] },
  organization_usage: 'allow',
  organization_require_behavior: 'no_prompt',
  organization_discovery_methods: ['email'],
  require_pushed_authorization_requests: true,
  require_proof_of_possession: true,
  compliance_level: 'none',
  par_request_expiry: 60,
  token_quota: { client_credentials: { per_day: 100 } },
  skip_non_verifiable_callback_uri_confirmation_prompt: true,
  async_approval_notification_channels: ['email'],
} satisfies ClientCreate;

const removable = [
  'session_transfer',
  'oidc_logout',
  'encryption_key',
  'cross_origin_loc',
  'token_quota',
  'addons',
  'native_social_login',
  'refresh_token',
  'default_organization',
  'client_authentication_methods',
  'signed_request_object',
] as const;

/** What is sent and answered, and how types name it. */
export const types: Section = {
  title: 'Parameters, bodies and results',
  rules: [
    {
      says: 'Ids are required where a path has them: `client_id` for a client, `credential_id` too for a credential.',
      server: typesOnly,
      async stub() {
        for (const one of [{ client_id: 'c1' }])
          expect(
            one satisfies DeleteClientsByIdRequest &
              PatchClientsByIdRequest &
              PostRotateSecretRequest &
              GetCredentialsRequest &
              PostCredentialsOperationRequest &
              GetClientsByIdRequest,
          ).toEqual({ client_id: 'c1' });
        expectTypeOf<{ client_id: string }>().not.toExtend<DeleteCredentialsByCredentialIdRequest>();
        const { management } = stub();
        // @ts-expect-error An id is missing.
        expect(await refused(management.clients.getCredential({ client_id: 'c1' }))).toMatchObject({
          field: 'credential_id',
        });
      },
    },
    {
      says: 'All parameters of a list are optional, and so are the parameters as a whole; a server knows each.',
      async server({ admin: { clients } }) {
        for (const parameters of [
          undefined,
          { fields: 'name', include_fields: true, page: 0, per_page: 1, include_totals: true },
          { take: 1, fields: 'name' },
          { is_global: false, is_first_party: true, app_type: 'spa', client_ids: 'c1' },
        ] as (GetClientsRequest | undefined)[])
          expect((await clients.getAll(parameters)).status).toBe(200);
      },
      async stub() {
        const all = {
          fields: 'name',
          include_fields: true,
          page: 0,
          per_page: 1,
          include_totals: true,
          is_global: true,
          is_first_party: true,
          app_type: 'spa',
          client_ids: 'c1',
          external_client_id: 'e1',
        } satisfies GetClientsRequest;
        const { management, lines } = stub({ json: { clients: [] } });
        await management.clients.getAll(all);
        for (const [name, value] of Object.entries(all)) expect(lines()[0]).toContain(`${name}=${value}`);
      },
    },
    {
      says: 'A new credential is a public key, the subject of a certificate or a certificate, by its `credential_type`.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const expires_at = '2095-01-01T00:00:00.000Z';
        const bodies: PostCredentialsRequest[] = [
          { ...credentialOf(first), name: 'Key', alg: 'PS256' as const, kid: 'key-of-the-year', expires_at },
          { credential_type: 'cert_subject_dn', subject_dn: 'CN=somebody' },
        ];
        const types = [];
        for (const body of bodies)
          types.push((await clients.createCredential({ client_id }, body)).data.credential_type);
        expect(types).toEqual(['public_key', 'cert_subject_dn']);
        const wrong = { ...credentialOf(second), subject_dn: 'CN=x' } as PostCredentialsRequest;
        expect(await refused(clients.createCredential({ client_id }, wrong))).toMatchObject({
          statusCode: 400,
        });
      },
      async stub() {
        expectTypeOf<{ credential_type: 'public_key' }>().not.toExtend<PostCredentialsRequest>();
        expectTypeOf<{ credential_type: 'x509_cert'; pem: string }>().toExtend<PostCredentialsRequest>();
        expectTypeOf<{ credential_type: 'other'; pem: string }>().not.toExtend<PostCredentialsRequest>();
      },
    },
    {
      says: 'Of a credential nothing but its `expires_at` is changed: a time, or null.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const { data } = await clients.createCredential({ client_id }, credentialOf(first));
        const body = { name: 'New' } as PatchCredentialsByCredentialIdRequest;
        const change = clients.updateCredential({ client_id, credential_id: data.id }, body);
        expect(await refused(change)).toMatchObject({ statusCode: 400 });
      },
      async stub() {
        expectTypeOf<PatchCredentialsByCredentialIdRequest['expires_at']>().toEqualTypeOf<
          string | null | undefined
        >();
      },
    },
    {
      says: 'A credential always has `id`, `credential_type`, `created_at` and `updated_at`; `kid` and `alg` are of keys, `subject_dn` of subjects, `thumbprint_sha256` of certificates, `expires_at` of what expires.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        const { data: key } = await clients.createCredential({ client_id }, credentialOf(first));
        const subject = { credential_type: 'cert_subject_dn', subject_dn: 'CN=somebody' } as const;
        const { data: named } = await clients.createCredential({ client_id }, subject);
        const always = ['created_at', 'credential_type', 'id', 'updated_at'];
        expect(Object.keys(key).sort()).toEqual([...always, 'alg', 'kid'].sort());
        expect(Object.keys(named).sort()).toEqual([...always, 'subject_dn'].sort());
      },
      async stub() {
        expectTypeOf<GetCredentials200ResponseInner['id']>().toEqualTypeOf<string>();
        await handsOn(
          ({ clients }) => clients.getCredential({ client_id: 'c1', credential_id: 'cred_1' }),
          'GET /clients/c1/credentials/cred_1',
          { id: 'cred_1', credential_type: 'x509_cert', thumbprint_sha256: 't', of_tomorrow: true },
        );
      },
    },
    {
      says: 'A list with totals is `{ start, limit, total, clients }`, one by checkpoint `{ clients, next }`; the types have names of their own.',
      server: {
        file: 'packages/server/test/management/lists.test.ts',
        test: 'has totals where they are asked for',
      },
      async stub() {
        expectTypeOf<GetClients200ResponseOneOf>().toExtend<{
          start: number;
          limit: number;
          total: number;
          clients: Client[];
        }>();
        expectTypeOf<GetClients200ResponseOneOf1['next']>().toEqualTypeOf<string | undefined>();
      },
    },
    {
      says: 'The connections of a client come as `{ connections, next }`; none of the properties of a connection is certain in a list.',
      async server({ admin: { clients, connections }, made }) {
        const { client_id } = await made();
        const name = `users-${client_id}`;
        await connections.create({ name, strategy: 'auth0', enabled_clients: [client_id] });
        const { data } = await clients.getEnabledConnections({ client_id });
        expect(data.connections[0]).toMatchObject({ name, strategy: 'auth0', realms: [name] });
      },
      async stub() {
        expectTypeOf<GetClientConnections200Response['next']>().toEqualTypeOf<string | undefined>();
        expectTypeOf<ConnectionForList>().toHaveProperty('name');
        expect(GetClientConnectionsStrategyEnum.google_oauth2).toBe('google-oauth2');
      },
    },
    {
      says: 'A new client needs a `name` and takes all of these settings.',
      async server({ admin: { clients } }) {
        const { data } = await clients.create(everything);
        for (const name of Object.keys(everything)) expect(data).toHaveProperty(name);
        expect(await refused(clients.create({} as ClientCreate))).toMatchObject({ statusCode: 400 });
      },
      async stub() {
        const { management, sent } = stub({ json: { client_id: 'c1' } });
        await management.clients.create(everything);
        expect(JSON.parse(`${sent[0]?.body}`)).toEqual(everything);
        expectTypeOf<{ description: string }>().not.toExtend<ClientCreate>();
      },
    },
    {
      says: '`app_type`, `refresh_token` and `jwt_configuration.alg` take the values that are known; a refresh token says how it rotates and expires.',
      async server({ admin: { clients } }) {
        for (const app_type of [
          'native',
          'spa',
          'non_interactive',
          'box',
          'zoom',
          'oag',
          'sso_integration',
        ] as const)
          expect((await clients.create({ name: 'One', app_type })).data.app_type).toBe(app_type);
        for (const wrong of [
          { app_type: 'other' },
          { refresh_token: { rotation_type: 'rotating' } },
          { jwt_configuration: { alg: 'none' } },
        ])
          expect(await refused(clients.create({ name: 'One', ...wrong } as never))).toMatchObject({
            statusCode: 400,
          });
      },
      async stub() {
        expectTypeOf<'other'>().not.toExtend<NonNullable<ClientCreate['app_type']>>();
        expectTypeOf<{ rotation_type: 'rotating' }>().not.toExtend<ClientCreate['refresh_token']>();
        expectTypeOf<'PS256'>().toExtend<
          NonNullable<NonNullable<ClientCreate['jwt_configuration']>['alg']>
        >();
      },
    },
    {
      says: 'A change takes the same settings, each on its own, `client_secret` too; null takes away those that can be absent.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made({ ...everything, token_endpoint_auth_method: 'client_secret_post' });
        for (const name of removable) {
          const { data } = await clients.update({ client_id }, { [name]: null } as ClientUpdate);
          expect(data, name).not.toHaveProperty(name);
        }
        const { status } = await clients.update({ client_id }, { client_secret: 'chosen-by-the-caller' });
        expect(status).toBe(200);
        const fixed = { resource_server_identifier: 'https://api.example/' } as ClientUpdate;
        expect(await refused(clients.update({ client_id }, fixed))).toMatchObject({ statusCode: 400 });
      },
      async stub() {
        expectTypeOf<Record<(typeof removable)[number], null>>().toExtend<ClientUpdate>();
        expectTypeOf<{ name: null }>().not.toExtend<ClientUpdate>();
        const { management, sent } = stub();
        await management.clients.update({ client_id: 'c1' }, { addons: null });
        expect(sent[0]?.body).toBe('{"addons":null}');
      },
    },
    {
      says: 'A client certainly has `client_id` and `name`; every other property may be missing, and its type can be extended.',
      async server({ as, made }) {
        const { client_id } = await made();
        const { clients } = await as('read:client_summary');
        const { data } = await clients.get({ client_id });
        expect(Object.keys(data).sort()).toEqual(['client_id', 'name']);
      },
      async stub() {
        expectTypeOf<{ client_id: string; name: string }>().toExtend<Client>();
        expectTypeOf<Client['client_secret']>().toEqualTypeOf<string | undefined>();
        expectTypeOf<Client['signing_keys']>().not.toEqualTypeOf<never>();
      },
    },
    {
      says: 'What a method resolves to has `data`, `headers`, `status` and `statusText`, in this order; `headers` is what fetch made. `JSONApiResponse`, `VoidApiResponse` and `TextApiResponse` make it of an answer.',
      async server({ admin: { clients } }) {
        const answer = await clients.getAll({ take: 1 });
        expect(Object.keys(answer).slice(0, 4)).toEqual(['data', 'headers', 'status', 'statusText']);
        expect(answer.headers.get('content-type')).toContain('application/json');
        expect([answer.status, answer.statusText]).toEqual([200, 'OK']);
      },
      async stub() {
        const { management } = stub({ json: [] });
        const answer = await management.clients.getAll();
        expect(answer).toBeInstanceOf(JSONApiResponse);
        expect(answer.headers).toBeInstanceOf(Headers);
        const json = await JSONApiResponse.fromResponse(Response.json({ a: 1 }));
        expect(json.data).toEqual({ a: 1 });
        const nothing = await VoidApiResponse.fromResponse(new Response('left alone'));
        expect(nothing.data).toBeUndefined();
        expect((await TextApiResponse.fromResponse(new Response('text'))).data).toBe('text');
      },
    },
    {
      says: 'A deletion looks at nothing that the server sends along.',
      async server({ admin: { clients }, made }) {
        const { client_id } = await made();
        expect((await clients.delete({ client_id })).data).toBeUndefined();
      },
      async stub() {
        const { management } = stub({ text: 'this is not JSON' });
        expect((await management.clients.delete({ client_id: 'c1' })).data).toBeUndefined();
      },
    },
  ],
};
