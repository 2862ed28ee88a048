import { ApiResponse, Client, ClientsManager, GetClientsRequest, ManagementClient } from 'auth0';

type ListMethod<P, T> = (params: P) => Promise<ApiResponse<T[]>>;
export async function all<P extends { page?: number | undefined; per_page?: number | undefined }, T>(
  list: ListMethod<P, T>,
  params: P,
): Promise<T[]> {
  const out: T[] = [];
  for (let page = 0; ; page++) {
    const { data } = await list({ ...params, page, per_page: 50 });
    out.push(...data);
    if (data.length < 50) return out;
  }
}
export const everyClient = (m: ManagementClient): Promise<Client[]> =>
  all((p: GetClientsRequest) => m.clients.getAll(p), { is_global: false });
export const viaBind = (c: ClientsManager): Promise<Client[]> =>
  all<GetClientsRequest, Client>(c.getAll.bind(c), {});
export async function totals<T, K extends string>(
  list: (p: {
    page: number;
    per_page: number;
    include_totals: true;
  }) => Promise<ApiResponse<{ total: number } & Record<K, T[]>>>,
  key: K,
): Promise<T[]> {
  const { data } = await list({ page: 0, per_page: 100, include_totals: true });
  return data[key];
}
export const t = (m: ManagementClient): Promise<Client[]> => totals((p) => m.clients.getAll(p), 'clients');
