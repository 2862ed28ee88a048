import { ConnectionUpdate } from '@clientele/model';
import { useQueryClient } from '@tanstack/react-query';
import { useMissing } from '../elements/permitted.js';
import { type FieldGroup, PropertiesForm } from '../elements/properties/properties-form.js';
import type { PropertySchema } from '../elements/properties/schema.js';
import { useSignedIn } from '../session/session-context.js';
import {
  connectionKey,
  connectionListsKey,
  readConnection,
  type ShownConnection,
} from './read-connection.js';

const schemas = ConnectionUpdate.properties as unknown as Readonly<Record<string, PropertySchema>>;

const known: readonly FieldGroup[] = [
  {
    title: 'Basics',
    about: 'What people see of the connection, and for whom it is.',
    properties: ['display_name', 'show_as_button', 'is_domain_connection', 'realms'],
  },
  {
    title: 'Options',
    about: 'What the strategy needs, as JSON. Secrets of the identity provider may stand here.',
    properties: ['options'],
  },
  {
    title: 'Purposes',
    about: 'What the connection is used for besides signing in.',
    properties: [
      'authentication',
      'connected_accounts',
      'cross_app_access_requesting_app',
      'cross_app_access_resource_app',
    ],
  },
];
const listed = new Set(known.flatMap(({ properties }) => properties));
/** The clients have a part of their own. */
const elsewhere = new Set(['enabled_clients']);
const groups: readonly FieldGroup[] = [
  ...known,
  {
    title: 'Others',
    about: 'Notes of your own.',
    properties: Object.keys(schemas).filter((name) => !listed.has(name) && !elsewhere.has(name)),
  },
];

const help: Readonly<Record<string, string>> = {
  display_name: 'What people see where they choose how to sign in.',
  realms: 'Names by which a login request can mean this connection; its own name where there is no other.',
  options: 'They replace those that are there as a whole, so leave in what is to stay.',
  is_domain_connection: 'Whether only people whose e-mail address is of one of its domains use it.',
};

/** All settings of a connection, in groups. */
export function ConnectionSettingsTab({ connection }: { connection: ShownConnection }) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const missing = useMissing('update:connections');
  const { id } = connection;
  return (
    <PropertiesForm
      what="connection"
      began={{ state: connection }}
      schemas={schemas}
      groups={groups}
      help={help}
      missing={missing}
      read={async () => ({ state: await readConnection(api, id) })}
      save={async (body) => {
        const { display_name } = await readConnection(api, id);
        // A change without the name that is shown takes it away.
        return api.connections.update({ id }, { ...(display_name && { display_name }), ...body });
      }}
      onSaved={({ state }) => {
        queries.setQueryData(connectionKey(id), state as ShownConnection);
        void queries.invalidateQueries({ queryKey: connectionListsKey });
      }}
    />
  );
}
