import { type GetClientsRequest, ManagementClient } from 'auth0';

const management = new ManagementClient({ domain: 'tenant.example', token: 'TOKEN' });

export function list(parameters: GetClientsRequest) {
  return management.clients.getAll(parameters);
}

export const names = async () => (await list({ page: 0, per_page: 10 })).data.map((client) => client.name);
