import {
  ClientsManager,
  GetCredentials200ResponseInner,
  GetCredentialsByCredentialIdRequest,
  PatchCredentialsByCredentialIdRequest,
  PostCredentialsOperationRequest,
  PostCredentialsRequest,
} from 'auth0';
export async function rotate(
  c: ClientsManager,
  at: PostCredentialsOperationRequest,
  pem: string,
): Promise<GetCredentials200ResponseInner> {
  const body: PostCredentialsRequest = {
    credential_type: 'public_key',
    name: `key-${Date.now()}`,
    pem,
    alg: 'RS256',
    parse_expiry_from_cert: false,
  };
  const { data: old } = await c.getCredentials(at);
  const { data } = await c.createCredential(at, body);
  for (const one of old) {
    const which: GetCredentialsByCredentialIdRequest = { ...at, credential_id: one.id };
    const change: PatchCredentialsByCredentialIdRequest = { expires_at: new Date().toISOString() };
    await c.updateCredential(which, change);
  }
  return data;
}
export const byName = (list: GetCredentials200ResponseInner[], name: string) =>
  list.filter((x) => x.name === name).sort((a, b) => a.created_at.localeCompare(b.created_at))[0];
export const publicKeys = (list: GetCredentials200ResponseInner[]) =>
  list.filter((x) => x.credential_type === 'public_key').map((x) => x.kid);
