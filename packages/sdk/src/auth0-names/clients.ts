import type { ClientSigningKey } from '../models/client-answers.js';
import type {
  AuthenticationMethods,
  CredentialReference,
  MethodCredentials,
  SignedRequestObject,
} from '../models/client-bodies.js';
import type {
  DefaultOrganization,
  EncryptionKey,
  ExpressConfiguration,
  JwtConfiguration,
  LinkedClient,
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
