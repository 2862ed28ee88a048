import type { Client, ClientSigningKey } from '../models/client-answers.js';
import type {
  AuthenticationMethods,
  CredentialReference,
  MethodCredentials,
  SignedRequestObject,
} from '../models/client-bodies.js';
import type {
  AppType,
  DefaultOrganization,
  EncryptionKey,
  ExpressConfiguration,
  JwtConfiguration,
  LinkedClient,
  LogoutInitiator,
  LogoutInitiators,
  Mobile,
  NativeSocialLogin,
  NativeSocialLoginChange,
  NewOidcLogout,
  OidcLogout,
  RefreshToken,
  RefreshTokenPolicy,
  SessionTransfer,
  SocialLogin,
  TokenQuota,
} from '../models/client-setting-values.js';
import type { NewPublicKeyCredential } from '../models/credentials.js';

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

/**
 * The types of new clients.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateAppTypeEnum = {
  native: 'native',
  spa: 'spa',
  regular_web: 'regular_web',
  non_interactive: 'non_interactive',
  resource_server: 'resource_server',
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
/** The types of new clients. @group Names of auth0 v4 */
export type ClientCreateAppTypeEnum = (typeof ClientCreateAppTypeEnum)[keyof typeof ClientCreateAppTypeEnum];

/**
 * How new clients authenticate at the token endpoint.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateTokenEndpointAuthMethodEnum = ClientTokenEndpointAuthMethodEnum;
/** How new clients authenticate at the token endpoint. @group Names of auth0 v4 */
export type ClientCreateTokenEndpointAuthMethodEnum =
  (typeof ClientCreateTokenEndpointAuthMethodEnum)[keyof typeof ClientCreateTokenEndpointAuthMethodEnum];

/**
 * Whether logins are for an organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateOrganizationUsageEnum = ClientOrganizationUsageEnum;
/** Whether logins are for an organization. @group Names of auth0 v4 */
export type ClientCreateOrganizationUsageEnum =
  (typeof ClientCreateOrganizationUsageEnum)[keyof typeof ClientCreateOrganizationUsageEnum];

/**
 * When people are asked for their organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateOrganizationRequireBehaviorEnum = ClientOrganizationRequireBehaviorEnum;
/** When people are asked for their organization. @group Names of auth0 v4 */
export type ClientCreateOrganizationRequireBehaviorEnum =
  (typeof ClientCreateOrganizationRequireBehaviorEnum)[keyof typeof ClientCreateOrganizationRequireBehaviorEnum];

/**
 * Profiles of the Financial-grade API; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateComplianceLevelEnum = ClientComplianceLevelEnum;
/** Profiles of the Financial-grade API. @group Names of auth0 v4 */
export type ClientCreateComplianceLevelEnum = Exclude<
  (typeof ClientCreateComplianceLevelEnum)[keyof typeof ClientCreateComplianceLevelEnum],
  'null'
>;

/**
 * What signs ID tokens.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateJwtConfigurationAlgEnum = ClientJwtConfigurationAlgEnum;
/** What signs ID tokens. @group Names of auth0 v4 */
export type ClientCreateJwtConfigurationAlgEnum =
  (typeof ClientCreateJwtConfigurationAlgEnum)[keyof typeof ClientCreateJwtConfigurationAlgEnum];

/**
 * The types of changed clients.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateAppTypeEnum = ClientCreateAppTypeEnum;
/** The types of changed clients. @group Names of auth0 v4 */
export type ClientUpdateAppTypeEnum = (typeof ClientUpdateAppTypeEnum)[keyof typeof ClientUpdateAppTypeEnum];

/**
 * How changed clients authenticate at the token endpoint; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateTokenEndpointAuthMethodEnum = {
  none: 'none',
  client_secret_post: 'client_secret_post',
  client_secret_basic: 'client_secret_basic',
  null: 'null',
} as const;
/** How changed clients authenticate at the token endpoint. @group Names of auth0 v4 */
export type ClientUpdateTokenEndpointAuthMethodEnum = Exclude<
  (typeof ClientUpdateTokenEndpointAuthMethodEnum)[keyof typeof ClientUpdateTokenEndpointAuthMethodEnum],
  'null'
>;

/**
 * Whether logins are for an organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateOrganizationUsageEnum = ClientOrganizationUsageEnum;
/** Whether logins are for an organization. @group Names of auth0 v4 */
export type ClientUpdateOrganizationUsageEnum =
  (typeof ClientUpdateOrganizationUsageEnum)[keyof typeof ClientUpdateOrganizationUsageEnum];

/**
 * When people are asked for their organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateOrganizationRequireBehaviorEnum = ClientOrganizationRequireBehaviorEnum;
/** When people are asked for their organization. @group Names of auth0 v4 */
export type ClientUpdateOrganizationRequireBehaviorEnum =
  (typeof ClientUpdateOrganizationRequireBehaviorEnum)[keyof typeof ClientUpdateOrganizationRequireBehaviorEnum];

