import type { Client, ClientsManager } from 'auth0';

export const stub: Pick<ClientsManager, 'get'> = {
  get: async () => ({
    data: { client_id: 'a', name: 'A' } as Client,
    status: 200,
    statusText: 'OK',
    headers: new Headers(),
  }),
};
