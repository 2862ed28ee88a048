import * as Type from 'typebox';
import { address } from '../address/format.js';
import { chosenSecretText, SecretRotation } from '../credential/client-secret-body.js';
import type { CredentialReference, CredentialSlots } from '../credential/slot.js';
import { closed, eachNullable, nullable, text } from '../schema.js';
import type { Stored } from '../stored.js';
import { Addons } from './addons.js';
import { slotsOnCreate, slotsOnUpdate } from './authentication-methods.js';
import { JwtConfiguration } from './jwt-configuration.js';
import { type OidcLogout as KeptOidcLogout, OidcLogout } from './oidc-logout-body.js';
import { RefreshToken } from './refresh-token-body.js';
import { SessionTransfer } from './session-transfer-body.js';
import * as settings from './settings.js';

const { addresses, flag, seconds } = settings;
/** How many origins a client may have. docs/reference/addresses.md */
const maxOrigins = 100;

const name = text('Name of the client', { minLength: 1, pattern: '^[^<>]+$' });

/** What create and update take alike, and null never. */
const plain = {
  description: text('Description of the client', { maxLength: 140 }),
  app_type: settings.AppType,
  disabled: flag('Whether the client is disabled: it gets no tokens, and those it has no longer work here'),
  logo_uri: address('logo-uri', 'URL of the logo'),
  is_first_party: flag('Whether the client is a first-party client'),
  oidc_conformant: flag('Whether the client conforms to OIDC strictly'),
  callbacks: addresses('callback-url', 'Where users may be sent after a login'),
  allowed_logout_urls: addresses('logout-url', 'Where users may be sent after a logout'),
  allowed_origins: addresses('allowed-origin', 'Origins for cross-origin requests', maxOrigins),
  web_origins: addresses('web-origin', 'Origins for web messages', maxOrigins),
  client_aliases: settings.lists.client_aliases,
  allowed_clients: settings.lists.allowed_clients,
  grant_types: settings.GrantTypes,
  sso: flag('Whether single sign-on is used'),
  sso_disabled: flag('Whether single sign-on is off'),
  custom_login_page_on: flag('Whether the custom login page is used'),
  is_token_endpoint_ip_header_trusted: flag('Whether the address header of the token endpoint is trusted'),
  cross_origin_authentication: flag('Whether cross-origin authentication is allowed'),
  cross_origin_auth: flag('Older name of cross_origin_authentication'),
  initiate_login_uri: address(
    'login-uri',
    'Initiate login uri, must be https and cannot contain a fragment.',
  ),
  require_pushed_authorization_requests: flag('Whether pushed authorization requests are mandatory'),
  require_proof_of_possession: flag('Whether proof of possession is mandatory'),
  mobile: settings.Mobile,
  redirection_policy: Type.Enum(['allow_always', 'open_redirect_protection'], {
    description: 'Redirection policy',
  }),
  third_party_security_mode: Type.Enum(['strict', 'permissive'], {
    description: 'Security of third-party clients',
  }),
};

/** What create and update take alike, and update takes away with null. management-api.md 2.4 */
const removable = {
  token_endpoint_auth_method: Type.Enum(['none', 'client_secret_post', 'client_secret_basic'], {
    description: 'How the client authenticates at the token endpoint',
  }),
  addons: Addons,
  agent_id: text('Id of the agent that the client belongs to', { minLength: 1 }),
  oidc_logout: OidcLogout,
  oidc_backchannel_logout: OidcLogout,
  cross_origin_loc: address('verification-url', 'URL of cross-origin verification'),
  organization_usage: Type.Enum(['deny', 'allow', 'require'], { description: 'How organizations are used' }),
  organization_require_behavior: Type.Enum(['no_prompt', 'pre_login_prompt', 'post_login_prompt'], {
    description: 'How an organization is asked for',
  }),
  organization_discovery_methods: Type.Array(Type.Enum(['email', 'organization_name']), {
    minItems: 1,
    maxItems: 2,
    uniqueItems: true,
    description: 'How users find their organization',
  }),
  skip_non_verifiable_callback_uri_confirmation_prompt: flag('Whether the confirmation prompt is skipped'),
  token_exchange: settings.TokenExchange,
  token_quota: settings.TokenQuota,
  secret_rotation: SecretRotation,
  express_configuration: settings.ExpressConfiguration,
  my_organization_configuration: settings.MyOrganizationConfiguration,
  identity_assertion_authorization_grant: settings.IdentityAssertionAuthorizationGrant,
  b2b_integration_configuration: settings.B2bIntegrationConfiguration,
  anonymous_sessions: settings.AnonymousSessions,
  async_approval_notification_channels: Type.Array(Type.Enum(['guardian-push', 'email']), {
    minItems: 1,
    maxItems: 2,
    uniqueItems: true,
    description: 'How users are asked for approval',
  }),
};

