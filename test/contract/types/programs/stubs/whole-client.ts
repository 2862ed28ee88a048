import type { ManagementClient } from 'auth0';

const clients = {
  getAll: async () => ({ data: [{ client_id: 'a', name: 'A' }] }),
  get: async ({ client_id }: { client_id: string }) => ({ data: { client_id, name: 'A' } }),
};

export const management = { clients } as unknown as ManagementClient;
export const partial = { clients } as unknown as Pick<ManagementClient, 'clients'>;
