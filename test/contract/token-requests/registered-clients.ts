import { registryOf } from '../registry.js';
import type { SpawnedServer } from '../running-server.js';
import { type ClientName, granted, keys, publicHalf, type Target, ungranted } from './request.js';

/** Registers the clients of the comparison, and an API that all of them may read and write. */
export async function registerClients(server: SpawnedServer): Promise<Target['clients']> {
  const create = await registryOf(server);
  const scopes = [{ value: 'read' }, { value: 'write' }, { value: 'erase' }];
  for (const identifier of [granted, ungranted]) await create('resource-servers', { identifier, scopes });
  const register = async (name: ClientName, body: object) => {
    const grant_types = ['client_credentials'];
    const { client_id, client_secret = '' } = await create('clients', { name, grant_types, ...body });
    await create('client-grants', { client_id, audience: granted, scope: ['read', 'write'] });
    return { id: client_id, secret: client_secret };
  };
  const credential = { credential_type: 'public_key', pem: publicHalf(keys.known).pem, alg: 'RS256' };
  const none = { token_endpoint_auth_method: 'none', grant_types: ['authorization_code'] };
  const post = { token_endpoint_auth_method: 'client_secret_post' };
  return {
    basic: await register('basic', { token_endpoint_auth_method: 'client_secret_basic' }),
    odd: await register('odd', {
      token_endpoint_auth_method: 'client_secret_basic',
      client_secret: 'a+b%c:d/e=f-0123456789',
    }),
    post: await register('post', post),
    code: await register('code', { ...post, grant_types: ['authorization_code'] }),
    key: await register('key', {
      client_authentication_methods: { private_key_jwt: { credentials: [credential] } },
    }),
    open: await register('open', none),
  };
}
