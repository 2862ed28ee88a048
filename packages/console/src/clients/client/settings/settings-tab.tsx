import { ClientUpdate } from '@clientele/model';
import { Anchor, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { onlyIf } from '../../../api/only-if.js';
import { nameFault } from '../../../elements/name-fault.js';
import { missingOf, useMissing } from '../../../elements/permitted.js';
import type { Properties } from '../../../elements/properties/changes.js';
import { PropertiesForm, type ReadState } from '../../../elements/properties/properties-form.js';
import { entryOf, type PropertySchema, withoutNull } from '../../../elements/properties/schema.js';
import { useSignedIn } from '../../../session/session-context.js';
import { clientKey, type ReadClient, readClient, type ShownClient } from '../../queries/shown-client.js';
import { AsCode } from './as-code.js';
import { elsewhere, furtherScope, groupsOf } from './groups.js';

const schemas = ClientUpdate.properties as unknown as Readonly<Record<string, PropertySchema>>;
const settable = Object.keys(schemas).filter((name) => !elsewhere.has(name));
const groups = groupsOf(settable);
/** What is shown to everybody who may see a client at all. client-visibility.md, class A */
const seenByAll = new Set(['name', 'description', 'app_type']);

const isEntries = (name: string) => entryOf(withoutNull(schemas[name] ?? {}).schema) === 'entries';

/** All properties of a client in plain groups; what would change is shown before it is saved. */
export default function SettingsTab({ client }: { client: ShownClient }) {
  const queries = useQueryClient();
  const { api, can } = useSignedIn();
  const missing = useMissing('update:clients');
  const key = clientKey(client.client_id);
  const known = queries.getQueryData<ReadClient>(key);
  const seesAll = can('read:clients', 'read:client_keys');
  const seen = groups
    .map((group) => ({
      ...group,
      properties: group.properties.filter((name) => schemas[name] && (seesAll || seenByAll.has(name))),
    }))
    .filter(({ properties }) => properties.length > 0);
  const missingFor = Object.fromEntries(
    Object.entries(furtherScope).map(([name, scope]) => [name, missingOf({ can }, scope)]),
  );
  return (
    <Stack>
      <PropertiesForm
        what="client"
        began={stateOf(known ?? { client, etag: undefined })}
        schemas={schemas}
        groups={seen}
        open={['Basics', 'Tokens', 'Addresses']}
        missing={missing}
        missingFor={missingFor}
        isEntries={isEntries}
        check={(name, value) => (name === 'name' ? nameFault(value) : undefined)}
        read={async () => stateOf(await readClient(api, client.client_id))}
        save={(body, etag) => api.clients.update({ client_id: client.client_id }, body, onlyIf(etag))}
        onSaved={({ state, etag }) => {
          queries.setQueryData<ReadClient>(key, { client: state as ShownClient, etag });
          void queries.invalidateQueries({ queryKey: ['clients', 'found'] });
        }}
        below={(state, body) => <AsCode clientId={client.client_id} client={state} body={body} />}
      />
      <Text size="sm" c="dimmed">
        How the client authenticates stands under{' '}
        <Anchor component={Link} to={`/clients/${encodeURIComponent(client.client_id)}/credentials`}>
          Credentials
        </Anchor>
        .
      </Text>
    </Stack>
  );
}

const stateOf = ({ client, etag }: ReadClient): ReadState => ({ state: client satisfies Properties, etag });
