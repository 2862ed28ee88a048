import type { ClientAddons } from './client-addons.js';

/**
 * What kind of client it is: one of the first seven; the others are integrations by their names.
 */
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

/** The grants that a client may use. */
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

/** One of the known grants, or text that is known only when the program runs. */
export type GrantTypeName = GrantType | (string & {});

/** The addons: integrations and legacy protocols. */
export type AddonName = keyof ClientAddons;

/** How tokens for a client are made. */
export interface JwtConfiguration {
  /** Seconds for which an ID token is valid: 0 to 2147483647. Default 36000, when nothing of this object is sent. */
  lifetime_in_seconds?: number | undefined;
  /** Whether the client secret is base64 of the key that signs with HS256. Default false. */
  secret_encoded?: boolean | undefined;
  /** Claims of ID tokens, kept as sent. */
  scopes?: Record<string, unknown> | undefined;
  /** What signs ID tokens; HS256 not beside `client_authentication_methods`. */
  alg?: 'HS256' | 'RS256' | 'RS512' | 'PS256' | undefined;
}

/** A key that tokens for a client are encrypted with. */
export interface EncryptionKey {
  /** The public key: at most 16384 characters. */
  pub?: string | undefined;
  /** The certificate: at most 16384 characters. */
  cert?: string | undefined;
  /** The subject of the certificate: at most 1000 characters. */
  subject?: string | undefined;
}

/** What one API gets of a refresh token that is good for several. */
export interface RefreshTokenPolicy {
  /** Identifier of the API: 1 to 600 characters. */
  audience: string;
  /** Scopes of the API: at most 1000, each of 1 to 280 characters. */
  scope: string[];
}

/** Refresh tokens of a client, as they are kept. */
export interface RefreshToken {
  /** Whether each use gives a new one; `rotating` needs `expiring`. */
  rotation_type: 'rotating' | 'non-rotating';
  /** Whether they expire. */
  expiration_type: 'expiring' | 'non-expiring';
  /** Seconds in which the previous one still works: 0 to 2147483647. Default 0. */
  leeway?: number | undefined;
  /** Seconds for which they are valid: 1 to 157788000. Default 2592000; with a client secret sent as method 31557600. */
  token_lifetime?: number | undefined;
  /** Whether `token_lifetime` does not apply. Default: true when they do not expire. */
  infinite_token_lifetime?: boolean | undefined;
  /** Seconds for which an unused one is valid: 1 to 2147483647. Default 1296000; with a secret sent as method 2592000. */
  idle_token_lifetime?: number | undefined;
  /** Whether `idle_token_lifetime` does not apply. Default: true when they do not expire. */
  infinite_idle_token_lifetime?: boolean | undefined;
  /** Exchange for several APIs: 1 to 100. */
  policies?: RefreshTokenPolicy[] | undefined;
}

/** Refresh tokens in a body; what is left out is completed, and a change replaces the whole. */
export interface NewRefreshToken extends Omit<RefreshToken, 'policies'> {
  /** Exchange for several APIs: 1 to 100; null is none. */
  policies?: RefreshTokenPolicy[] | null | undefined;
}

/** Delegated access in a handed-over session. */
export interface SessionTransferDelegation {
  /** Whether it is allowed. */
  allow_delegated_access?: boolean | undefined;
  /** What the session is bound to: the address or its network. */
  enforce_device_binding?: 'ip' | 'asn' | undefined;
}

/** Handing a native session over to the web, as it is kept. */
export interface SessionTransfer {
  /** Whether the client can get session transfer tokens. Default false. */
  can_create_session_transfer_token?: boolean | undefined;
  /** Whether revoking the parent token ends the session. Default true. */
  enforce_cascade_revocation?: boolean | undefined;
  /** How a token can be handed over: at most two, each once. Default none. */
  allowed_authentication_methods?: ('cookie' | 'query')[] | undefined;
  /** What the transfer is bound to: the address, its network or nothing. Default `ip`. */
  enforce_device_binding?: 'ip' | 'asn' | 'none' | undefined;
  /** Whether refresh tokens are issued. Default false. */
  allow_refresh_token?: boolean | undefined;
  /** Whether refresh tokens end with the session. Default true. */
  enforce_online_refresh_tokens?: boolean | undefined;
  /** Delegated access. */
  delegation?: SessionTransferDelegation | undefined;
}

