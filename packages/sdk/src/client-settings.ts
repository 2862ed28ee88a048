/** What kind of client it is. management-api.md 2.8 */
export type AppType =
  | 'native'
  | 'spa'
  | 'regular_web'
  | 'non_interactive'
  | 'resource_server'
  | 'express_configuration'
  | 'b2b_integration'
  | 'rms'
  | 'box'
  | 'cloudbees'
  | 'concur'
  | 'dropbox'
  | 'mscrm'
  | 'echosign'
  | 'egnyte'
  | 'newrelic'
  | 'office365'
  | 'salesforce'
  | 'sentry'
  | 'sharepoint'
  | 'slack'
  | 'springcm'
  | 'zendesk'
  | 'zoom'
  | 'sso_integration'
  | 'oag';

/** The grants that a client may use. management-api.md 2.8 */
export type GrantType =
  | 'authorization_code'
  | 'implicit'
  | 'refresh_token'
  | 'client_credentials'
  | 'password'
  | 'http://auth0.com/oauth/grant-type/password-realm'
  | 'http://auth0.com/oauth/grant-type/passwordless/otp'
  | 'http://auth0.com/oauth/grant-type/mfa-oob'
  | 'http://auth0.com/oauth/grant-type/mfa-otp'
  | 'http://auth0.com/oauth/grant-type/mfa-recovery-code'
  | 'urn:openid:params:grant-type:ciba'
  | 'urn:ietf:params:oauth:grant-type:device_code'
  | 'urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token';

/** The addons of legacy protocols. management-api.md 2.8 */
export type AddonName =
  | 'aws'
  | 'azure_blob'
  | 'azure_sb'
  | 'rms'
  | 'mscrm'
  | 'slack'
  | 'sentry'
  | 'box'
  | 'cloudbees'
  | 'concur'
  | 'dropbox'
  | 'echosign'
  | 'egnyte'
  | 'firebase'
  | 'newrelic'
  | 'office365'
  | 'salesforce'
  | 'salesforce_api'
  | 'salesforce_sandbox_api'
  | 'samlp'
  | 'layer'
  | 'sap_api'
  | 'sharepoint'
  | 'springcm'
  | 'wams'
  | 'wsfed'
  | 'zendesk'
  | 'zoom'
  | 'sso_integration'
  | 'oag';

/** How tokens for a client are made. management-api.md 2.8 */
export interface JwtConfiguration {
  lifetime_in_seconds?: number;
  scopes?: Record<string, unknown>;
  alg?: 'HS256' | 'RS256' | 'RS512' | 'PS256';
}

/** Refresh tokens; what is left out is completed when it is stored. management-api.md 2.2 and 2.8 */
export interface RefreshToken {
  rotation_type: 'rotating' | 'non-rotating';
  /** `rotating` needs `expiring`. */
  expiration_type: 'expiring' | 'non-expiring';
  /** Seconds in which the previous refresh token still works. */
  leeway?: number;
  token_lifetime?: number;
  infinite_token_lifetime?: boolean;
  idle_token_lifetime?: number;
  infinite_idle_token_lifetime?: boolean;
  policies?: { audience: string; scope: string[] }[] | null;
}

/** Handing a native session over to the web. management-api.md 2.8 */
export interface SessionTransfer {
  can_create_session_transfer_token?: boolean;
  enforce_cascade_revocation?: boolean;
  allowed_authentication_methods?: ('cookie' | 'query')[];
  enforce_device_binding?: 'ip' | 'asn' | 'none';
  allow_refresh_token?: boolean;
  enforce_online_refresh_tokens?: boolean;
  delegation?: { allow_delegated_access?: boolean; enforce_device_binding?: 'ip' | 'asn' } | null;
}

