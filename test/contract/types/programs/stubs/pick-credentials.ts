import type { ClientsManager, GetCredentials200ResponseInner } from 'auth0';

const credential = { id: 'cred_a', credential_type: 'public_key', kid: 'k', alg: 'RS256' };
const kept = [credential as GetCredentials200ResponseInner];

export const stub: Pick<
  ClientsManager,
  'getCredentials' | 'getCredential' | 'createCredential' | 'deleteCredential'
> = {
  getCredentials: async () => ({ data: kept, status: 200, statusText: 'OK', headers: new Headers() }),
  getCredential: async ({ credential_id }) => {
    const data = kept.find(({ id }) => id === credential_id)!;
    return { data, status: 200, statusText: 'OK', headers: new Headers() };
  },
  createCredential: async (_, { credential_type, name }) => {
    const data = { id: 'cred_b', credential_type, name } as GetCredentials200ResponseInner;
    return { data, status: 201, statusText: 'Created', headers: new Headers() };
  },
  deleteCredential: async () => ({ data: undefined, status: 204, statusText: '', headers: new Headers() }),
};
