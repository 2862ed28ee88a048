import type { ApiResponse, ManagementClient } from 'auth0';

type Listing = 'clients' | 'clientGrants' | 'resourceServers' | 'connections';

interface Lister {
  getAll(): Promise<ApiResponse<unknown>>;
}

export async function countAll(
  management: ManagementClient,
  kinds: Listing[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of kinds) {
    const lister: Lister = management[kind];
    const { data } = await lister.getAll();
    counts[kind] = Array.isArray(data) ? data.length : 0;
  }
  return counts;
}

export async function page<T>(read: (page: number) => Promise<ApiResponse<T[]>>): Promise<T[]> {
  return (await read(0)).data;
}

export const pages = (management: ManagementClient) =>
  page((number) => management.clients.getAll({ page: number }));
