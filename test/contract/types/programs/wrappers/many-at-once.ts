import { Client, ManagementClient } from 'auth0';

const m = new ManagementClient({ domain: 'd', token: 't' });
export async function many(ids: string[]): Promise<Client[]> {
  const answers = await Promise.all(ids.map((client_id) => m.clients.get({ client_id })));
  return answers.map(({ data }) => data);
}
export async function settled(ids: string[]) {
  const all = await Promise.allSettled(ids.map((id) => m.clients.get({ client_id: id, fields: 'name' })));
  return all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.data.name] : []));
}
export const both = () =>
  Promise.all([m.clients.getAll(), m.clientGrants.getAll(), m.resourceServers.getAll()]);
export async function use() {
  const [c, g, r] = await both();
  return [c.data.length, g.data[0]?.audience, r.data[0]?.identifier];
}
