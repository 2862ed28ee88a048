import type { ClientAddons } from './client-addons.js';
import type {
  AnonymousSessions,
  AppType,
  B2bIntegrationConfiguration,
  DefaultOrganization,
  EncryptionKey,
  ExpressConfiguration,
  FedcmLogin,
  GrantTypeName,
  IdentityAssertionAuthorizationGrant,
  Mobile,
  MyOrganizationConfiguration,
  NativeSocialLogin,
  OidcLogout,
  RefreshToken,
  SecretRotation,
  SessionTransfer,
  TokenExchange,
  TokenQuota,
} from './client-setting-values.js';

/** The settings that no body takes as null; `update:clients` changes them. */
export interface PlainClientSettings {
  /** What the client is for, to people: at most 140 characters. Seen with any scope that reads clients. */
  description?: string | undefined;
  /**
   * What kind of client it is; absent when it was not said. `resource_server` needs
   * `resource_server_identifier`.
   * Seen with any scope that reads clients.
   */
  app_type?: AppType | undefined;
  /**
   * True stops the client: it gets no tokens until it is false again. Default false.
   * Seen with `read:clients` or `read:client_keys`.
   */
  disabled?: boolean | undefined;
  /**
   * URL of the logo: http or https, at most 2048 characters, or empty.
   * Seen with `read:clients` or `read:client_keys`.
   */
  logo_uri?: string | undefined;
  /**
   * Whether the client is the owner's own; false excludes `organization_usage` and
   * `organization_require_behavior`. Default true.
   * Seen with `read:clients` or `read:client_keys`.
   */
  is_first_party?: boolean | undefined;
  /**
   * Whether the client keeps to OpenID Connect strictly. Default false; true for third parties and for the
   * types `resource_server` and `express_configuration`.
   * Seen with `read:clients` or `read:client_keys`.
   */
  oidc_conformant?: boolean | undefined;
  /**
   * Absolute URIs to which users may be sent after a login: at most 500, each of at most 2048 characters; a wildcard
   * may stand for a subdomain.
   * Seen with `read:clients` or `read:client_keys`.
   */
  callbacks?: string[] | undefined;
  /**
   * Absolute URIs to which users may be sent after a logout: at most 500, each of at most 2048 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  allowed_logout_urls?: string[] | undefined;
  /**
   * Origins for cross-origin requests, http or https: at most 100, each of at most 2048 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  allowed_origins?: string[] | undefined;
  /**
   * Origins for web messages, http or https: at most 100, each of at most 2048 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  web_origins?: string[] | undefined;
  /**
   * Audiences of the SAML protocol: at most 500, each of 1 to 1000 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  client_aliases?: string[] | undefined;
  /**
   * Clients and APIs that may make delegation requests: at most 500, each of 1 to 1000 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  allowed_clients?: string[] | undefined;
  /**
   * The grants that the client may use: at most 20, each once; `client_credentials` not with the method
   * `none`. Default: `authorization_code`, `implicit`, `refresh_token` and, unless the method is `none`,
   * `client_credentials`.
   * Seen with `read:clients` or `read:client_keys`.
   */
  grant_types?: GrantTypeName[] | undefined;
  /** Whether single sign-on is used. Seen with `read:clients` or `read:client_keys`. */
  sso?: boolean | undefined;
  /** Whether single sign-on is off. Default false. Seen with `read:clients` or `read:client_keys`. */
  sso_disabled?: boolean | undefined;
  /**
   * Whether the token endpoint trusts the header with the user's address. Default false.
   * Seen with `read:clients` or `read:client_keys`.
   */
  is_token_endpoint_ip_header_trusted?: boolean | undefined;
  /**
   * Whether cross-origin authentication is allowed. Default false.
   * Seen with `read:clients` or `read:client_keys`.
   */
  cross_origin_authentication?: boolean | undefined;
  /** The older name of `cross_origin_authentication`, which counts where both are sent. Seen with `read:clients` or `read:client_keys`. */
  cross_origin_auth?: boolean | undefined;
  /** Whether `custom_login_page` is used. Default true. Seen with `read:clients` or `read:client_keys`. */
  custom_login_page_on?: boolean | undefined;
  /** HTML of the login page: at most 500000 characters; a change may empty it. Seen with `read:clients` or `read:client_keys`. */
  custom_login_page?: string | undefined;
  /**
   * HTML of the login page before it is used: at most 500000 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  custom_login_page_preview?: string | undefined;
  /**
   * Form template of WS-Federation: at most 500000 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  form_template?: string | undefined;
  /**
   * https URL that starts a login: at most 2048 characters; empty takes it away.
   * Seen with `read:clients` or `read:client_keys`.
   */
  initiate_login_uri?: string | undefined;
  /**
   * Whether authorization requests must be pushed (RFC 9126).
   * Seen with `read:clients` or `read:client_keys`.
   */
  require_pushed_authorization_requests?: boolean | undefined;
  /** Whether tokens must be bound to a key. Seen with `read:clients` or `read:client_keys`. */
  require_proof_of_possession?: boolean | undefined;
  /** Native applications; a change is merged. Seen with `read:clients` or `read:client_keys`. */
  mobile?: Mobile | undefined;
  /** How redirects are treated; `open_redirect_protection` guards against open redirects. Seen with `read:clients` or `read:client_keys`. */
  redirection_policy?: 'allow_always' | 'open_redirect_protection' | undefined;
  /**
   * How strictly a third party is held; only with `is_first_party: false`, and never changed. Default
   * `permissive`.
   * Seen with `read:clients` or `read:client_keys`.
   */
  third_party_security_mode?: 'strict' | 'permissive' | undefined;
}

