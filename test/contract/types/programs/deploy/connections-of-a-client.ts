import {
  type GetClientConnectionsRequest,
  GetClientConnectionsStrategyEnum,
  type ManagementClient,
} from 'auth0';

export async function connections(management: ManagementClient, id: string): Promise<string[]> {
  const names: string[] = [];
  const request: GetClientConnectionsRequest = {
    client_id: id,
    strategy: [GetClientConnectionsStrategyEnum.auth0],
    take: 50,
  };
  for (;;) {
    const { data } = await management.clients.getEnabledConnections(request);
    for (const connection of data.connections) names.push(String(connection.name));
    if (!data.next) return names;
    request.from = data.next;
  }
}
