import type { ManagementClient } from 'auth0';

export async function count(management: ManagementClient, counted: boolean): Promise<number> {
  const { data } = await management.clients.getAll({ include_totals: counted, per_page: 100 });
  return data.length;
}
