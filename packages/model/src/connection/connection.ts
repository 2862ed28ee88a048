import { type Stored, withoutNulls } from '../stored.js';
import type { ConnectionCreate, ConnectionUpdate } from './connection-body.js';
import { connectionDefaults } from './connection-defaults.js';
import { checkOptions } from './options.js';

/** A connection as it is kept; which clients it is for is kept beside it. connections.md */
export interface Connection extends Omit<Stored<ConnectionCreate>, 'enabled_clients' | 'metadata'> {
  id: string;
  realms: string[];
  is_domain_connection: boolean;
  metadata?: Record<string, string>;
}

/** A connection with what an answer shows besides. */
export type PresentableConnection = Connection & { enabled_clients?: string[] };

/**
 * Makes a connection of a checked body.
 * @throws RuleError (400) for options that contradict themselves. connections.md
 */
export function newConnection(body: ConnectionCreate, id: string): Connection {
  const { enabled_clients, realms = [], metadata, ...sent } = body;
  checkOptions(body.strategy, body.options);
  return {
    is_domain_connection: false,
    options: {},
    ...sent,
    realms: realmsOf(body.name, realms),
    ...(metadata && { metadata: withoutNulls(metadata) }),
    id,
  };
}

/**
 * Applies a checked change: each property that was sent replaces the one that was there; a name to show that is not sent
 * again gives way to the name.
 * @throws RuleError (400) for options that contradict themselves. connections.md
 */
export function patchConnection(current: Connection, change: ConnectionUpdate): Connection {
  const { enabled_clients, realms = current.realms, metadata, ...sent } = change;
  const { name } = current;
  if (sent.options) checkOptions(current.strategy, sent.options, current.options);
  return withoutNulls({
    ...current,
    ...(current.display_name !== undefined && { display_name: name }),
    ...sent,
    ...(sent.options === null && { options: {} }),
    ...(metadata && { metadata: withoutNulls(metadata) }),
    realms: realmsOf(name, realms),
  });
}

function realmsOf(name: string, realms: string[]): string[] {
  return realms.length > 0 ? realms : [name];
}

/** The scopes of which each shows the settings of a connection, which may hold secrets. connections.md */
const optionScopes = ['read:connections', 'read:connections_options'];

/** The answer for a connection to a token with these scopes. connections.md */
export function presentConnection(
  connection: PresentableConnection,
  scopes: ReadonlySet<string>,
): Record<string, unknown> {
  const { options, ...shown } = connection;
  return {
    ...connectionDefaults(connection),
    ...shown,
    ...(optionScopes.some((scope) => scopes.has(scope)) && { options }),
  };
}
