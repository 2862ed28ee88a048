import * as Type from 'typebox';
import { closed, dictionary, freeform, nullable, text } from '../schema.js';
import { strategies } from './strategy.js';

/** `strategy`. connections.md */
export const Strategy = Type.Enum([...strategies], { description: 'How the connection signs people in' });

const active = Type.Boolean({ description: 'Whether it is in use' });
const resourceApp = closed(
  { status: Type.Enum(['enabled', 'disabled'], { description: 'Whether it accepts assertions' }) },
  { description: 'Cross App Access: whether assertions of this identity provider are accepted' },
);
const options = freeform('Settings of the strategy');
const enabledClients = Type.Array(text('Id of a client', { minLength: 1 }), {
  maxItems: 1000,
  uniqueItems: true,
  description: 'Clients that may use the connection',
});

/** What create and update take alike. connections.md */
const changeable = Type.Partial(
  Type.Object({
    display_name: text('Name that is shown', { maxLength: 128 }),
    realms: Type.Array(text('Realm', { minLength: 1 }), { maxItems: 100, description: 'Realms' }),
    is_domain_connection: Type.Boolean({ description: 'Whether it is for the domains of its users only' }),
    show_as_button: Type.Boolean({ description: 'Whether it is shown as a button' }),
    metadata: dictionary<string | null>(nullable(text('Value')), {
      propertyNames: text('Name'),
      maxProperties: 10,
      description: 'Metadata of the connection',
    }),
    authentication: closed({ active }, { description: 'Whether it is for signing in' }),
    connected_accounts: closed(
      {
        active,
        cross_app_access: Type.Optional(
          Type.Boolean({ description: 'Whether accounts are connected by Cross App Access' }),
        ),
        allow_missing_user_id: Type.Optional(
          Type.Boolean({ description: 'Whether an account without an id of its user is kept' }),
        ),
      },
      { description: 'Whether it is for connecting accounts' },
    ),
    cross_app_access_requesting_app: closed(
      { active },
      { description: 'Cross App Access: whether the connection asks for assertions' },
    ),
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
  options: Type.Optional(options),
  enabled_clients: Type.Optional(enabledClients),
  cross_app_access_resource_app: Type.Optional(resourceApp),
});
/** Body of POST /connections. */
export type ConnectionCreate = Type.Static<typeof ConnectionCreate>;

/** Body of PATCH /connections/{id}; null takes away what a connection has by being sent. connections.md */
export const ConnectionUpdate = closed({
  ...changeable,
  options: Type.Optional(nullable(options)),
  enabled_clients: Type.Optional(nullable(enabledClients)),
  cross_app_access_resource_app: Type.Optional(nullable(resourceApp)),
});
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
