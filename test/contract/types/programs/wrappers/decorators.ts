import { ApiResponse, Client, ClientsManager, GetClientsByIdRequest, InitOverride } from 'auth0';
export const withCache = (get: ClientsManager['get']): ClientsManager['get'] => {
  const kept = new Map<string, Promise<ApiResponse<Client>>>();
  return (parameters: GetClientsByIdRequest, init?: InitOverride) => {
    const there = kept.get(parameters.client_id) ?? get(parameters, init);
    kept.set(parameters.client_id, there);
    return there;
  };
};
export const logged: ClientsManager['update'] = async (p, b, i) => {
  console.log(p.client_id, b.name);
  return {} as ApiResponse<Client>;
};
export interface Deps {
  getClient: ClientsManager['get'];
  listClients: ClientsManager['getAll'];
}
export const deps: Deps = {
  getClient: async ({ client_id }) => ({
    data: { client_id, name: 'a' } as Client,
    status: 200,
    statusText: '',
    headers: new Headers(),
  }),
  listClients: async () => ({ data: [] as any, status: 200, statusText: '', headers: new Headers() }),
};
export async function run(d: Deps) {
  return [(await d.getClient({ client_id: 'a' })).data.name, (await d.listClients({ page: 1 })).data.length];
}
