import type {
  ResourceServerProofOfPossession,
  ResourceServerSubjectTypeAuthorization,
  ResourceServerTokenEncryption,
  ResourceServerUpdate,
  Scope,
} from 'auth0';

export const scopes: Scope[] = [{ value: 'read:invoices', description: 'Read' }];
export const subjects: ResourceServerSubjectTypeAuthorization = {
  client: { policy: 'require_client_grant' },
};
export const possession: ResourceServerProofOfPossession = { mechanism: 'mtls', required: true };
export const update: ResourceServerUpdate = {
  scopes,
  subject_type_authorization: subjects,
  proof_of_possession: possession,
};
export const encrypted: ResourceServerTokenEncryption = {
  format: 'compact-nested-jwe',
  encryption_key: { alg: 'RSA-OAEP-256', pem: 'PEM', name: 'first', kid: 'k' },
};
