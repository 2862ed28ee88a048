import type {
  GetClientGrantsRequest,
  GetClientsRequest,
  GetConnectionsRequest,
  GetResourceServersRequest,
  ManagementClient,
} from 'auth0';

/** Lists with whatever parameters a caller has a type for. */
export function lists(management: ManagementClient) {
  return {
    clients: async <T extends GetClientsRequest>(parameters: T) =>
      (await management.clients.getAll(parameters)).data,
    grants: async <T extends GetClientGrantsRequest>(parameters: T) =>
      (await management.clientGrants.getAll(parameters)).data,
    apis: async <T extends GetResourceServersRequest>(parameters: T) =>
      (await management.resourceServers.getAll(parameters)).data,
    connections: async <T extends GetConnectionsRequest>(parameters: T) =>
      (await management.connections.getAll(parameters)).data,
  };
}

/** The names in such a list, which counts as an array. */
export async function names<T extends GetClientsRequest>(management: ManagementClient, parameters: T) {
  const { data } = await management.clients.getAll(parameters);
  return data.map(({ name }) => name);
}

export async function grantedTo<T extends GetClientGrantsRequest>(
  management: ManagementClient,
  parameters: T,
) {
  const { data } = await management.clientGrants.getAll(parameters);
  return data.map(({ client_id }) => client_id);
}
