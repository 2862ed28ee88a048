import type { AuthenticationMethods, MethodCredentials } from '../models/client-bodies.js';
import type {
  CredentialAlg,
  NewCertificateCredential,
  NewPublicKeyCredential,
  NewSubjectCredential,
} from '../models/credentials.js';

/**
 * What a public key is called.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerCredentialTypeEnum = {
  public_key: 'public_key',
} as const;
/** What a public key is called. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerCredentialTypeEnum =
  (typeof ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerCredentialTypeEnum)[keyof typeof ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerCredentialTypeEnum];

/**
 * What a public key is used with.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerAlgEnum = {
  RS256: 'RS256',
  RS384: 'RS384',
  PS256: 'PS256',
} as const;
/** What a public key is used with. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerAlgEnum =
  (typeof ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerAlgEnum)[keyof typeof ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerAlgEnum];

/**
 * What a certificate is called.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateClientAuthenticationMethodsSelfSignedTlsClientAuthCredentialsInnerCredentialTypeEnum =
  { x509_cert: 'x509_cert' } as const;
/** What a certificate is called. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsSelfSignedTlsClientAuthCredentialsInnerCredentialTypeEnum =
  (typeof ClientCreateClientAuthenticationMethodsSelfSignedTlsClientAuthCredentialsInnerCredentialTypeEnum)[keyof typeof ClientCreateClientAuthenticationMethodsSelfSignedTlsClientAuthCredentialsInnerCredentialTypeEnum];

/**
 * What the subject of a certificate is called.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const ClientCreateClientAuthenticationMethodsTlsClientAuthCredentialsInnerCredentialTypeEnum = {
  cert_subject_dn: 'cert_subject_dn',
} as const;
/** What the subject of a certificate is called. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsTlsClientAuthCredentialsInnerCredentialTypeEnum =
  (typeof ClientCreateClientAuthenticationMethodsTlsClientAuthCredentialsInnerCredentialTypeEnum)[keyof typeof ClientCreateClientAuthenticationMethodsTlsClientAuthCredentialsInnerCredentialTypeEnum];

/**
 * What public keys are used with.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const GetCredentials200ResponseInnerAlgEnum =
  ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInnerAlgEnum;
/** What public keys are used with. @group Names of auth0 v4 */
export type GetCredentials200ResponseInnerAlgEnum = CredentialAlg;

/**
 * What credentials are made of.
 *
 * @group Names of auth0 v4
 * @enum
 */
export const PostCredentialsRequestCredentialTypeEnum = {
  public_key: 'public_key',
  cert_subject_dn: 'cert_subject_dn',
  x509_cert: 'x509_cert',
} as const;
/** What credentials are made of. @group Names of auth0 v4 */
export type PostCredentialsRequestCredentialTypeEnum =
  (typeof PostCredentialsRequestCredentialTypeEnum)[keyof typeof PostCredentialsRequestCredentialTypeEnum];

/** Name in auth0 v4 of `AuthenticationMethods<NewPublicKeyCredential, NewSubjectCredential, NewCertificateCredential>`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethods = AuthenticationMethods<
  NewPublicKeyCredential,
  NewSubjectCredential,
  NewCertificateCredential
>;

/** Name in auth0 v4 of `MethodCredentials<NewPublicKeyCredential>`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsPrivateKeyJwt = MethodCredentials<NewPublicKeyCredential>;

/** Name in auth0 v4 of `NewPublicKeyCredential`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsPrivateKeyJwtCredentialsInner = NewPublicKeyCredential;

/** Name in auth0 v4 of `MethodCredentials<NewCertificateCredential>`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsSelfSignedTlsClientAuth =
  MethodCredentials<NewCertificateCredential>;

/** Name in auth0 v4 of `NewCertificateCredential`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsSelfSignedTlsClientAuthCredentialsInner =
  NewCertificateCredential;

/** Name in auth0 v4 of `MethodCredentials<NewSubjectCredential>`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsTlsClientAuth = MethodCredentials<NewSubjectCredential>;

/** Name in auth0 v4 of `NewSubjectCredential`. @group Names of auth0 v4 */
export type ClientCreateClientAuthenticationMethodsTlsClientAuthCredentialsInner = NewSubjectCredential;
