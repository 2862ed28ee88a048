import type { GetClientsRequest, ManagementClient } from 'auth0';

export async function total(management: ManagementClient, request: GetClientsRequest): Promise<number> {
  const { data } = await management.clients.getAll({ ...request, include_totals: true });
  return data.total;
}
