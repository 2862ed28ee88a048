/** The algorithms that a public key may be used with. management-api.md 3 */
export type CredentialAlg = 'RS256' | 'RS384' | 'PS256';

/** A public key for private_key_jwt and signed request objects. management-api.md 3 */
export interface NewPublicKeyCredential {
  credential_type: 'public_key';
  name?: string;
  /** SubjectPublicKeyInfo, PKCS#1 or a certificate. */
  pem: string;
  /** Default RS256. */
  alg?: CredentialAlg;
  /** Default: the key's thumbprint (RFC 7638). */
  kid?: string;
  /** True takes `expires_at` from the certificate. */
  parse_expiry_from_cert?: boolean;
  /** ISO 8601. */
  expires_at?: string;
}

/** A certificate's subject for tls_client_auth, from a certificate or by itself. management-api.md 3 */
export interface NewSubjectCredential {
  credential_type: 'cert_subject_dn';
  name?: string;
  pem?: string;
  subject_dn?: string;
}

/** A certificate for self_signed_tls_client_auth; it expires when it says so. management-api.md 3 */
export interface NewCertificateCredential {
  credential_type: 'x509_cert';
  name?: string;
  pem: string;
}

/** Body of a new credential. sdk-contract.md 1, management-api.md 3 */
export type PostCredentialsRequest = NewPublicKeyCredential | NewSubjectCredential | NewCertificateCredential;

/** Body of a change of a credential; null lets it live on. management-api.md 3 */
export interface PatchCredentialsByCredentialIdRequest {
  /** ISO 8601; a past date stops the credential at once. */
  expires_at?: string | null;
}

/** A credential as answers show it, never with its key. management-api.md 3 */
export interface GetCredentials200ResponseInner {
  id: string;
  credential_type: 'public_key' | 'cert_subject_dn' | 'x509_cert';
  name?: string;
  /** Only `public_key`. */
  kid?: string;
  /** Only `public_key`. */
  alg?: CredentialAlg;
  /** Only `cert_subject_dn`. */
  subject_dn?: string;
  /** Only `x509_cert`: SHA-256 over the certificate, in base64url. */
  thumbprint_sha256?: string;
  created_at: string;
  updated_at: string;
  expires_at?: string | null;
  [property: string]: unknown;
}

/** Which client gets a credential. sdk-contract.md 1 */
export interface PostCredentialsOperationRequest {
  client_id: string;
}

/** Whose credentials to list. sdk-contract.md 1 */
export interface GetCredentialsRequest {
  client_id: string;
}

/** Which credential to read. sdk-contract.md 1 */
export interface GetCredentialsByCredentialIdRequest {
  client_id: string;
  credential_id: string;
}

/** Which credential to change. sdk-contract.md 1 */
export interface PatchCredentialsByCredentialIdOperationRequest {
  client_id: string;
  credential_id: string;
}

/** Which credential to delete. sdk-contract.md 1 */
export interface DeleteCredentialsByCredentialIdRequest {
  client_id: string;
  credential_id: string;
}
