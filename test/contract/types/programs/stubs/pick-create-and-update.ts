import type { Client, ClientsManager } from 'auth0';

export const made: string[] = [];

export const stub: Pick<ClientsManager, 'create' | 'update' | 'rotateClientSecret'> = {
  async create(body, init) {
    made.push(body.name, typeof init);
    const data = { client_id: 'a', name: body.name, client_secret: 's' } as Client;
    return { data, status: 201, statusText: 'Created', headers: new Headers() };
  },
  async update({ client_id }, body) {
    const data = { client_id, name: body.name ?? 'A' } as Client;
    return { data, status: 200, statusText: 'OK', headers: new Headers() };
  },
  async rotateClientSecret(parameters) {
    const data = { client_id: parameters.client_id, client_secret: 'new' } as Client;
    return { data, status: 200, statusText: 'OK', headers: new Headers() };
  },
};
