import { type Static, Type } from 'typebox';
import { closed, dictionary, freeform, type Stored, text, withoutNulls } from '../schema.js';
import { Strategy } from './strategy.js';

const active = closed({ active: Type.Boolean({ description: 'Whether it is in use' }) });

/** What create and update take alike. connections.md */
const changeable = Type.Partial(
  Type.Object({
    display_name: text('Name that is shown', { maxLength: 128 }),
    options: freeform('Settings of the strategy'),
    realms: Type.Array(text('Realm', { minLength: 1 }), { maxItems: 100, description: 'Realms' }),
    is_domain_connection: Type.Boolean({ description: 'Whether it is for the domains of its users only' }),
    show_as_button: Type.Boolean({ description: 'Whether it is shown as a button' }),
    metadata: dictionary<string>(text('Value'), {
      propertyNames: text('Name'),
      maxProperties: 10,
      description: 'Metadata of the connection',
    }),
    authentication: active,
    connected_accounts: active,
    enabled_clients: Type.Array(text('Id of a client', { minLength: 1 }), {
      maxItems: 1000,
      uniqueItems: true,
      description: 'Clients that may use the connection',
    }),
  }),
).properties;

/** Body of POST /connections. connections.md */
export const ConnectionCreate = closed({
  name: text('Name of the connection', {
    minLength: 1,
    maxLength: 128,
    pattern: '^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$',
  }),
  strategy: Strategy,
  ...changeable,
});
/** Body of POST /connections. */
export type ConnectionCreate = Static<typeof ConnectionCreate>;

/** Body of PATCH /connections/{id}. connections.md */
export const ConnectionUpdate = closed(changeable);
/** Body of PATCH /connections/{id}. */
export type ConnectionUpdate = Static<typeof ConnectionUpdate>;

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

/** Body of PATCH /connections/{id}/clients. connections.md */
export const ConnectionClientsUpdate = Type.Array(
  closed({
    client_id: text('Id of the client', { minLength: 1 }),
    status: Type.Boolean({ description: 'Whether the connection is for the client' }),
  }),
  { minItems: 1, maxItems: 50, description: 'Clients' },
);
/** Body of PATCH /connections/{id}/clients. */
export type ConnectionClientsUpdate = Static<typeof ConnectionClientsUpdate>;
