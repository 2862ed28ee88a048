import { Client, ClientCreate, ClientsManager } from 'auth0';
export async function f(c: ClientsManager, body: ClientCreate, kind: 'spa' | 'native') {
  const a: string = (
    await c.create({
      name: 'a',
      jwt_configuration: { alg: 'RS256' },
      app_type: 'spa',
      grant_types: ['implicit'],
      organization_usage: 'deny',
      refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring' },
    })
  ).data.client_secret;
  const b: string = (await c.create(body)).data.client_secret;
  const d: string = (await c.create({ ...body, name: 'x' })).data.client_secret;
  const e: string = (await c.create({ name: 'x', app_type: kind, token_endpoint_auth_method: 'none' })).data
    .client_secret;
  const g: string = (await c.rotateClientSecret({ client_id: 'a' })).data.client_secret;
  const partial: Pick<ClientCreate, 'name' | 'callbacks'> = { name: 'a' };
  const h: string = (await c.create(partial)).data.client_secret;
  const i: Client = (await c.create({ name: 'a' })).data;
  return [a, b, d, e, g, h, i];
}
