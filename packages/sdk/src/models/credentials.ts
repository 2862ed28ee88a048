/**
 * The algorithms that a public key may be used with: RSA ones, and ES256 (P-256 keys) and EdDSA (Ed25519 keys).
 */
export type CredentialAlg = 'RS256' | 'RS384' | 'PS256' | 'ES256' | 'EdDSA';

/** A public key for `private_key_jwt`, signed request objects and the token vault. */
export interface NewPublicKeyCredential {
  /** What it is made of: a public key. */
  credential_type: 'public_key';
  /** For people: at most 255 characters. */
  name?: string | undefined;
  /** SubjectPublicKeyInfo, PKCS#1 or a certificate, in PEM: 1 to 16384 characters. No answer shows it. */
  pem: string;
  /** The one algorithm that signatures may use. Default: RS256 for RSA keys. */
  alg?: CredentialAlg | undefined;
  /** 10 to 64 of `0-9a-zA-Z_-`, once per client. Default: the key's thumbprint (RFC 7638). */
  kid?: string | undefined;
  /** True takes `expires_at` from the certificate in `pem`. Default false, even for a certificate. */
  parse_expiry_from_cert?: boolean | undefined;
  /** ISO 8601 time from which it no longer works: at most 64 characters. Default: never. */
  expires_at?: string | undefined;
}

/** A certificate's subject for `tls_client_auth`, read from a certificate. */
export interface NewSubjectCredentialByCertificate {
  /** What it is made of: the subject of a certificate. */
  credential_type: 'cert_subject_dn';
  /** For people: at most 255 characters. */
  name?: string | undefined;
  /** The certificate in PEM: 1 to 16384 characters. No answer shows it. */
  pem: string;
  /** The certificate says it. */
  subject_dn?: undefined;
}

/** A certificate's subject for `tls_client_auth`, given by itself. */
export interface NewSubjectCredentialByName {
  /** What it is made of: the subject of a certificate. */
  credential_type: 'cert_subject_dn';
  /** For people: at most 255 characters. */
  name?: string | undefined;
  /** Its attributes, the most significant first, each on a line of its own: 1 to 256 characters, kept as sent. */
  subject_dn: string;
  /** The name alone is enough. */
  pem?: undefined;
}

/** A certificate's subject for `tls_client_auth`: from a certificate or by itself, not both. */
export type NewSubjectCredential = NewSubjectCredentialByCertificate | NewSubjectCredentialByName;

/** A certificate for `self_signed_tls_client_auth`; it expires when it says so. */
export interface NewCertificateCredential {
  /** What it is made of: a certificate. */
  credential_type: 'x509_cert';
  /** For people: at most 255 characters. */
  name?: string | undefined;
  /** The certificate in PEM: 1 to 16384 characters. No answer shows it. */
  pem: string;
}

/**
 * A certificate's subject for `tls_client_auth`: from a certificate or by itself. One of `pem` and `subject_dn` is
 * needed, and the server refuses both. The type does not say so: with a `pem` that is `undefined` or text, editors offer
 * this `credential_type` alone.
 */
export interface PostSubjectCredentialRequest {
  /** What it is made of: the subject of a certificate. */
  credential_type: 'cert_subject_dn';
  /** For people: at most 255 characters. */
  name?: string | undefined;
  /** The certificate in PEM: 1 to 16384 characters. No answer shows it. */
  pem?: string | undefined;
  /** Its attributes, the most significant first, each on a line of its own: 1 to 256 characters, kept as sent. */
  subject_dn?: string | undefined;
}

/**
 * Body of a new credential, of which a client has at most four; needs `create:client_credentials`.
 */
export type PostCredentialsRequest =
  | NewPublicKeyCredential
  | PostSubjectCredentialRequest
  | NewCertificateCredential;

/** Body of a change of a public key; needs `update:client_credentials`. */
export interface PatchCredentialsByCredentialIdRequest {
  /** ISO 8601 time, at most 64 characters; a past one stops the credential at once, null lets it live on. */
  expires_at?: string | null | undefined;
}

/** What every credential has, as answers show it. */
export interface CredentialDetails {
  /** `cred_` and 22 characters, made by the server. */
  id: string;
  /** For people: at most 255 characters. */
  name?: string | undefined;
  /** When it was made: ISO 8601, UTC, with milliseconds. */
  created_at: string;
  /** When it was changed last: ISO 8601, UTC, with milliseconds. */
  updated_at: string;
  /** From when on it no longer works: ISO 8601, UTC, with milliseconds; absent on one that does not expire. */
  expires_at?: string | undefined;
}

/** A public key as answers show it, without the key itself. */
export interface PublicKeyCredential extends CredentialDetails {
  /** What it is made of: a public key. */
  credential_type: 'public_key';
  /** Id of the key, which assertions may name. */
  kid: string;
  /** The one algorithm that signatures may use. */
  alg: CredentialAlg;
  /** On `cert_subject_dn` only. */
  subject_dn?: undefined;
  /** On `x509_cert` only. */
  thumbprint_sha256?: undefined;
}

/** A certificate's subject as answers show it. */
export interface SubjectCredential extends CredentialDetails {
  /** What it is made of: the subject of a certificate. */
  credential_type: 'cert_subject_dn';
  /** The subject that the certificate must have. */
  subject_dn: string;
  /** On `public_key` only. */
  kid?: undefined;
  /** On `public_key` only. */
  alg?: undefined;
  /** On `x509_cert` only. */
  thumbprint_sha256?: undefined;
}

/** A certificate as answers show it, without the certificate itself. */
export interface CertificateCredential extends CredentialDetails {
  /** What it is made of: a certificate. */
  credential_type: 'x509_cert';
  /** SHA-256 over the certificate (DER), in base64url. */
  thumbprint_sha256: string;
  /** On `public_key` only. */
  kid?: undefined;
  /** On `public_key` only. */
  alg?: undefined;
  /** On `cert_subject_dn` only. */
  subject_dn?: undefined;
}

/**
 * A credential as answers show it: `credential_type` says which of the three it is. All of it is seen with
 * `read:client_credentials`, and in the answer to the one who made or changed it.
 */
export type GetCredentials200ResponseInner = PublicKeyCredential | SubjectCredential | CertificateCredential;

/** Which client gets a credential. */
export interface PostCredentialsOperationRequest {
  /** Id of the client. */
  client_id: string;
}

/** Whose credentials to list; needs `read:client_credentials`. */
export interface GetCredentialsRequest {
  /** Id of the client. */
  client_id: string;
}

/** Which credential to read; needs `read:client_credentials`. */
export interface GetCredentialsByCredentialIdRequest {
  /** Id of the client. */
  client_id: string;
  /** Id of the credential. */
  credential_id: string;
}

/** Which credential to change; needs `update:client_credentials`. */
export interface PatchCredentialsByCredentialIdOperationRequest {
  /** Id of the client. */
  client_id: string;
  /** Id of the credential. */
  credential_id: string;
}

/** Which credential to delete; needs `delete:client_credentials`. */
export interface DeleteCredentialsByCredentialIdRequest {
  /** Id of the client. */
  client_id: string;
  /** Id of the credential. */
  credential_id: string;
}