/** What create takes as null too, with the meaning of "not sent". management-api.md 2.8 */
const removableFromTheStart = eachNullable({
  encryption_key: settings.EncryptionKey,
  refresh_token: RefreshToken,
  session_transfer: SessionTransfer,
  default_organization: settings.DefaultOrganization,
  compliance_level: Type.Enum(
    ['none', 'fapi1_adv_pkj_par', 'fapi1_adv_mtls_par', 'fapi2_sp_pkj_mtls', 'fapi2_sp_mtls_mtls'],
    { description: 'Compliance level' },
  ),
  par_request_expiry: seconds('Time for which a pushed request is valid', { minimum: 10, maximum: 600 }),
});

/** Body of POST /clients. management-api.md 2.2, 2.8 */
export const ClientCreate = closed({
  name,
  ...Type.Partial(
    Type.Object({
      ...plain,
      ...settings.pages(1),
      ...removable,
      fedcm_login: settings.FedcmLogin,
      native_social_login: settings.NativeSocialLogin,
      ...removableFromTheStart,
      ...slotsOnCreate,
      client_secret: chosenSecretText,
      client_metadata: settings.ClientMetadata,
      jwt_configuration: JwtConfiguration,
      resource_server_identifier: text('Identifier of the API that is this client', {
        minLength: 1,
        maxLength: 600,
      }),
    }),
  ).properties,
});
/** Body of POST /clients. */
export type ClientCreate = Type.Static<typeof ClientCreate>;

/** Body of PATCH /clients/{id}. management-api.md 2.4, 2.8 */
export const ClientUpdate = closed(
  Type.Partial(
    Type.Object({
      name,
      ...plain,
      ...settings.pages(0),
      ...removableFromTheStart,
      ...eachNullable(removable),
      fedcm_login: nullable(settings.FedcmLoginChange),
      native_social_login: nullable(settings.NativeSocialLoginChange),
      ...eachNullable(slotsOnUpdate),
      client_secret: chosenSecretText,
      client_metadata: settings.ClientMetadataChange,
      jwt_configuration: JwtConfiguration,
      // Refused after the scopes were looked at, not before.
      signing_keys: Type.Unknown(),
    }),
  ).properties,
  { minProperties: 1 },
);
/** Body of PATCH /clients/{id}. */
export type ClientUpdate = Type.Static<typeof ClientUpdate>;

/** A certificate of the client; never a private key, never what signs tokens. client-visibility.md */
export interface SigningKey {
  cert: string;
  pkcs7?: string;
  subject?: string;
}
/** `signing_keys` of a client. client-visibility.md */
export type SigningKeys = SigningKey[];

/** Properties of older tenants: kept and shown, never taken from a request. client-visibility.md */
interface OlderProperties {
  config_route?: string;
  api_type?: string;
  custom_login_page_codeview?: string;
  custom_login_page_off?: boolean;
  owners?: string[];
  resource_servers?: { identifier: string; scopes: string[] }[];
  callback_url_template?: boolean;
}

/** Properties that the registry sets itself. management-api.md 2.8 */
interface OwnProperties {
  client_id: string;
  tenant: string;
  global: boolean;
  signing_keys?: SigningKeys;
  external_client_id?: string;
  external_metadata_type?: 'cimd' | 'dcr';
  external_metadata_created_by?: 'admin' | 'client';
  jwks_uri?: string;
}

type Sent = Omit<
  ClientCreate,
  | 'client_secret'
  | 'oidc_logout'
  | 'oidc_backchannel_logout'
  | 'cross_origin_auth'
  | 'refresh_token'
  | 'session_transfer'
  | keyof CredentialSlots<unknown>
>;

/** A client as it is kept: under its wire names, without its secret, naming its credentials by id. management-api.md 2.8 */
export interface Client
  extends Stored<Sent>,
    OwnProperties,
    OlderProperties,
    CredentialSlots<CredentialReference> {
  oidc_logout?: KeptOidcLogout;
  refresh_token?: RefreshToken;
  session_transfer?: SessionTransfer;
  jwt_configuration?: JwtConfiguration;
}
