import { type Stored, withoutNulls } from '../stored.js';
import type { ConnectionCreate, ConnectionUpdate } from './connection-body.js';

/** A connection as it is kept; which clients it is for is kept beside it. connections.md */
export interface Connection extends Omit<Stored<ConnectionCreate>, 'enabled_clients'> {
  id: string;
  realms: string[];
  is_domain_connection: boolean;
}

/** A connection with what an answer shows besides. */
export type PresentableConnection = Connection & { enabled_clients?: string[] };

/** Makes a connection of a checked body. connections.md */
export function newConnection(body: ConnectionCreate, id: string): Connection {
  const { enabled_clients, ...sent } = body;
  return { realms: [body.name], is_domain_connection: false, options: {}, ...sent, id };
}

/** Applies a checked change: each property that was sent replaces the one that was there. connections.md */
export function patchConnection(current: Connection, change: ConnectionUpdate): Connection {
  const { enabled_clients, ...sent } = change;
  return withoutNulls({ ...current, ...sent });
}

/** The scopes of which each shows the settings of a connection, which may hold secrets. connections.md */
const optionScopes = ['read:connections', 'read:connections_options'];

/** The answer for a connection to a token with these scopes. connections.md */
export function presentConnection(
  connection: PresentableConnection,
  scopes: ReadonlySet<string>,
): Record<string, unknown> {
  const { options, ...shown } = connection;
  return { ...shown, ...(optionScopes.some((scope) => scopes.has(scope)) && { options }) };
}