/** Handing a session over, in a body; a change is merged with what there is. */
export interface NewSessionTransfer
  extends Omit<SessionTransfer, 'delegation' | 'allowed_authentication_methods'> {
  /** How a token can be handed over: at most two, each once; null is none. */
  allowed_authentication_methods?: ('cookie' | 'query')[] | null | undefined;
  /** Delegated access; null takes it away. */
  delegation?: SessionTransferDelegation | null | undefined;
}

/** An event that can lead to a back-channel logout. */
export type LogoutInitiator =
  | 'rp-logout'
  | 'idp-logout'
  | 'password-changed'
  | 'session-expired'
  | 'session-revoked'
  | 'account-deleted'
  | 'email-identifier-changed'
  | 'mfa-phone-unenrolled'
  | 'account-deactivated';

/** Which events lead to a back-channel logout. */
export interface LogoutInitiators {
  /** All of them, or those that are selected. */
  mode?: 'all' | 'custom' | undefined;
  /** With the mode `custom`: at most nine. */
  selected_initiators?: LogoutInitiator[] | undefined;
}

/** OpenID Connect back-channel logout, as it is kept. */
export interface OidcLogout {
  /** The URL that is notified of a logout: at most one, of 1 to 2048 characters. */
  backchannel_logout_urls?: string[] | undefined;
  /** Which events lead to a logout. */
  backchannel_logout_initiators?: LogoutInitiators | undefined;
  /** What else is notified. */
  backchannel_logout_session_metadata?:
    | {
        /** Whether session metadata goes into the logout token. */
        include?: boolean | undefined;
      }
    | undefined;
}

/** OpenID Connect back-channel logout, in a body. */
export interface NewOidcLogout extends Omit<OidcLogout, 'backchannel_logout_session_metadata'> {
  /** What else is notified; null takes it away. */
  backchannel_logout_session_metadata?:
    | NonNullable<OidcLogout['backchannel_logout_session_metadata']>
    | null
    | undefined;
}

/** Express configuration of a client; each id has 1 to 255 characters. */
export interface ExpressConfiguration {
  /** Template of the URI that starts a login: 1 to 2048 characters. */
  initiate_login_uri_template: string;
  /** Id of the user attribute profile. */
  user_attribute_profile_id: string;
  /** Id of the connection profile. */
  connection_profile_id: string;
  /** Whether connections are enabled for the client. */
  enable_client: boolean;
  /** Whether connections are enabled for the organization. */
  enable_organization: boolean;
  /** Clients that belong together: at most 100. */
  linked_clients?: LinkedClient[] | undefined;
  /** Id of the express configuration client. */
  okta_oin_client_id: string;
  /** Domain where administrators log in: 1 to 255 characters. */
  admin_login_domain: string;
  /** Id of the published application: 1 to 200 characters. */
  oin_submission_id?: string | undefined;
}

/** A client that an express configuration links. */
export interface LinkedClient {
  /** Id of the client. */
  client_id: string;
}

/** The native applications of a client. */
export interface Mobile {
  /** The one for Android. */
  android?:
    | {
        /** Package name: at most 255 characters. */
        app_package_name?: string | undefined;
        /** SHA-256 fingerprints of its certificates: 1 to 100. */
        sha256_cert_fingerprints?: string[] | undefined;
      }
    | undefined;
  /** The one for iOS. */
  ios?:
    | {
        /** Team: at most 255 characters. */
        team_id?: string | undefined;
        /** Bundle identifier: at most 255 characters. */
        app_bundle_identifier?: string | undefined;
      }
    | undefined;
}