/**
 * Profiles of the Financial-grade API; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateComplianceLevelEnum = ClientComplianceLevelEnum;
/** Profiles of the Financial-grade API. @group Names of auth0 v4 */
export type ClientUpdateComplianceLevelEnum = Exclude<
  (typeof ClientUpdateComplianceLevelEnum)[keyof typeof ClientUpdateComplianceLevelEnum],
  'null'
>;

/**
 * What signs ID tokens.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateJwtConfigurationAlgEnum = ClientJwtConfigurationAlgEnum;
/** What signs ID tokens. @group Names of auth0 v4 */
export type ClientUpdateJwtConfigurationAlgEnum =
  (typeof ClientUpdateJwtConfigurationAlgEnum)[keyof typeof ClientUpdateJwtConfigurationAlgEnum];

/**
 * Which events lead to a back-channel logout.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateOidcLogoutBackchannelLogoutInitiatorsModeEnum =
  ClientOidcLogoutBackchannelLogoutInitiatorsModeEnum;
/** Which events lead to a back-channel logout. @group Names of auth0 v4 */
export type ClientUpdateOidcLogoutBackchannelLogoutInitiatorsModeEnum =
  (typeof ClientUpdateOidcLogoutBackchannelLogoutInitiatorsModeEnum)[keyof typeof ClientUpdateOidcLogoutBackchannelLogoutInitiatorsModeEnum];

/**
 * Events that lead to a back-channel logout.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientUpdateOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum =
  ClientOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum;
/** Events that lead to a back-channel logout. @group Names of auth0 v4 */
export type ClientUpdateOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum =
  (typeof ClientUpdateOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum)[keyof typeof ClientUpdateOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum];

/** Name in auth0 v4 of `AuthenticationMethods`. @group Names of auth0 v4 */
export type ClientClientAuthenticationMethods = AuthenticationMethods;

/** Name in auth0 v4 of `MethodCredentials`. @group Names of auth0 v4 */
export type ClientClientAuthenticationMethodsPrivateKeyJwt = MethodCredentials;

/** Name in auth0 v4 of `CredentialReference`. @group Names of auth0 v4 */
export type ClientClientAuthenticationMethodsPrivateKeyJwtCredentialsInner = CredentialReference;

/** Name in auth0 v4 of `MethodCredentials`. @group Names of auth0 v4 */
export type ClientClientAuthenticationMethodsSelfSignedTlsClientAuth = MethodCredentials;

/** Name in auth0 v4 of `MethodCredentials`. @group Names of auth0 v4 */
export type ClientClientAuthenticationMethodsTlsClientAuth = MethodCredentials;

/** Name in auth0 v4 of `DefaultOrganization`. @group Names of auth0 v4 */
export type ClientCreateDefaultOrganization = DefaultOrganization;

/** Name in auth0 v4 of `EncryptionKey`. @group Names of auth0 v4 */
export type ClientCreateEncryptionKey = EncryptionKey;

/** Name in auth0 v4 of `JwtConfiguration`. @group Names of auth0 v4 */
export type ClientCreateJwtConfiguration = JwtConfiguration;

/** Name in auth0 v4 of `Mobile`. @group Names of auth0 v4 */
export type ClientCreateMobile = Mobile;

/** Name in auth0 v4 of `NonNullable<Mobile['android']>`. @group Names of auth0 v4 */
export type ClientCreateMobileAndroid = NonNullable<Mobile['android']>;

/** Name in auth0 v4 of `NonNullable<Mobile['ios']>`. @group Names of auth0 v4 */
export type ClientCreateMobileIos = NonNullable<Mobile['ios']>;

/** Name in auth0 v4 of `NativeSocialLogin`. @group Names of auth0 v4 */
export type ClientCreateNativeSocialLogin = NativeSocialLogin;

/** Name in auth0 v4 of `SocialLogin`. @group Names of auth0 v4 */
export type ClientCreateNativeSocialLoginApple = SocialLogin;

/** Name in auth0 v4 of `SocialLogin`. @group Names of auth0 v4 */
export type ClientCreateNativeSocialLoginFacebook = SocialLogin;

/** Name in auth0 v4 of `NewOidcLogout`. @group Names of auth0 v4 */
export type ClientCreateOidcLogout = NewOidcLogout;

/** Name in auth0 v4 of `SignedRequestObject<NewPublicKeyCredential>`. @group Names of auth0 v4 */
export type ClientCreateSignedRequestObject = SignedRequestObject<NewPublicKeyCredential>;

/** Name in auth0 v4 of `DefaultOrganization`. @group Names of auth0 v4 */
export type ClientDefaultOrganization = DefaultOrganization;

