import * as Type from 'typebox';
import { closed, nullable, text } from '../schema.js';
import { type AssertionAlgorithm, assertionAlgorithms } from './key-algorithm.js';

/** What a credential is made of. management-api.md 3 */
export type CredentialType = 'public_key' | 'cert_subject_dn' | 'x509_cert';

/** The request for a credential; which properties go together, its schema decides. management-api.md 3 */
export interface CredentialCreate {
  credential_type: CredentialType;
  name?: string;
  pem?: string;
  subject_dn?: string;
  alg?: AssertionAlgorithm;
  kid?: string;
  parse_expiry_from_cert?: boolean;
  expires_at?: string;
}

const name = Type.Optional(text('Friendly name of the credential', { maxLength: 128 }));
// Neither key nor certificate is secret, but someone may paste a private key here.
const pemOf = (maxLength: number) =>
  text('PEM with the public key or the certificate', { minLength: 1, maxLength, writeOnly: true });
const pem = pemOf(16384);
/** A certificate in the body of a new client may be shorter than one that is added later. management-api.md 2.8 */
const shortPem = pemOf(4096);
const expiresAt = Type.String({
  format: 'date-time',
  maxLength: 64,
  description: 'ISO 8601 time at which the credential stops working',
});

const publicKey = closed({
  credential_type: Type.Literal('public_key'),
  name,
  pem,
  alg: Type.Optional(
    Type.Enum([...assertionAlgorithms], {
      description: 'Algorithm that the key is used with; by its type unless sent',
    }),
  ),
  kid: Type.Optional(
    text('Id of the key', { minLength: 10, maxLength: 64, pattern: '^[0-9a-zA-Z_-]{10,64}$' }),
  ),
  parse_expiry_from_cert: Type.Optional(
    Type.Boolean({ description: 'Whether the certificate says when it expires' }),
  ),
  expires_at: Type.Optional(expiresAt),
});
const subjectOfCertificate = (certificatePem: Type.TString) =>
  closed({ credential_type: Type.Literal('cert_subject_dn'), name, pem: certificatePem });
const subjectByName = closed({
  credential_type: Type.Literal('cert_subject_dn'),
  name,
  subject_dn: text('Subject distinguished name', { minLength: 1, maxLength: 256 }),
});
const certificate = (certificatePem: Type.TString) =>
  closed({ credential_type: Type.Literal('x509_cert'), name, pem: certificatePem });

/** The schemas of full credentials in the body of a new client, by type. management-api.md 2.8, 3 */
export const credentialSchemas = {
  public_key: publicKey,
  cert_subject_dn: Type.Union([subjectOfCertificate(shortPem), subjectByName]),
  x509_cert: certificate(shortPem),
} as const;

/** Body of POST /clients/{id}/credentials. management-api.md 3 */
export const CredentialCreate = Type.Union([
  publicKey,
  subjectOfCertificate(pem),
  subjectByName,
  certificate(pem),
]);

/** Body of PATCH /clients/{id}/credentials/{credential_id}. management-api.md 3 */
export const CredentialUpdate = closed(
  { expires_at: Type.Optional(nullable(expiresAt)) },
  { minProperties: 1 },
);
/** Body of PATCH /clients/{id}/credentials/{credential_id}. */
export type CredentialUpdate = Type.Static<typeof CredentialUpdate>;
