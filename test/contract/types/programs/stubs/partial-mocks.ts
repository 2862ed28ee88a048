import { ApiResponse, Client, ClientsManager } from 'auth0';

declare function mockFn<T extends (...args: any[]) => any>(
  impl?: T,
): T & { mock: { calls: Parameters<T>[] } };
type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;
export const partial: DeepPartial<Client> = { client_id: 'a', jwt_configuration: { alg: 'RS256' } };
export const mock = {
  get: mockFn<ClientsManager['get']>(),
  getAll: mockFn<ClientsManager['getAll']>(async () => ({
    data: [] as any,
    status: 200,
    statusText: '',
    headers: new Headers(),
  })),
};
export const asManager: Pick<ClientsManager, 'get' | 'getAll'> = mock;
export const calls = () => mock.get.mock.calls[0]?.[0].client_id;
export const list = () => mock.getAll.mock.calls[0]?.[0]?.page;
export const resolved: Awaited<ReturnType<ClientsManager['get']>> = {
  data: { client_id: 'a', name: 'b' } as Client,
  status: 200,
  statusText: 'OK',
  headers: new Headers(),
};
export const listed: Awaited<ReturnType<ClientsManager['getAll']>> = {
  data: [{ client_id: 'a', name: 'b' } as Client],
  status: 200,
  statusText: 'OK',
  headers: new Headers(),
};
export const made: Awaited<ReturnType<ClientsManager['create']>> = {
  data: { client_id: 'a', name: 'b', client_secret: 'c' } as Client,
  status: 201,
  statusText: 'OK',
  headers: new Headers(),
};
export const r: ReturnType<ClientsManager['delete']> = Promise.resolve({
  data: undefined,
  status: 204,
  statusText: '',
  headers: new Headers(),
});
export const stub =
  <T>(value: T) =>
  async (): Promise<ApiResponse<T>> => ({ data: value, status: 200, statusText: '', headers: new Headers() });
export const full: Pick<ClientsManager, 'get' | 'create' | 'update' | 'delete'> = {
  get: stub({} as Client),
  create: stub({} as Client),
  update: stub({} as Client),
  delete: stub(undefined),
};