/** OpenID Connect back-channel logout. management-api.md 2.8 */
export interface OidcLogout {
  /** At most one. */
  backchannel_logout_urls: string[];
  backchannel_logout_initiators?: {
    mode?: 'all' | 'custom';
    selected_initiators?: (
      | 'rp-logout'
      | 'idp-logout'
      | 'password-changed'
      | 'session-expired'
      | 'session-revoked'
      | 'account-deleted'
      | 'email-identifier-changed'
      | 'mfa-phone-unenrolled'
      | 'account-deactivated'
    )[];
  };
  backchannel_logout_session_metadata?: { include?: boolean };
}

/** Express configuration of a client. management-api.md 2.2, sdk-contract.md 1 */
export interface ExpressConfiguration {
  initiate_login_uri_template: string;
  user_attribute_profile_id: string;
  connection_profile_id: string;
  enable_client: boolean;
  enable_organization: boolean;
  linked_clients?: { client_id: string }[];
  okta_oin_client_id: string;
  admin_login_domain: string;
  oin_submission_id?: string;
}

interface SocialLogin {
  enabled?: boolean;
}

/** The settings of a client that create, update and answers have alike. management-api.md 2.8 */
export interface ClientSettings {
  /** At most 140 characters. */
  description?: string;
  app_type?: AppType;
  logo_uri?: string;
  is_first_party?: boolean;
  oidc_conformant?: boolean;
  callbacks?: string[];
  allowed_logout_urls?: string[];
  allowed_origins?: string[];
  web_origins?: string[];
  client_aliases?: string[];
  allowed_clients?: string[];
  grant_types?: GrantType[];
  /** Excludes `client_authentication_methods`. */
  token_endpoint_auth_method?: 'none' | 'client_secret_post' | 'client_secret_basic';
  encryption_key?: { pub?: string; cert?: string; subject?: string };
  sso?: boolean;
  sso_disabled?: boolean;
  is_token_endpoint_ip_header_trusted?: boolean;
  cross_origin_authentication?: boolean;
  cross_origin_loc?: string;
  custom_login_page_on?: boolean;
  custom_login_page?: string;
  custom_login_page_preview?: string;
  form_template?: string;
  /** Each addon's settings are kept as they are sent. */
  addons?: { [name in AddonName]?: Record<string, unknown> };
  mobile?: {
    android?: { app_package_name?: string; sha256_cert_fingerprints?: string[] };
    ios?: { team_id?: string; app_bundle_identifier?: string };
  };
  initiate_login_uri?: string;
  native_social_login?: { apple?: SocialLogin; facebook?: SocialLogin; google?: SocialLogin };
  fedcm_login?: { google?: { is_enabled?: boolean } };
  refresh_token?: RefreshToken;
  default_organization?: { organization_id: string; flows: 'client_credentials'[] };
  organization_usage?: 'deny' | 'allow' | 'require';
  /** `post_login_prompt` needs `oidc_conformant`. */
  organization_require_behavior?: 'no_prompt' | 'pre_login_prompt' | 'post_login_prompt';
  organization_discovery_methods?: ('email' | 'organization_name')[];
  require_pushed_authorization_requests?: boolean;
  require_proof_of_possession?: boolean;
  skip_non_verifiable_callback_uri_confirmation_prompt?: boolean;
  compliance_level?:
    | 'none'
    | 'fapi1_adv_pkj_par'
    | 'fapi1_adv_mtls_par'
    | 'fapi2_sp_pkj_mtls'
    | 'fapi2_sp_mtls_mtls';
  token_exchange?: {
    allow_any_profile_of_type?: ('custom_authentication' | 'on_behalf_of_token_exchange')[];
  };
  par_request_expiry?: number;
  token_quota?: { client_credentials: { enforce?: boolean; per_day?: number; per_hour?: number } };
  session_transfer?: SessionTransfer;
  oidc_logout?: OidcLogout;
  /** The older name of `oidc_logout`; the server keeps the two in step. */
  oidc_backchannel_logout?: OidcLogout;
  express_configuration?: ExpressConfiguration;
  my_organization_configuration?: Record<string, unknown>;
  identity_assertion_authorization_grant?: { active: boolean };
  async_approval_notification_channels?: ('guardian-push' | 'email')[];
  redirection_policy?: 'allow_always' | 'open_redirect_protection';
}
