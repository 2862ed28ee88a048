import type { Client, ClientsManager } from 'auth0';

const answer = <T>(data: T) => ({ data, status: 200, statusText: 'OK', headers: new Headers() });

export const stub: Pick<ClientsManager, 'get' | 'getAll' | 'delete'> = {
  get: async (parameters) => answer({ client_id: parameters.client_id, name: 'A' } as Client),
  getAll: async () => answer([] as any),
  delete: async ({ client_id }) => {
    if (!client_id) throw new Error('no id');
    return { data: undefined, status: 204, statusText: 'No Content', headers: new Headers() };
  },
};
