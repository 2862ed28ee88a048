import type { ConnectedAccounts, ConnectionActivity } from '../models/connections.js';
import { GetClientConnectionsStrategyEnum } from '../models/connections.js';

/**
 * The strategies of new connections.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionCreateStrategyEnum = GetClientConnectionsStrategyEnum;
/** The strategies of new connections. @group Names of auth0 v4 */
export type ConnectionCreateStrategyEnum =
  (typeof ConnectionCreateStrategyEnum)[keyof typeof ConnectionCreateStrategyEnum];

/**
 * The strategies of connections, as a filter.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const GetConnectionsStrategyEnum = {
  ad: 'ad',
  adfs: 'adfs',
  amazon: 'amazon',
  apple: 'apple',
  dropbox: 'dropbox',
  bitbucket: 'bitbucket',
  aol: 'aol',
  auth0_oidc: 'auth0-oidc',
  auth0: 'auth0',
  baidu: 'baidu',
  bitly: 'bitly',
  box: 'box',
  custom: 'custom',
  daccount: 'daccount',
  dwolla: 'dwolla',
  email: 'email',
  evernote_sandbox: 'evernote-sandbox',
  evernote: 'evernote',
  exact: 'exact',
  facebook: 'facebook',
  fitbit: 'fitbit',
  flickr: 'flickr',
  github: 'github',
  google_apps: 'google-apps',
  google_oauth2: 'google-oauth2',
  instagram: 'instagram',
  ip: 'ip',
  line: 'line',
  linkedin: 'linkedin',
  miicard: 'miicard',
  oauth1: 'oauth1',
  oauth2: 'oauth2',
  office365: 'office365',
  oidc: 'oidc',
  okta: 'okta',
  paypal: 'paypal',
  paypal_sandbox: 'paypal-sandbox',
  pingfederate: 'pingfederate',
  planningcenter: 'planningcenter',
  renren: 'renren',
  salesforce_community: 'salesforce-community',
  salesforce_sandbox: 'salesforce-sandbox',
  salesforce: 'salesforce',
  samlp: 'samlp',
  sharepoint: 'sharepoint',
  shopify: 'shopify',
  sms: 'sms',
  soundcloud: 'soundcloud',
  thecity_sandbox: 'thecity-sandbox',
  thecity: 'thecity',
  thirtysevensignals: 'thirtysevensignals',
  twitter: 'twitter',
  untappd: 'untappd',
  vkontakte: 'vkontakte',
  waad: 'waad',
  weibo: 'weibo',
  windowslive: 'windowslive',
  wordpress: 'wordpress',
  yahoo: 'yahoo',
  yammer: 'yammer',
  yandex: 'yandex',
  auth0_adldap: 'auth0-adldap',
} as const;
/** The strategies of connections, as a filter. @group Names of auth0 v4 */
export type GetConnectionsStrategyEnum =
  (typeof GetConnectionsStrategyEnum)[keyof typeof GetConnectionsStrategyEnum];

/**
 * How strong passwords are; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionCreateOptionsPasswordPolicyEnum = {
  none: 'none',
  low: 'low',
  fair: 'fair',
  good: 'good',
  excellent: 'excellent',
  null: 'null',
} as const;
/** How strong passwords are. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasswordPolicyEnum = Exclude<
  (typeof ConnectionCreateOptionsPasswordPolicyEnum)[keyof typeof ConnectionCreateOptionsPasswordPolicyEnum],
  'null'
>;

/**
 * When the attributes of users are set.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionCreateOptionsSetUserRootAttributesEnum = {
  each_login: 'on_each_login',
  first_login: 'on_first_login',
} as const;
/** When the attributes of users are set. @group Names of auth0 v4 */
export type ConnectionCreateOptionsSetUserRootAttributesEnum =
  (typeof ConnectionCreateOptionsSetUserRootAttributesEnum)[keyof typeof ConnectionCreateOptionsSetUserRootAttributesEnum];

/**
 * How addresses are verified.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionCreateOptionsAttributesEmailVerificationMethodEnum = {
  link: 'link',
  otp: 'otp',
} as const;
/** How addresses are verified. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesEmailVerificationMethodEnum =
  (typeof ConnectionCreateOptionsAttributesEmailVerificationMethodEnum)[keyof typeof ConnectionCreateOptionsAttributesEmailVerificationMethodEnum];

/**
 * Whether an address is asked for at sign-up.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionCreateOptionsAttributesEmailSignupStatusEnum = {
  required: 'required',
  optional: 'optional',
  inactive: 'inactive',
} as const;
/** Whether an address is asked for at sign-up. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesEmailSignupStatusEnum =
  (typeof ConnectionCreateOptionsAttributesEmailSignupStatusEnum)[keyof typeof ConnectionCreateOptionsAttributesEmailSignupStatusEnum];

/**
 * How people are asked for a passkey.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionCreateOptionsPasskeyOptionsChallengeUiEnum = {
  both: 'both',
  autofill: 'autofill',
  button: 'button',
} as const;
/** How people are asked for a passkey. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasskeyOptionsChallengeUiEnum =
  (typeof ConnectionCreateOptionsPasskeyOptionsChallengeUiEnum)[keyof typeof ConnectionCreateOptionsPasskeyOptionsChallengeUiEnum];

/**
 * How strong passwords are; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionUpdateOptionsPasswordPolicyEnum = ConnectionCreateOptionsPasswordPolicyEnum;
/** How strong passwords are. @group Names of auth0 v4 */
export type ConnectionUpdateOptionsPasswordPolicyEnum = Exclude<
  (typeof ConnectionUpdateOptionsPasswordPolicyEnum)[keyof typeof ConnectionUpdateOptionsPasswordPolicyEnum],
  'null'
>;

/**
 * When the attributes of users are set.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ConnectionUpdateOptionsSetUserRootAttributesEnum =
  ConnectionCreateOptionsSetUserRootAttributesEnum;
/** When the attributes of users are set. @group Names of auth0 v4 */
export type ConnectionUpdateOptionsSetUserRootAttributesEnum =
  (typeof ConnectionUpdateOptionsSetUserRootAttributesEnum)[keyof typeof ConnectionUpdateOptionsSetUserRootAttributesEnum];

/** Name in auth0 v4 of `ConnectionActivity`. @group Names of auth0 v4 */
export type ConnectionAuthentication = ConnectionActivity;

/** Name in auth0 v4 of `ConnectedAccounts`. @group Names of auth0 v4 */
export type ConnectionConnectedAccounts = ConnectedAccounts;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptions = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributes = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesEmail = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesEmailIdentifier = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesEmailSignup = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesEmailSignupVerification = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesPhoneNumber = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesUsername = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesUsernameValidation = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAttributesUsernameValidationAllowedTypes = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAuthenticationMethods = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAuthenticationMethodsPasskey = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsAuthenticationMethodsPassword = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsCustomScripts = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsGatewayAuthentication = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasskeyOptions = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasswordComplexityOptions = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasswordDictionary = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasswordHistory = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsPasswordNoPersonalInfo = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsValidation = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionCreateOptionsValidationUsername = Record<string, unknown>;

/** Name in auth0 v4 of `Record<string, unknown>`. @group Names of auth0 v4 */
export type ConnectionUpdateOptions = Record<string, unknown>;
