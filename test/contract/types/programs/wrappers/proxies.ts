import { ClientsManager, ManagementClient } from 'auth0';
export type ClientsApi = { [K in keyof ClientsManager]: ClientsManager[K] };
export function proxy(m: ManagementClient): ClientsManager {
  return new Proxy(m.clients, {
    get(target, key, receiver) {
      return Reflect.get(target, key, receiver);
    },
  });
}
export function timed<T extends object>(target: T): T {
  return target;
}
export const c = (m: ManagementClient) =>
  timed(m.clients)
    .get({ client_id: 'a' })
    .then((r) => r.data.client_id);
export const call = async (m: ClientsManager, name: 'delete' | 'rotateClientSecret') =>
  (await m[name]({ client_id: 'a' })).status;
export type Names = Exclude<keyof ClientsManager, 'create'>;
export const names: Names[] = ['get', 'getAll', 'update'];
