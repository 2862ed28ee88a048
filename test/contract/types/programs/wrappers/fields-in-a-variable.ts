import type { Client, ManagementClient } from 'auth0';

export async function read(management: ManagementClient, id: string, fields?: string): Promise<Client> {
  const { data } = await management.clients.get(fields ? { client_id: id, fields } : { client_id: id });
  return data;
}

export async function ids(management: ManagementClient, wanted: string[]): Promise<string[]> {
  const { data } = await management.clients.getAll({ fields: wanted.join(','), include_fields: true });
  return data.map((client) => client.client_id);
}
