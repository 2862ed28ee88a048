import type {
  FedcmLoginChange,
  JwtConfiguration,
  NativeSocialLoginChange,
  NewOidcLogout,
  NewRefreshToken,
  NewSessionTransfer,
} from './client-setting-values.js';
import type {
  NullableClientSettings,
  PlainClientSettings,
  RemovableClientSettings,
} from './client-settings.js';
import type {
  NewCertificateCredential,
  NewPublicKeyCredential,
  NewSubjectCredential,
} from './credentials.js';

/** A credential of the client, named where it is used. */
export interface CredentialReference {
  /** Id of the credential: `cred_` and 22 characters. */
  id: string;
}

/** Privileged access to the token vault. */
export interface TokenVaultPrivilegedAccess<PublicKey = CredentialReference> {
  /** The keys that open it; `public_key` credentials, at most two. */
  credentials?: PublicKey[] | undefined;
  /** Addresses and ranges from which access is allowed: at most ten, each of 1 to 64 characters. */
  ip_allowlist?: string[] | undefined;
  /** What is granted: at most five connections, each once, and 20 scopes in all. */
  grants?: TokenVaultGrant[] | undefined;
}

/** Privileged access to the token vault, in the body of a new client. */
export interface NewTokenVaultPrivilegedAccess extends TokenVaultPrivilegedAccess<NewPublicKeyCredential> {
  /** The keys that open it; `public_key` credentials, at most two. */
  credentials: NewPublicKeyCredential[];
}

/** Privileged access to the token vault, in a change: as a whole, where a list may be empty. */
export interface TokenVaultPrivilegedAccessChange {
  /** The keys that open it; `public_key` credentials, at most two. */
  credentials: CredentialReference[];
  /** Addresses and ranges from which access is allowed: at most ten, each of 1 to 64 characters. */
  ip_allowlist: string[];
  /** What is granted: at most five connections, each once, and 20 scopes in all. */
  grants: TokenVaultGrant[];
}

/** What a client gets of one connection in the token vault. */
export interface TokenVaultGrant {
  /** Name of the connection: 1 to 255 characters. */
  connection: string;
  /** Scopes of the connection: 1 to 20, each of 1 to 1000 characters. */
  scopes: string[];
}

/** The credentials of one method. */
export interface MethodCredentials<Credential = CredentialReference> {
  /** At most two; in answers and changes by id. */
  credentials: Credential[];
}

/** How a client authenticates with keys and certificates: by one of these methods. */
export interface AuthenticationMethods<
  PublicKey = CredentialReference,
  Subject = CredentialReference,
  Certificate = CredentialReference,
> {
  /** Assertions that a key signs (RFC 7523); `public_key` credentials, at most two. */
  private_key_jwt?: MethodCredentials<PublicKey> | undefined;
  /** Certificates by their subject (RFC 8705, 2.1); `cert_subject_dn` credentials, at most two. */
  tls_client_auth?: MethodCredentials<Subject> | undefined;
  /** Certificates by themselves (RFC 8705, 2.2); `x509_cert` credentials, at most two. */
  self_signed_tls_client_auth?: MethodCredentials<Certificate> | undefined;
}

/** Signed request objects of a client (RFC 9101). */
export interface SignedRequestObject<PublicKey = CredentialReference> {
  /** Whether request objects must be signed. */
  required?: boolean | undefined;
  /** The keys that sign them; `public_key` credentials, at most two. */
  credentials?: PublicKey[] | undefined;
}

/**
 * Where a client names its credentials, each at most once in a place. To set them needs `create:client_credentials`
 * in the body of a new client, `update:client_credentials` in a change.
 */
export interface CredentialSlots<
  PublicKey = CredentialReference,
  Subject = CredentialReference,
  Certificate = CredentialReference,
  Vault = TokenVaultPrivilegedAccess<PublicKey>,
> {
  /**
   * How the client authenticates with keys and certificates: one method. A credential is enabled while it is named
   * here. Excludes a `token_endpoint_auth_method`, and `jwt_configuration.alg` HS256. A method without credentials
   * lets nobody in, not even with the secret.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  client_authentication_methods?: AuthenticationMethods<PublicKey, Subject, Certificate> | undefined;
  /**
   * Signed request objects (RFC 9101); a credential is enabled for them while it is named here. A change is merged.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  signed_request_object?: SignedRequestObject<PublicKey> | undefined;
  /**
   * Privileged access to the token vault; a change replaces it.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  token_vault_privileged_access?: Vault | undefined;
}

type OrNull<T> = { [Name in keyof T]: T[Name] | null };

/** Body of a new client, its credentials in full and enabled at once; needs `create:clients`. */
export interface ClientCreate
  extends PlainClientSettings,
    RemovableClientSettings<NewOidcLogout>,
    OrNull<NullableClientSettings<NewRefreshToken, NewSessionTransfer>>,
    CredentialSlots<
      NewPublicKeyCredential,
      NewSubjectCredential,
      NewCertificateCredential,
      NewTokenVaultPrivilegedAccess
    > {
  /** Name of the client, not unique: 1 to 255 characters without `<` and `>`. */
  name: string;
  /** The secret, used as it is: 16 to 255 characters, not all white space. Default, and best: 64 made by the server. */
  client_secret?: string | undefined;
  /** At most ten entries, names and values of at most 255 characters. */
  client_metadata?: Record<string, string | undefined> | undefined;
  /** How tokens for the client are made. */
  jwt_configuration?: JwtConfiguration | undefined;
  /** Identifier of the API that is this client: 1 to 600 characters; for the type `resource_server`, and then needed. */
  resource_server_identifier?: string | undefined;
}

/**
 * Body of a change: what is not sent stays, null takes away, credentials are named by id; needs `update:clients`.
 */
export interface ClientUpdate
  extends PlainClientSettings,
    OrNull<RemovableClientSettings<NewOidcLogout, NativeSocialLoginChange, FedcmLoginChange>>,
    OrNull<NullableClientSettings<NewRefreshToken, NewSessionTransfer>>,
    OrNull<
      CredentialSlots<
        CredentialReference,
        CredentialReference,
        CredentialReference,
        TokenVaultPrivilegedAccessChange
      >
    > {
  /** Name of the client: 1 to 255 characters without `<` and `>`. */
  name?: string | undefined;
  /** The secret, used as it is: 16 to 255 characters, not all white space. Needs `update:client_keys`. */
  client_secret?: string | undefined;
  /** Merged with what there is, which then has at most ten entries; null takes one away. */
  client_metadata?: Record<string, string | null | undefined> | undefined;
  /** Merged with what there is. */
  jwt_configuration?: JwtConfiguration | undefined;
}
