import type { ClientCreate, ManagementClient } from 'auth0';

const defaults: Partial<ClientCreate> = {
  oidc_conformant: true,
  jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 3600 },
  refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 0 },
};

export async function create(management: ManagementClient, name: string, own: Partial<ClientCreate>) {
  const body: ClientCreate = { ...defaults, ...own, name };
  const { data } = await management.clients.create({ ...body, client_metadata: { managed: 'yes' } });
  return { id: data.client_id, name: data.name, secret: data.client_secret };
}