/** The settings that null takes away in a change. */
export interface RemovableClientSettings<
  Logout = OidcLogout,
  Social = NativeSocialLogin,
  Federated = FedcmLogin,
> {
  /**
   * How the client authenticates at the token endpoint: not at all, or with its secret in the body or the
   * header. Excludes `client_authentication_methods`. Absent when it was not said.
   * Seen with `read:clients` or `read:client_keys`.
   */
  token_endpoint_auth_method?: 'none' | 'client_secret_post' | 'client_secret_basic' | undefined;
  /** Settings of integrations and legacy protocols. Seen with `read:clients` or `read:client_keys`. */
  addons?: ClientAddons | undefined;
  /** OpenID Connect back-channel logout. Seen with `read:clients` or `read:client_keys`. */
  oidc_logout?: Logout | undefined;
  /**
   * The older name of `oidc_logout`; the two are kept in step.
   * Seen with `read:clients` or `read:client_keys`.
   */
  oidc_backchannel_logout?: Logout | undefined;
  /**
   * URL that verifies cross-origin authentication: at most 2048 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  cross_origin_loc?: string | undefined;
  /** Native social login; a change is merged. Seen with `read:clients` or `read:client_keys`. */
  native_social_login?: Social | undefined;
  /** Federated credential management; a change is merged. Seen with `read:clients` or `read:client_keys`. */
  fedcm_login?: Federated | undefined;
  /**
   * Whether logins are for an organization: never, optionally or always.
   * Seen with `read:clients` or `read:client_keys`.
   */
  organization_usage?: 'deny' | 'allow' | 'require' | undefined;
  /**
   * When people are asked for their organization; `post_login_prompt` needs `oidc_conformant`.
   * Seen with `read:clients` or `read:client_keys`.
   */
  organization_require_behavior?: 'no_prompt' | 'pre_login_prompt' | 'post_login_prompt' | undefined;
  /**
   * How people find their organization: one or two, each once.
   * Seen with `read:clients` or `read:client_keys`.
   */
  organization_discovery_methods?: ('email' | 'organization_name')[] | undefined;
  /**
   * Whether no confirmation is asked for callbacks that cannot be verified.
   * Seen with `read:clients` or `read:client_keys`.
   */
  skip_non_verifiable_callback_uri_confirmation_prompt?: boolean | undefined;
  /** Token exchange (RFC 8693). Seen with `read:clients` or `read:client_keys`. */
  token_exchange?: TokenExchange | undefined;
  /**
   * How many tokens the client may get; a change replaces it.
   * Seen with `read:clients` or `read:client_keys`.
   */
  token_quota?: TokenQuota | undefined;
  /**
   * How the client's secrets are rotated; a change replaces it, and needs `update:client_keys`.
   * Seen with `read:clients` or `read:client_keys`.
   */
  secret_rotation?: SecretRotation | undefined;
  /**
   * Express configuration; for the type `express_configuration`.
   * Seen with `read:clients` or `read:client_keys`.
   */
  express_configuration?: ExpressConfiguration | undefined;
  /** Configuration of self-service organizations. Seen with `read:clients` or `read:client_keys`. */
  my_organization_configuration?: MyOrganizationConfiguration | undefined;
  /** Identity assertion authorization grant. Seen with `read:clients` or `read:client_keys`. */
  identity_assertion_authorization_grant?: IdentityAssertionAuthorizationGrant | undefined;
  /** The B2B integration that it is. Seen with `read:clients` or `read:client_keys`. */
  b2b_integration_configuration?: B2bIntegrationConfiguration | undefined;
  /** Sessions of people who did not sign in. Seen with `read:clients` or `read:client_keys`. */
  anonymous_sessions?: AnonymousSessions | undefined;
  /**
   * Id of the agent that the client belongs to: 1 to 255 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  agent_id?: string | undefined;
  /**
   * How people are asked for approval: one or two, each once.
   * Seen with `read:clients` or `read:client_keys`.
   */
  async_approval_notification_channels?: ('guardian-push' | 'email')[] | undefined;
}

/** The settings that null takes away, and that a new client takes as null for "not sent". */
export interface NullableClientSettings<Refresh = RefreshToken, Transfer = SessionTransfer> {
  /**
   * The key that tokens for the client are encrypted with.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  encryption_key?: EncryptionKey | undefined;
  /**
   * Refresh tokens; what is left out is completed, also when nothing is sent.
   * Seen with `read:clients` or `read:client_keys`.
   */
  refresh_token?: Refresh | undefined;
  /**
   * Handing a native session over to the web; a change is merged.
   * Seen with `read:clients` or `read:client_keys`.
   */
  session_transfer?: Transfer | undefined;
  /**
   * The organization that tokens are for when none is named.
   * Seen with `read:clients` or `read:client_keys`.
   */
  default_organization?: DefaultOrganization | undefined;
  /**
   * The profile of the Financial-grade API that the client keeps to.
   * Seen with `read:clients` or `read:client_keys`.
   */
  compliance_level?:
    | 'none'
    | 'fapi1_adv_pkj_par'
    | 'fapi1_adv_mtls_par'
    | 'fapi2_sp_pkj_mtls'
    | 'fapi2_sp_mtls_mtls'
    | undefined;
  /**
   * Seconds for which a pushed authorization request is valid: 10 to 600.
   * Seen with `read:clients` or `read:client_keys`.
   */
  par_request_expiry?: number | undefined;
}

/** The settings of a client that create, update and answers have alike. */
export interface ClientSettings
  extends PlainClientSettings,
    RemovableClientSettings,
    NullableClientSettings {}
