import type { ClientGrant, ClientGrantSubjectType } from '../models/client-grants.js';

/**
 * Whether tokens are for an organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientGrantOrganizationUsageEnum = { deny: 'deny', allow: 'allow', require: 'require' } as const;
/** Whether tokens are for an organization. @group Names of auth0 v4 */
export type ClientGrantOrganizationUsageEnum = NonNullable<ClientGrant['organization_usage']>;

/**
 * For whom tokens are.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientGrantSubjectTypeEnum = { client: 'client', user: 'user' } as const;
/** For whom tokens are. @group Names of auth0 v4 */
export type ClientGrantSubjectTypeEnum = ClientGrantSubjectType;

/**
 * Whether tokens are for an organization.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientGrantCreateOrganizationUsageEnum = ClientGrantOrganizationUsageEnum;
/** Whether tokens are for an organization. @group Names of auth0 v4 */
export type ClientGrantCreateOrganizationUsageEnum =
  (typeof ClientGrantCreateOrganizationUsageEnum)[keyof typeof ClientGrantCreateOrganizationUsageEnum];

/**
 * For whom tokens are.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientGrantCreateSubjectTypeEnum = ClientGrantSubjectTypeEnum;
/** For whom tokens are. @group Names of auth0 v4 */
export type ClientGrantCreateSubjectTypeEnum =
  (typeof ClientGrantCreateSubjectTypeEnum)[keyof typeof ClientGrantCreateSubjectTypeEnum];

/**
 * Whether tokens are for an organization; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const PatchClientGrantsByIdRequestOrganizationUsageEnum = {
  deny: 'deny',
  allow: 'allow',
  require: 'require',
  null: 'null',
} as const;
/** Whether tokens are for an organization. @group Names of auth0 v4 */
export type PatchClientGrantsByIdRequestOrganizationUsageEnum = Exclude<
  (typeof PatchClientGrantsByIdRequestOrganizationUsageEnum)[keyof typeof PatchClientGrantsByIdRequestOrganizationUsageEnum],
  'null'
>;

/**
 * Whether any organization is allowed, as a filter.
 *
 * @group Names of auth0 v4
 */
export const GetClientGrantsAllowAnyOrganizationEnum = {
  /** The only value. */
  true: true,
} as const;
/** Whether any organization is allowed, as a filter. @group Names of auth0 v4 */
export type GetClientGrantsAllowAnyOrganizationEnum =
  (typeof GetClientGrantsAllowAnyOrganizationEnum)[keyof typeof GetClientGrantsAllowAnyOrganizationEnum];

/**
 * For whom tokens are, as a filter.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const GetClientGrantsSubjectTypeEnum = ClientGrantSubjectTypeEnum;
/** For whom tokens are, as a filter. @group Names of auth0 v4 */
export type GetClientGrantsSubjectTypeEnum =
  (typeof GetClientGrantsSubjectTypeEnum)[keyof typeof GetClientGrantsSubjectTypeEnum];
