import {
  type Client,
  ClientCreate,
  type ClientGrant,
  ClientGrantCreate,
  ClientGrantUpdate,
  ClientUpdate,
  type ResourceServer,
  ResourceServerCreate,
  ResourceServerUpdate,
} from '@clientele/model';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { TSchema } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';
import { decisive, type Given, granted, type Outcome, refused } from './restricting-cases.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

let made = 0;

/** Registers all that is given, and asks for a token with the client's secret. */
async function outcomeOf({ client, api, grant, parameters, times = 1 }: Given): Promise<Outcome> {
  made += 1;
  const identifier = `https://api${made}.example/`;
  const register = async (path: string, body: object) => {
    const answer = await server.call('POST', path, body);
    expect(answer.statusCode, answer.body).toBe(201);
    return answer.json();
  };
  const scopes = [{ value: 'read' }, { value: 'write' }];
  await register('/resource-servers', { identifier, scopes, ...api });
  const { client_id, client_secret } = await register('/clients', { name: 'Robot', ...client });
  await register('/client-grants', { client_id, audience: identifier, scope: ['read'], ...grant });
  const ask = () =>
    server.token({
      grant_type: 'client_credentials',
      audience: identifier,
      client_id,
      client_secret: client_secret ?? 'no secret is shown',
      ...parameters,
    });
  for (let n = 1; n < times; n += 1) expect((await ask()).statusCode).toBe(200);
  const answer = await ask();
  const { access_token, ...rest } = answer.json();
  const token = access_token && {
    header: decodeProtectedHeader(access_token),
    claims: decodeJwt(access_token),
  };
  return { status: answer.statusCode, ...rest, ...token };
}

/** Every property that does not bear on a client's own token, by the reason why. */
const others: Record<string, string[]> = {
  'it describes': [
    'client.name',
    'client.description',
    'client.app_type',
    'client.logo_uri',
    'client.client_metadata',
    'api.name',
  ],
  'it is about logins and consent of users': [
    'client.oidc_conformant',
    'client.callbacks',
    'client.allowed_logout_urls',
    'client.allowed_origins',
    'client.web_origins',
    'client.sso',
    'client.sso_disabled',
    'client.custom_login_page_on',
    'client.custom_login_page',
    'client.custom_login_page_preview',
    'client.form_template',
    'client.initiate_login_uri',
    'client.cross_origin_authentication',
    'client.cross_origin_auth',
    'client.cross_origin_loc',
    'client.require_pushed_authorization_requests',
    'client.par_request_expiry',
    'client.signed_request_object',
    'client.redirection_policy',
    'client.skip_non_verifiable_callback_uri_confirmation_prompt',
    'client.oidc_logout',
    'client.oidc_backchannel_logout',
    'client.fedcm_login',
    'client.native_social_login',
    'client.mobile',
    'client.organization_require_behavior',
    'client.organization_discovery_methods',
    'client.async_approval_notification_channels',
    'client.my_organization_configuration',
    'client.b2b_integration_configuration',
    'client.anonymous_sessions',
    'client.express_configuration',
    'api.skip_consent_for_verifiable_first_party_clients',
    'api.consent_policy',
    'api.subject_type_authorization.user.policy',
    'api.subject_type_authorization.anonymous_user.policy',
    'api.token_lifetime_for_web',
    'api.token_lifetime_for_anonymous_access_tokens',
    // Permissions of users; a client has its grants.
    'api.enforce_policies',
  ],
  'it is about how secrets are replaced': ['client.secret_rotation'],
  'it is about other kinds of token': [
    'client.jwt_configuration',
    'client.refresh_token',
    'client.session_transfer',
    'client.encryption_key',
    'api.allow_offline_access',
    'api.allow_online_access',
    'api.allow_online_access_with_ephemeral_sessions',
  ],
  'it is about other grant types and protocols': [
    'client.is_token_endpoint_ip_header_trusted',
    'client.client_aliases',
    'client.allowed_clients',
    'client.addons',
    'client.token_exchange',
    'client.token_vault_privileged_access',
    'client.identity_assertion_authorization_grant',
    'client.resource_server_identifier',
    'grant.default_for',
  ],
  'it is about agents, which do not exist here': ['client.agent_id', 'api.agent_subject_claims'],
  'it takes effect with a parameter, which is refused': [
    'api.authorization_details',
    'grant.authorization_details_types',
    'grant.allow_any_organization',
  ],
  'what is required here is refused, however it would be proved': ['api.proof_of_possession.mechanism'],
  'it cannot be changed': ['client.signing_keys'],
};

