import type {
  ClientsManager,
  GetCredentials200ResponseInner,
  NewCertificateCredential,
  NewPublicKeyCredential,
  NewSubjectCredential,
  PostCredentialsRequest,
  PostSubjectCredentialRequest,
} from '@clientele/sdk';

/** `credential_type` says what a credential has. */
export function has(credential: GetCredentials200ResponseInner): string {
  if (credential.credential_type === 'public_key') return `${credential.kid} ${credential.alg}`;
  if (credential.credential_type === 'cert_subject_dn') {
    const subject: string = credential.subject_dn;
    return subject;
  }
  const thumbprint: string = credential.thumbprint_sha256;
  const none: undefined = credential.kid;
  return `${thumbprint}${none ?? ''}`;
}

/** Without asking for its type, it may have each of them. */
export async function may(clients: ClientsManager): Promise<(string | undefined)[]> {
  const { data } = await clients.getCredential({ client_id: 'a', credential_id: 'b' });
  // @ts-expect-error Only a public key has one.
  const kid: string = data.kid;
  return [kid, data.alg, data.subject_dn, data.thumbprint_sha256, data.expires_at];
}

export const bodies: PostCredentialsRequest[] = [
  {
    credential_type: 'public_key',
    pem: 'PEM',
    alg: 'ES256',
    kid: 'k'.repeat(10),
    parse_expiry_from_cert: true,
  },
  { credential_type: 'cert_subject_dn', subject_dn: 'CN=a' },
  { credential_type: 'cert_subject_dn', pem: 'PEM' },
  { credential_type: 'x509_cert', pem: 'PEM', name: undefined },
  // @ts-expect-error A certificate has no algorithm.
  { credential_type: 'x509_cert', pem: 'PEM', alg: 'RS256' },
  // @ts-expect-error The subject of a certificate has no algorithm.
  { credential_type: 'cert_subject_dn', pem: 'PEM', alg: 'RS256' },
];

/** Bodies are narrowed too. */
export function kindOf(body: PostCredentialsRequest) {
  if (body.credential_type === 'public_key') return body satisfies NewPublicKeyCredential;
  if (body.credential_type === 'x509_cert') return body satisfies NewCertificateCredential;
  return body satisfies PostSubjectCredentialRequest;
}

/** Of a subject that is sent with a new client, the compiler knows that it stands in the certificate or by itself. */
export const subjects: NewSubjectCredential[] = [
  { credential_type: 'cert_subject_dn', subject_dn: 'CN=a' },
  // @ts-expect-error The subject stands in the certificate.
  { credential_type: 'cert_subject_dn', pem: 'PEM', subject_dn: 'CN=a' },
];
