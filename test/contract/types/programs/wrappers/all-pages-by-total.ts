import type { Client, GetClientsRequest, ManagementClient } from 'auth0';

export async function allClients(
  management: ManagementClient,
  filter: Omit<GetClientsRequest, 'page' | 'per_page' | 'include_totals'> = {},
): Promise<Client[]> {
  const found: Client[] = [];
  for (let page = 0; ; page++) {
    const { data } = await management.clients.getAll({
      ...filter,
      page,
      per_page: 100,
      include_totals: true,
    });
    found.push(...data.clients);
    if (data.start + data.clients.length >= data.total) return found;
  }
}
