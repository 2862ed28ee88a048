import {
  ClientGrant,
  ClientGrantCreate,
  ConnectionCreate,
  ConnectionForList,
  GetConnectionsRequest,
  GetResourceServersRequest,
  ManagementClient,
  PatchClientGrantsByIdRequest,
  ResourceServer,
  ResourceServerCreate,
} from 'auth0';
export async function ensureGrant(m: ManagementClient, want: ClientGrantCreate): Promise<ClientGrant> {
  const { data } = await m.clientGrants.getAll({ audience: want.audience, client_id: want.client_id });
  const there = data.find((g) => g.audience === want.audience);
  const patch: PatchClientGrantsByIdRequest = { scope: want.scope };
  return there
    ? (await m.clientGrants.update({ id: there.id }, patch)).data
    : (await m.clientGrants.create(want)).data;
}
export async function ensureApi(m: ManagementClient, want: ResourceServerCreate): Promise<ResourceServer> {
  const p: GetResourceServersRequest = { identifiers: [want.identifier] };
  const { data } = await m.resourceServers.getAll(p);
  const { identifier, ...rest } = want;
  return data[0]
    ? (await m.resourceServers.update({ id: data[0].id }, rest)).data
    : (await m.resourceServers.create({ identifier, ...rest })).data;
}
export async function connections(
  m: ManagementClient,
  p: GetConnectionsRequest,
): Promise<ConnectionForList[]> {
  return (await m.connections.getAll(p)).data;
}
export async function counted(m: ManagementClient): Promise<number> {
  const { data } = await m.connections.getAll({ include_totals: true, strategy: ['auth0', 'google-oauth2'] });
  return data.connections.length + data.total;
}
export const body: ConnectionCreate = {
  name: 'users',
  strategy: 'auth0',
  options: { brute_force_protection: true },
  enabled_clients: ['a'],
};
export async function enable(m: ManagementClient, id: string, clients: string[]) {
  await m.connections.updateEnabledClients(
    { id },
    clients.map((client_id) => ({ client_id, status: true })),
  );
  const { data } = await m.connections.getEnabledClients({ id });
  return data.clients.map((c) => c.client_id);
}
