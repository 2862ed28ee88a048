import type { Client, ClientCreate, ClientUpdate, ManagementClient } from 'auth0';

export async function create(management: ManagementClient, body: ClientCreate): Promise<Client> {
  const { data } = await management.clients.create(body);
  return data;
}

export async function update(management: ManagementClient, id: string, body: ClientUpdate): Promise<Client> {
  return (await management.clients.update({ client_id: id }, body)).data;
}

export async function rotate(management: ManagementClient, id: string): Promise<Client> {
  return management.clients.rotateClientSecret({ client_id: id }).then(({ data }) => data);
}
