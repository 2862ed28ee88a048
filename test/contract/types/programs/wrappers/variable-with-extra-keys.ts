import { ManagementClient } from 'auth0';

const options = { domain: 'tenant.example', token: 'TOKEN', region: 'eu' };
const management = new ManagementClient(options);
const query = { page: 0, per_page: 10, tenantHint: 'a' };
const key = { client_id: 'a', source: 'queue' };

export async function read() {
  const { data: list } = await management.clients.getAll(query);
  const { data: one } = await management.clients.get(key);
  await management.clients.delete(key);
  return [one, ...list].map(({ name }) => name);
}
