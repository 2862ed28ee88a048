import { useQuery } from '@tanstack/react-query';
import type { Api } from '../api/api.js';
import { useSignedIn } from '../session/session-context.js';

/** A connection as the console shows it. */
export interface ShownConnection extends Readonly<Record<string, unknown>> {
  id: string;
  name: string;
  strategy: string;
  display_name?: string;
  enabled_clients?: readonly string[];
}

/** Under which a connection is kept among what was read. */
export const connectionKey = (id: string) => ['connections', 'one', id] as const;

/** Under which the lists of connections are kept. */
export const connectionListsKey = ['connections', 'list'] as const;

/**
 * Reads a connection.
 * @throws ClienteleError for a refusal or where no answer came.
 */
export async function readConnection(api: Api, id: string): Promise<ShownConnection> {
  return (await api.connections.get({ id })).data as unknown as ShownConnection;
}

/** A connection, read again when it was changed here. */
export function useConnection(id: string) {
  const { api } = useSignedIn();
  return useQuery({ queryKey: connectionKey(id), queryFn: () => readConnection(api, id) });
}
