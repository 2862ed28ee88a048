import type { ClientsManager } from 'auth0';

export function operations(clients: ClientsManager) {
  return {
    get: clients.get.bind(clients),
    list: clients.getAll.bind(clients),
    remove: clients.delete.bind(clients),
  };
}

export const read: ClientsManager['get'] = async () => {
  throw new Error('not here');
};

export async function use(clients: ClientsManager): Promise<string> {
  const { get, remove } = operations(clients);
  await remove({ client_id: 'b' });
  return (await get({ client_id: 'a' })).data.name;
}