/** Name in auth0 v4 of `EncryptionKey`. @group Names of auth0 v4 */
export type ClientEncryptionKey = EncryptionKey;

/** Name in auth0 v4 of `ExpressConfiguration`. @group Names of auth0 v4 */
export type ClientExpressConfiguration = ExpressConfiguration;

/** Name in auth0 v4 of `LinkedClient`. @group Names of auth0 v4 */
export type ClientExpressConfigurationLinkedClientsInner = LinkedClient;

/** Name in auth0 v4 of `JwtConfiguration`. @group Names of auth0 v4 */
export type ClientJwtConfiguration = JwtConfiguration;

/** Name in auth0 v4 of `Mobile`. @group Names of auth0 v4 */
export type ClientMobile = Mobile;

/** Name in auth0 v4 of `NonNullable<Mobile['android']>`. @group Names of auth0 v4 */
export type ClientMobileAndroid = NonNullable<Mobile['android']>;

/** Name in auth0 v4 of `NonNullable<Mobile['ios']>`. @group Names of auth0 v4 */
export type ClientMobileIos = NonNullable<Mobile['ios']>;

/** Name in auth0 v4 of `OidcLogout`. @group Names of auth0 v4 */
export type ClientOidcLogout = OidcLogout;

/** Name in auth0 v4 of `LogoutInitiators`. @group Names of auth0 v4 */
export type ClientOidcLogoutBackchannelLogoutInitiators = LogoutInitiators;

/** Name in auth0 v4 of `RefreshToken`. @group Names of auth0 v4 */
export type ClientRefreshToken = RefreshToken;

/** Name in auth0 v4 of `RefreshTokenPolicy`. @group Names of auth0 v4 */
export type ClientRefreshTokenPoliciesInner = RefreshTokenPolicy;

/** Name in auth0 v4 of `SessionTransfer`. @group Names of auth0 v4 */
export type ClientSessionTransfer = SessionTransfer;

/** Name in auth0 v4 of `SignedRequestObject`. @group Names of auth0 v4 */
export type ClientSignedRequestObject = SignedRequestObject;

/** Name in auth0 v4 of `ClientSigningKey`. @group Names of auth0 v4 */
export type ClientSigningKeysInner = ClientSigningKey;

/** Name in auth0 v4 of `AuthenticationMethods`. @group Names of auth0 v4 */
export type ClientUpdateClientAuthenticationMethods = AuthenticationMethods;

/** Name in auth0 v4 of `EncryptionKey`. @group Names of auth0 v4 */
export type ClientUpdateEncryptionKey = EncryptionKey;

/** Name in auth0 v4 of `JwtConfiguration`. @group Names of auth0 v4 */
export type ClientUpdateJwtConfiguration = JwtConfiguration;

/** Name in auth0 v4 of `Mobile`. @group Names of auth0 v4 */
export type ClientUpdateMobile = Mobile;

/** Name in auth0 v4 of `NonNullable<Mobile['android']>`. @group Names of auth0 v4 */
export type ClientUpdateMobileAndroid = NonNullable<Mobile['android']>;

/** Name in auth0 v4 of `NonNullable<Mobile['ios']>`. @group Names of auth0 v4 */
export type ClientUpdateMobileIos = NonNullable<Mobile['ios']>;

/** Name in auth0 v4 of `NativeSocialLoginChange`. @group Names of auth0 v4 */
export type ClientUpdateNativeSocialLogin = NativeSocialLoginChange;

/** Name in auth0 v4 of `SocialLogin`. @group Names of auth0 v4 */
export type ClientUpdateNativeSocialLoginGoogle = SocialLogin;

/** Name in auth0 v4 of `NewOidcLogout`. @group Names of auth0 v4 */
export type ClientUpdateOidcLogout = NewOidcLogout;

/** Name in auth0 v4 of `LogoutInitiators`. @group Names of auth0 v4 */
export type ClientUpdateOidcLogoutBackchannelLogoutInitiators = LogoutInitiators;

/** Name in auth0 v4 of `SignedRequestObject`. @group Names of auth0 v4 */
export type ClientUpdateSignedRequestObject = SignedRequestObject;

/** Name in auth0 v4 of `TokenQuota`. @group Names of auth0 v4 */
export type CreateTokenQuota = TokenQuota;

/** Name in auth0 v4 of `TokenQuota`. @group Names of auth0 v4 */
export type UpdateTokenQuota = TokenQuota;

/** Name in auth0 v4 of `TokenQuota`. @group Names of auth0 v4 */
export type TokenQuotaConfiguration = TokenQuota;

/** Name in auth0 v4 of `TokenQuota['client_credentials']`. @group Names of auth0 v4 */
export type TokenQuotaClientCredentials = TokenQuota['client_credentials'];
