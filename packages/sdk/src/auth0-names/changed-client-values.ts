import {
  ClientComplianceLevelEnum,
  ClientJwtConfigurationAlgEnum,
  ClientOidcLogoutBackchannelLogoutInitiatorsModeEnum,
  ClientOidcLogoutBackchannelLogoutInitiatorsSelectedInitiatorsEnum,
  ClientOrganizationRequireBehaviorEnum,
  ClientOrganizationUsageEnum,
  ClientTokenEndpointAuthMethodEnum,
} from './client-values.js';

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
