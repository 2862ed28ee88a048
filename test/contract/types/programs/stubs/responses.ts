import type { ApiResponse, Client } from 'auth0';

export function answer<T>(data: T, status = 200): ApiResponse<T> {
  return { data, status, statusText: 'OK', headers: new Headers({ 'content-type': 'application/json' }) };
}

export const one: ApiResponse<Client> = answer({ client_id: 'a', name: 'A' } as Client);
export const none: ApiResponse<void> = answer(undefined, 204);
export const list: ApiResponse<Array<Client>> = answer([one.data]);
