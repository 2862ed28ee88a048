import type { NewClientFacts } from './defaults.js';
import type { Client } from './metadata.js';
import { defaultRefreshToken } from './refresh-token.js';

/** The client that stands for all of a tenant, and that holds its login page. management-api.md 2.9 */
export function newGlobalClient({
  clientId,
  tenant,
  signingKeys,
}: Pick<NewClientFacts, 'clientId' | 'tenant' | 'signingKeys'>): Client {
  return {
    tenant,
    global: true,
    name: 'All Applications',
    is_first_party: true,
    callbacks: [],
    cross_origin_authentication: true,
    custom_login_page_on: true,
    refresh_token: defaultRefreshToken({}),
    client_id: clientId,
    ...(signingKeys && { signing_keys: signingKeys }),
  };
}
