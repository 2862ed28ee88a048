import { Client, ClientsManager, ManagementClient } from 'auth0';
export type DataOf<F> = F extends (...args: never[]) => Promise<{ data: infer D }> ? D : never;
export type One = DataOf<ClientsManager['get']>;
export const o: One = {} as Client;
export const p: Client = {} as One;
export type Upd = DataOf<ClientsManager['update']>;
export const u: Client = {} as Upd;
export type Made = DataOf<ClientsManager['create']>;
export const n: string = ({} as Made).client_id;
type Fn<T> = { [K in keyof T]: T[K] extends (...a: any[]) => any ? K : never }[keyof T];
export async function invoke<K extends Fn<ClientsManager>>(
  m: ManagementClient,
  name: K,
  ...args: Parameters<ClientsManager[K]>
): Promise<unknown> {
  return (m.clients[name] as (...a: any[]) => Promise<unknown>)(...args);
}
export const r = (m: ManagementClient) => invoke(m, 'get', { client_id: 'a' });
export const r2 = (m: ManagementClient) => invoke(m, 'getAll', { page: 0 });
export function memo<A extends unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  return f;
}
export const get = (m: ManagementClient) =>
  memo(m.clients.get.bind(m.clients))({ client_id: 'a' }).then((x) => x.data.client_id);
export const getArrow = (m: ManagementClient) =>
  memo((id: string) => m.clients.get({ client_id: id }))('a').then((x) => x.data.name);
