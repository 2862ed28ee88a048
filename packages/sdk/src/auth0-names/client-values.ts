import type { Client } from '../models/client-answers.js';
import type { AppType, JwtConfiguration, LogoutInitiator } from '../models/client-setting-values.js';

/**
 * How people are asked for approval.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const AsyncApprovalNotificationsChannelsEnum = {
  guardian_push: 'guardian-push',
  email: 'email',
} as const;
/** How people are asked for approval. @group Names of auth0 v4 */
export type AsyncApprovalNotificationsChannelsEnum = NonNullable<
  Client['async_approval_notification_channels']
>[number];

/**
 * The types of clients.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientAppTypeEnum = {
  native: 'native',
  spa: 'spa',
  regular_web: 'regular_web',
  non_interactive: 'non_interactive',
  resource_server: 'resource_server',
  express_configuration: 'express_configuration',
  rms: 'rms',
  box: 'box',
  cloudbees: 'cloudbees',
  concur: 'concur',
  dropbox: 'dropbox',
  mscrm: 'mscrm',
  echosign: 'echosign',
  egnyte: 'egnyte',
  newrelic: 'newrelic',
  office365: 'office365',
  salesforce: 'salesforce',
  sentry: 'sentry',
  sharepoint: 'sharepoint',
  slack: 'slack',
  springcm: 'springcm',
  zendesk: 'zendesk',
  zoom: 'zoom',
  sso_integration: 'sso_integration',
  oag: 'oag',
} as const;
/** The types of clients. @group Names of auth0 v4 */
export type ClientAppTypeEnum = AppType;

/**
 * How clients authenticate at the token endpoint.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientTokenEndpointAuthMethodEnum = {
  none: 'none',
  client_secret_post: 'client_secret_post',
  client_secret_basic: 'client_secret_basic',
} as const;
/** How clients authenticate at the token endpoint. @group Names of auth0 v4 */
export type ClientTokenEndpointAuthMethodEnum = NonNullable<Client['token_endpoint_auth_method']>;

/**
 * Whether logins are for an organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientOrganizationUsageEnum = { deny: 'deny', allow: 'allow', require: 'require' } as const;
/** Whether logins are for an organization. @group Names of auth0 v4 */
export type ClientOrganizationUsageEnum = NonNullable<Client['organization_usage']>;

/**
 * When people are asked for their organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientOrganizationRequireBehaviorEnum = {
  no_prompt: 'no_prompt',
  pre_login_prompt: 'pre_login_prompt',
  post_login_prompt: 'post_login_prompt',
} as const;
/** When people are asked for their organization. @group Names of auth0 v4 */
export type ClientOrganizationRequireBehaviorEnum = NonNullable<Client['organization_require_behavior']>;

/**
 * How people find their organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientOrganizationDiscoveryEnum = {
  email: 'email',
  organization_name: 'organization_name',
} as const;
/** How people find their organization. @group Names of auth0 v4 */
export type ClientOrganizationDiscoveryEnum =
  (typeof ClientOrganizationDiscoveryEnum)[keyof typeof ClientOrganizationDiscoveryEnum];

/**
 * Profiles of the Financial-grade API; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientComplianceLevelEnum = {
  none: 'none',
  fapi1_adv_pkj_par: 'fapi1_adv_pkj_par',
  fapi1_adv_mtls_par: 'fapi1_adv_mtls_par',
  null: 'null',
} as const;
/** Profiles of the Financial-grade API. @group Names of auth0 v4 */
export type ClientComplianceLevelEnum = NonNullable<Client['compliance_level']>;

/**
 * What signs ID tokens.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientJwtConfigurationAlgEnum = { HS256: 'HS256', RS256: 'RS256', PS256: 'PS256' } as const;
/** What signs ID tokens. @group Names of auth0 v4 */
export type ClientJwtConfigurationAlgEnum = NonNullable<JwtConfiguration['alg']>;

/**
 * Which events lead to a back-channel logout.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientOidcLogoutBackchannelLogoutInitiatorsModeEnum = { custom: 'custom', all: 'all' } as const;
/** Which events lead to a back-channel logout. @group Names of auth0 v4 */
export type ClientOidcLogoutBackchannelLogoutInitiatorsModeEnum =
  (typeof ClientOidcLogoutBackchannelLogoutInitiatorsModeEnum)[keyof typeof ClientOidcLogoutBackchannelLogoutInitiatorsModeEnum];

/**
 * Events that lead to a back-channel logout.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum = {
  rp_logout: 'rp-logout',
  idp_logout: 'idp-logout',
  password_changed: 'password-changed',
  session_expired: 'session-expired',
  session_revoked: 'session-revoked',
  account_deleted: 'account-deleted',
  email_identifier_changed: 'email-identifier-changed',
  mfa_phone_unenrolled: 'mfa-phone-unenrolled',
  account_deactivated: 'account-deactivated',
} as const;
/** Events that lead to a back-channel logout. @group Names of auth0 v4 */
export type ClientOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum = LogoutInitiator;

/**
 * Whether refresh tokens rotate.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientRefreshTokenRotationTypeEnum = {
  rotating: 'rotating',
  non_rotating: 'non-rotating',
} as const;
/** Whether refresh tokens rotate. @group Names of auth0 v4 */
export type ClientRefreshTokenRotationTypeEnum =
  (typeof ClientRefreshTokenRotationTypeEnum)[keyof typeof ClientRefreshTokenRotationTypeEnum];

/**
 * Whether refresh tokens expire.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientRefreshTokenExpirationTypeEnum = {
  expiring: 'expiring',
  non_expiring: 'non-expiring',
} as const;
/** Whether refresh tokens expire. @group Names of auth0 v4 */
export type ClientRefreshTokenExpirationTypeEnum =
  (typeof ClientRefreshTokenExpirationTypeEnum)[keyof typeof ClientRefreshTokenExpirationTypeEnum];

/**
 * The flows of a default organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientDefaultOrganizationFlowsEnum = { client_credentials: 'client_credentials' } as const;
/** The flows of a default organization. @group Names of auth0 v4 */
export type ClientDefaultOrganizationFlowsEnum =
  (typeof ClientDefaultOrganizationFlowsEnum)[keyof typeof ClientDefaultOrganizationFlowsEnum];

/**
 * The flows of a default organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateDefaultOrganizationFlowsEnum = ClientDefaultOrganizationFlowsEnum;
/** The flows of a default organization. @group Names of auth0 v4 */
export type ClientCreateDefaultOrganizationFlowsEnum =
  (typeof ClientCreateDefaultOrganizationFlowsEnum)[keyof typeof ClientCreateDefaultOrganizationFlowsEnum];

/**
 * What a session transfer is bound to.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientSessionTransferEnforceDeviceBindingEnum = { ip: 'ip', asn: 'asn', none: 'none' } as const;
/** What a session transfer is bound to. @group Names of auth0 v4 */
export type ClientSessionTransferEnforceDeviceBindingEnum =
  (typeof ClientSessionTransferEnforceDeviceBindingEnum)[keyof typeof ClientSessionTransferEnforceDeviceBindingEnum];

/**
 * How a session transfer token is handed over.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientSessionTransferAllowedAuthenticationMethodsEnum = {
  cookie: 'cookie',
  query: 'query',
} as const;
/** How a session transfer token is handed over. @group Names of auth0 v4 */
export type ClientSessionTransferAllowedAuthenticationMethodsEnum =
  (typeof ClientSessionTransferAllowedAuthenticationMethodsEnum)[keyof typeof ClientSessionTransferAllowedAuthenticationMethodsEnum];
