import type {
  NewTokenEncryptionKey,
  ProofOfPossession,
  ResourceServer,
  ResourceServerScope,
  ResourceServerSigningAlg,
  SubjectTypeAuthorization,
  TokenEncryption,
} from '../models/resource-servers.js';

/**
 * What signs tokens of APIs.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerSigningAlgEnum = { HS256: 'HS256', RS256: 'RS256', PS256: 'PS256' } as const;
/** What signs tokens of APIs. @group Names of auth0 v4 */
export type ResourceServerSigningAlgEnum = ResourceServerSigningAlg;

/**
 * Forms of access tokens.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerTokenDialectEnum = {
  access_token: 'access_token',
  access_token_authz: 'access_token_authz',
  rfc9068_profile: 'rfc9068_profile',
  rfc9068_profile_authz: 'rfc9068_profile_authz',
} as const;
/** Forms of access tokens. @group Names of auth0 v4 */
export type ResourceServerTokenDialectEnum = NonNullable<ResourceServer['token_dialect']>;

/**
 * When consent is asked for; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerConsentPolicyEnum = {
  transactional_authorization_with_mfa: 'transactional-authorization-with-mfa',
  null: 'null',
} as const;
/** When consent is asked for. @group Names of auth0 v4 */
export type ResourceServerConsentPolicyEnum = NonNullable<ResourceServer['consent_policy']>;

/**
 * How possession of a key is proved.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerProofOfPossessionMechanismEnum = { mtls: 'mtls', dpop: 'dpop' } as const;
/** How possession of a key is proved. @group Names of auth0 v4 */
export type ResourceServerProofOfPossessionMechanismEnum = ProofOfPossession['mechanism'];

/**
 * Which clients get tokens for themselves.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerSubjectTypeAuthorizationClientPolicyEnum = {
  deny_all: 'deny_all',
  require_client_grant: 'require_client_grant',
} as const;
/** Which clients get tokens for themselves. @group Names of auth0 v4 */
export type ResourceServerSubjectTypeAuthorizationClientPolicyEnum =
  (typeof ResourceServerSubjectTypeAuthorizationClientPolicyEnum)[keyof typeof ResourceServerSubjectTypeAuthorizationClientPolicyEnum];

/**
 * Which clients get tokens for users.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerSubjectTypeAuthorizationUserPolicyEnum = {
  allow_all: 'allow_all',
  deny_all: 'deny_all',
  require_client_grant: 'require_client_grant',
} as const;
/** Which clients get tokens for users. @group Names of auth0 v4 */
export type ResourceServerSubjectTypeAuthorizationUserPolicyEnum =
  (typeof ResourceServerSubjectTypeAuthorizationUserPolicyEnum)[keyof typeof ResourceServerSubjectTypeAuthorizationUserPolicyEnum];

/**
 * How tokens are encrypted.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerTokenEncryptionFormatEnum = { compact_nested_jwe: 'compact-nested-jwe' } as const;
/** How tokens are encrypted. @group Names of auth0 v4 */
export type ResourceServerTokenEncryptionFormatEnum =
  (typeof ResourceServerTokenEncryptionFormatEnum)[keyof typeof ResourceServerTokenEncryptionFormatEnum];

/**
 * How the content key of a token is encrypted.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerTokenEncryptionEncryptionKeyAlgEnum = {
  _256: 'RSA-OAEP-256',
  _384: 'RSA-OAEP-384',
  _512: 'RSA-OAEP-512',
} as const;
/** How the content key of a token is encrypted. @group Names of auth0 v4 */
export type ResourceServerTokenEncryptionEncryptionKeyAlgEnum =
  (typeof ResourceServerTokenEncryptionEncryptionKeyAlgEnum)[keyof typeof ResourceServerTokenEncryptionEncryptionKeyAlgEnum];

/**
 * What signs tokens of new APIs.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerCreateSigningAlgEnum = ResourceServerSigningAlgEnum;
/** What signs tokens of new APIs. @group Names of auth0 v4 */
export type ResourceServerCreateSigningAlgEnum =
  (typeof ResourceServerCreateSigningAlgEnum)[keyof typeof ResourceServerCreateSigningAlgEnum];

/**
 * Forms of access tokens.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerCreateTokenDialectEnum = ResourceServerTokenDialectEnum;
/** Forms of access tokens. @group Names of auth0 v4 */
export type ResourceServerCreateTokenDialectEnum =
  (typeof ResourceServerCreateTokenDialectEnum)[keyof typeof ResourceServerCreateTokenDialectEnum];

/**
 * When consent is asked for; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerCreateConsentPolicyEnum = ResourceServerConsentPolicyEnum;
/** When consent is asked for. @group Names of auth0 v4 */
export type ResourceServerCreateConsentPolicyEnum = Exclude<
  (typeof ResourceServerCreateConsentPolicyEnum)[keyof typeof ResourceServerCreateConsentPolicyEnum],
  'null'
>;

/**
 * What signs tokens of changed APIs.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerUpdateSigningAlgEnum = ResourceServerSigningAlgEnum;
/** What signs tokens of changed APIs. @group Names of auth0 v4 */
export type ResourceServerUpdateSigningAlgEnum =
  (typeof ResourceServerUpdateSigningAlgEnum)[keyof typeof ResourceServerUpdateSigningAlgEnum];

/**
 * Forms of access tokens.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerUpdateTokenDialectEnum = ResourceServerTokenDialectEnum;
/** Forms of access tokens. @group Names of auth0 v4 */
export type ResourceServerUpdateTokenDialectEnum =
  (typeof ResourceServerUpdateTokenDialectEnum)[keyof typeof ResourceServerUpdateTokenDialectEnum];

/**
 * When consent is asked for; the text `null` of auth0 v4 is no value that a server takes.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ResourceServerUpdateConsentPolicyEnum = ResourceServerConsentPolicyEnum;
/** When consent is asked for. @group Names of auth0 v4 */
export type ResourceServerUpdateConsentPolicyEnum = Exclude<
  (typeof ResourceServerUpdateConsentPolicyEnum)[keyof typeof ResourceServerUpdateConsentPolicyEnum],
  'null'
>;

/** Name in auth0 v4 of `ResourceServerScope`. @group Names of auth0 v4 */
export type Scope = ResourceServerScope;

/** Name in auth0 v4 of `ProofOfPossession`. @group Names of auth0 v4 */
export type ResourceServerProofOfPossession = ProofOfPossession;

/** Name in auth0 v4 of `SubjectTypeAuthorization`. @group Names of auth0 v4 */
export type ResourceServerSubjectTypeAuthorization = SubjectTypeAuthorization;

/** Name in auth0 v4 of `NonNullable<SubjectTypeAuthorization['client']>`. @group Names of auth0 v4 */
export type ResourceServerSubjectTypeAuthorizationClient = NonNullable<SubjectTypeAuthorization['client']>;

/** Name in auth0 v4 of `NonNullable<SubjectTypeAuthorization['user']>`. @group Names of auth0 v4 */
export type ResourceServerSubjectTypeAuthorizationUser = NonNullable<SubjectTypeAuthorization['user']>;

/** Name in auth0 v4 of `TokenEncryption<NewTokenEncryptionKey>`. @group Names of auth0 v4 */
export type ResourceServerTokenEncryption = TokenEncryption<NewTokenEncryptionKey>;

/** Name in auth0 v4 of `NewTokenEncryptionKey`. @group Names of auth0 v4 */
export type ResourceServerTokenEncryptionEncryptionKey = NewTokenEncryptionKey;
