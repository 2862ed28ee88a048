import type { Client, ClientCreate, ClientGrant, ResourceServer } from 'auth0';

export const client = (part: Partial<Client> = {}): Client =>
  ({
    client_id: 'a',
    name: 'A',
    app_type: 'spa',
    callbacks: [],
    grant_types: ['implicit'],
    ...part,
  }) as Client;
export const body = (part: Partial<ClientCreate> = {}): ClientCreate => ({
  name: 'A',
  app_type: 'spa',
  ...part,
});
export const grant = (part: Partial<ClientGrant> = {}): ClientGrant =>
  ({ id: 'cgr_a', client_id: 'a', audience: 'https://api.example/', scope: [], ...part }) as ClientGrant;
export const api = { id: 'a', identifier: 'https://api.example/' } as ResourceServer;
export const clients = [client(), client({ name: 'B', client_metadata: { team: 'x' } })];
