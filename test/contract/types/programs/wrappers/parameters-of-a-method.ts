import type { ClientsManager } from 'auth0';

export function withLog(clients: ClientsManager, log: (line: string) => void) {
  return async (...args: Parameters<ClientsManager['getAll']>) => {
    log(`getAll ${JSON.stringify(args[0])}`);
    return clients.getAll(...args);
  };
}

export const first: Parameters<ClientsManager['getAll']>[0] = { page: 1, app_type: 'spa' };
export const one: Parameters<ClientsManager['get']>[0] = { client_id: 'a' };
export const change: Parameters<ClientsManager['update']>[1] = { description: 'new' };
export const made: Parameters<ClientsManager['create']>[0] = { name: 'A', app_type: 'spa' };
