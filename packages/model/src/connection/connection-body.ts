import * as Type from 'typebox';
import { closed, dictionary, freeform, text } from '../schema.js';
import { strategies } from './strategy.js';

/** `strategy`. connections.md */
export const Strategy = Type.Enum([...strategies], { description: 'How the connection signs people in' });

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
export type ConnectionCreate = Type.Static<typeof ConnectionCreate>;

/** Body of PATCH /connections/{id}. connections.md */
export const ConnectionUpdate = closed(changeable);
/** Body of PATCH /connections/{id}. */
export type ConnectionUpdate = Type.Static<typeof ConnectionUpdate>;

/** Body of PATCH /connections/{id}/clients. connections.md */
export const ConnectionClientsUpdate = Type.Array(
  closed({
    client_id: text('Id of the client', { minLength: 1 }),
    status: Type.Boolean({ description: 'Whether the connection is for the client' }),
  }),
  { minItems: 1, maxItems: 50, description: 'Clients' },
);
/** Body of PATCH /connections/{id}/clients. */
export type ConnectionClientsUpdate = Type.Static<typeof ConnectionClientsUpdate>;