/** Properties that the registry sets, and why none of them is asked on the way to a token; the compiler counts them. */
const registryOwn: {
  client: Record<Exclude<keyof Client, keyof ClientCreate>, string>;
  api: Record<Exclude<keyof ResourceServer, keyof ResourceServerCreate>, string>;
  grant: Record<Exclude<keyof ClientGrant, keyof ClientGrantCreate>, string>;
} = {
  client: {
    client_id: 'names the client',
    tenant: 'names the tenant',
    global: 'has no grant types',
    signing_keys: 'a certificate to be shown',
    external_client_id: 'names the client elsewhere',
    external_metadata_type: 'describes',
    external_metadata_created_by: 'describes',
    jwks_uri: 'never fetched; keys are credentials',
    config_route: 'older',
    api_type: 'older',
    custom_login_page_codeview: 'older',
    custom_login_page_off: 'older',
    owners: 'older',
    resource_servers: 'older; client grants took its place',
    callback_url_template: 'older',
  },
  api: { id: 'names the API', client_id: 'the client that is the API', is_system: 'cannot be changed' },
  grant: {
    id: 'names the grant',
    resource_server_id: 'the API',
    scope_generation: 'leaves out Management scopes that a later release began to act on',
    with_unused_scopes: 'adds Management scopes that nothing asks for',
    is_system: 'cannot be changed; makes way for what the type of the client demands of logins',
  },
};

/** What a schema says of the objects that it takes. */
interface Shape {
  properties?: Record<string, TSchema>;
  anyOf?: TSchema[];
}

/** The names of all properties, down to those that are no objects. */
function leaves(schema: TSchema, path: string): string[] {
  const { properties = {}, anyOf = [] }: Shape = schema;
  const inner = Object.entries(properties).flatMap(([name, property]) => leaves(property, `${path}.${name}`));
  const alternatives = anyOf.flatMap((branch) => leaves(branch, path)).filter((leaf) => leaf !== path);
  const all = [...inner, ...alternatives];
  return all.length === 0 ? [path] : all;
}

const known = new Set(
  [
    leaves(ClientCreate, 'client'),
    leaves(ClientUpdate, 'client'),
    leaves(ResourceServerCreate, 'api'),
    leaves(ResourceServerUpdate, 'api'),
    leaves(ClientGrantCreate, 'grant'),
    leaves(ClientGrantUpdate, 'grant'),
  ].flat(),
);
const decisiveNames = [...new Set(decisive.map(([property]) => property))];
const otherNames = Object.values(others).flat();
const covers = (leaf: string) => (name: string) => leaf === name || leaf.startsWith(`${name}.`);

describe('what bears on a token', () => {
  it('is told for each property of clients, APIs and grants, once', () => {
    const counted = [...known].map((leaf) => [
      leaf,
      [...decisiveNames, ...otherNames].filter(covers(leaf)).length,
    ]);
    expect(counted.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it('is told of no property that there is not', () => {
    const unknown = [...decisiveNames, ...otherNames].filter(
      (name) => ![...known].some((leaf) => covers(leaf)(name)),
    );
    expect(unknown).toEqual([]);
  });

  it('is told of everything that answers show', async () => {
    const [api] = (await server.call('GET', '/resource-servers')).json();
    const [grant] = (await server.call('GET', '/client-grants')).json();
    const clients = (await server.call('GET', '/clients')).json();
    const named = { client: Object.assign({}, ...clients), api, grant };
    for (const place of ['client', 'api', 'grant'] as const) {
      const names = [
        ...[...known]
          .map((leaf) => leaf.split('.'))
          .flatMap(([where, name]) => (where === place ? [name] : [])),
        ...Object.keys(registryOwn[place]),
        // They say when.
        'created_at',
        'updated_at',
      ];
      expect(Object.keys(named[place]).filter((name) => !names.includes(name))).toEqual([]);
    }
  });
});

describe('a token', () => {
  it.each(decisive)('depends on %s: %j', async (_property, given, outcome) => {
    expect(await outcomeOf(given)).toMatchObject(outcome);
  });

  it.each(['organization', 'authorization_details'])('is refused to a request with %s', async (name) => {
    expect(await outcomeOf({ parameters: { [name]: '[]' } })).toMatchObject(refused(name));
  });

  it('does not depend on the rest', async () => {
    const client = {
      app_type: 'regular_web',
      is_first_party: true,
      oidc_conformant: true,
      callbacks: ['https://app.example/cb'],
      require_pushed_authorization_requests: true,
      par_request_expiry: 60,
      signed_request_object: { required: true, credentials: [] },
      organization_require_behavior: 'pre_login_prompt',
      organization_discovery_methods: ['email'],
      async_approval_notification_channels: ['email'],
      jwt_configuration: { lifetime_in_seconds: 1 },
      session_transfer: { enforce_device_binding: 'asn' },
      encryption_key: { pub: 'pub', cert: 'cert', subject: 'subject' },
      token_vault_privileged_access: { credentials: [], ip_allowlist: ['192.0.2.1'] },
      token_exchange: { allow_any_profile_of_type: ['custom_authentication'] },
      identity_assertion_authorization_grant: { active: false },
      allowed_clients: [],
      addons: { samlp: {} },
    };
    const api = {
      name: 'Invoices',
      enforce_policies: true,
      consent_policy: 'transactional-authorization-with-mfa',
      authorization_details: [{ type: 'payment' }],
      subject_type_authorization: { user: { policy: 'deny_all' } },
      token_lifetime_for_web: 1,
      proof_of_possession: { mechanism: 'mtls', required: false },
    };
    const grant = { authorization_details_types: ['payment'], allow_any_organization: true };
    const plain = await outcomeOf({});
    const full = await outcomeOf({ client, api, grant });
    expect(Object.keys(full.claims ?? {})).toEqual(Object.keys(plain.claims ?? {}));
    expect(full).toMatchObject(granted);
  });
});