/** Whether people sign in natively with a provider. */
export interface SocialLogin {
  /** True when they do. */
  enabled?: boolean | undefined;
}

/** Native social login, by provider. */
export interface NativeSocialLogin {
  /** Sign in with Apple. */
  apple?: SocialLogin | undefined;
  /** Facebook. */
  facebook?: SocialLogin | undefined;
  /** Google. */
  google?: SocialLogin | undefined;
}

/** Native social login in a change, which is merged; null takes a provider away. */
export interface NativeSocialLoginChange {
  /** Sign in with Apple. */
  apple?: SocialLogin | null | undefined;
  /** Facebook. */
  facebook?: SocialLogin | null | undefined;
  /** Google. */
  google?: SocialLogin | null | undefined;
}

/** Federated credential management, by provider. */
export interface FedcmLogin {
  /** Google. */
  google?:
    | {
        /** True when it is in use. */
        is_enabled?: boolean | undefined;
      }
    | undefined;
}

/** Federated credential management in a change, which is merged; null takes a provider away. */
export interface FedcmLoginChange {
  /** Google. */
  google?: NonNullable<FedcmLogin['google']> | null | undefined;
}

/** The organization that a client's tokens are for when none is named. */
export interface DefaultOrganization {
  /** Id of the organization: 1 to 255 characters. */
  organization_id: string;
  /** The flows that use it: just this one. */
  flows: 'client_credentials'[];
}

/** Which token exchange profiles a client may use. */
export interface TokenExchange {
  /** Any profile of these types: at most two, each once. */
  allow_any_profile_of_type?: ('custom_authentication' | 'on_behalf_of_token_exchange')[] | undefined;
}

/** How many tokens a client may get. */
export interface TokenQuota {
  /** By the grant `client_credentials`. */
  client_credentials: {
    /** Whether requests beyond the quota fail. */
    enforce?: boolean | undefined;
    /** Tokens per day: 1 to 2147483647. */
    per_day?: number | undefined;
    /** Tokens per hour: 1 to 2147483647. */
    per_hour?: number | undefined;
  };
}

/** How the secrets of a client are rotated. */
export interface SecretRotation {
  /** Seconds for which the previous secret goes on working after a rotation: 0 to 315360000. */
  overlap?: number | undefined;
  /** Seconds after which the secret should be replaced by the next one: 60 to 315360000. */
  max_age?: number | undefined;
}

/** The identity assertion authorization grant. */
export interface IdentityAssertionAuthorizationGrant {
  /** True when the client may use it. */
  active: boolean;
}

/** Configuration of self-service organizations; each id has 1 to 255 characters. */
export interface MyOrganizationConfiguration {
  /** Id of the connection profile. */
  connection_profile_id?: string | undefined;
  /** Id of the user attribute profile. */
  user_attribute_profile_id?: string | undefined;
  /** Strategies of the connections that may be made: at most 100. */
  allowed_strategies: ('pingfederate' | 'adfs' | 'waad' | 'google-apps' | 'okta' | 'oidc' | 'samlp')[];
  /** Which connections may be deleted: any, or those without users. */
  connection_deletion_behavior: 'allow' | 'allow_if_empty';
  /** Id of the client that invitations lead to. */
  invitation_landing_client_id?: string | undefined;
  /** Whether third-party clients get in. */
  third_party_client_access?:
    | {
        /** What new organizations have. */
        default_value: 'block';
        /** What organizations may choose: at most ten. */
        allowed_values: ('allow' | 'block')[];
      }
    | undefined;
}

/** Sessions of people who did not sign in. */
export interface AnonymousSessions {
  /** True when the client may use them. */
  active: boolean;
}

/** The B2B integration that a client of the type `b2b_integration` is. */
export interface B2bIntegrationConfiguration {
  /** Ids of the profiles that are linked: at most one, of 1 to 255 characters. */
  sso_profiles?: string[] | undefined;
  /** Kind of the integration. */
  integration_type?: 'custom_auth_server' | 'third_party' | 'application' | undefined;
}
