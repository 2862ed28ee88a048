import type { Client, ManagementClient } from 'auth0';

export async function allClients({ clients }: ManagementClient): Promise<Client[]> {
  const all: Client[] = [];
  let page = 0;
  let batch: Client[];
  do {
    const response = await clients.getAll({ page: page++, per_page: 50, include_totals: false });
    batch = response.data;
    all.push(...batch);
  } while (batch.length === 50);
  return all;
}
