import type { Client } from 'auth0';

export interface View extends Pick<Client, 'client_id' | 'name'> {
  kind: NonNullable<Client['app_type']>;
  team: string;
}

export function view(client: Client): View {
  const { client_id, name, app_type, client_metadata } = client;
  return {
    client_id,
    name,
    kind: app_type ?? 'non_interactive',
    team: client_metadata?.['team'] ?? 'nobody',
  };
}

export const byType = (clients: Client[]) =>
  clients.reduce<Partial<Record<Client['app_type'] & string, string[]>>>((groups, client) => {
    if (client.app_type) (groups[client.app_type] ??= []).push(client.name);
    return groups;
  }, {});
