import type { ClientCreate, ManagementClient } from 'auth0';

export async function copy(from: ManagementClient, to: ManagementClient, id: string): Promise<string> {
  const { data: client } = await from.clients.get({ client_id: id });
  const body: ClientCreate = {
    name: client.name,
    description: client.description,
    app_type: client.app_type as ClientCreate['app_type'],
    callbacks: client.callbacks,
    grant_types: client.grant_types,
    jwt_configuration: client.jwt_configuration,
    client_metadata: client.client_metadata,
  };
  return (await to.clients.create(body)).data.client_id;
}
