import { Anchor, Button, Group, Stack, Switch, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMutation } from '../api/use-mutation.js';
import { findsClients, readsClients } from '../clients/scopes.js';
import { useClientNames } from '../elements/client-names.js';
import { Empty } from '../elements/empty.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { GivenText } from '../elements/given-text.js';
import { Loaded } from '../elements/loaded.js';
import { useMissing } from '../elements/permitted.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import { connectionKey, type ShownConnection } from './read-connection.js';

/** Rows that are shown at first, and with every further step. */
const step = 50;

/** The clients that a connection is for; others are found by searching, and switched on. */
export function ConnectionClientsTab({ connection }: { connection: ShownConnection }) {
  const { can } = useSignedIn();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim().slice(0, 200), 200);
  const enabled = connection.enabled_clients ?? [];
  return (
    <Stack>
      <Text size="sm" maw={560}>
        {enabled.length === 0
          ? 'No client is enabled for it.'
          : `${enabled.length === 1 ? 'One client is' : `${enabled.length} clients are`} enabled for it.`}{' '}
        {can(...findsClients) && 'Search for others to enable them.'}
      </Text>
      {can(...findsClients) && (
        <TextInput
          aria-label="Search all clients by name or id"
          placeholder="Search all clients by name or id"
          maw={420}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      {search === '' ? (
        <EnabledClients connection={connection} enabled={enabled} />
      ) : (
        <FoundClients connection={connection} search={search} />
      )}
    </Stack>
  );
}

interface ClientRow {
  client_id: string;
  name: string;
}

/** Clients that were switched off stay until the page is left, so that a slip can be taken back. */
function EnabledClients({
  connection,
  enabled,
}: {
  connection: ShownConnection;
  enabled: readonly string[];
}) {
  const [before] = useState(enabled);
  const [most, setMost] = useState(step);
  const all = [...new Set([...before, ...enabled])];
  const ids = all.slice(0, most);
  const names = useClientNames(ids);
  if (all.length === 0)
    return <Empty title="No client yet">Users of no client sign in by this connection.</Empty>;
  return (
    <>
      <ClientSwitches
        connection={connection}
        clients={ids.map((client_id) => ({ client_id, name: names.get(client_id) ?? client_id }))}
      />
      {all.length > most && (
        <Button variant="default" onClick={() => setMost(most + step)} style={{ alignSelf: 'flex-start' }}>
          Show more
        </Button>
      )}
    </>
  );
}

function FoundClients({ connection, search }: { connection: ShownConnection; search: string }) {
  const { api } = useSignedIn();
  const found = useQuery({
    queryKey: ['clients', 'for-connection', search],
    queryFn: () =>
      api.ask<{ clients: ClientRow[]; next?: string }>({
        method: 'GET',
        path: '/clients/search',
        query: { q: search, take: step, fields: 'client_id,name', sort: 'name:asc' },
      }),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={found}>
      {({ clients, next }) =>
        clients.length === 0 ? (
          <Empty title="No client is like this" />
        ) : (
          <>
            <ClientSwitches connection={connection} clients={clients} />
            {next !== undefined && (
              <Text size="sm" c="dimmed">
                There are more: type more of the name.
              </Text>
            )}
          </>
        )
      }
    </Loaded>
  );
}

function ClientSwitches({
  connection,
  clients,
}: {
  connection: ShownConnection;
  clients: readonly ClientRow[];
}) {
  const { api, can } = useSignedIn();
  const queries = useQueryClient();
  const missing = useMissing('update:connections');
  const enabled = new Set(connection.enabled_clients);
  const change = useMutation({
    mutationFn: async (wanted: { client_id: string; status: boolean }) => {
      await api.connections.updateEnabledClients({ id: connection.id }, [wanted]);
      await queries.invalidateQueries({ queryKey: connectionKey(connection.id) });
    },
  });
  return (
    <>
      {change.error && <FailureNotice error={change.error} title="Not changed" />}
      {missing !== undefined && <Text size="sm">To change this: {missing}</Text>}
      <Table verticalSpacing="xs" aria-label="Clients" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Client</Table.Th>
            <Table.Th scope="col" w={90} ta="right">
              Enabled
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {clients.map(({ client_id, name }) => {
            const isChanging = change.isPending && change.variables.client_id === client_id;
            return (
              <Table.Tr key={client_id}>
                <Table.Td>
                  {can(...readsClients) ? (
                    <Anchor component={Link} to={`/clients/${encodeURIComponent(client_id)}`} fw={500}>
                      <GivenText inherit>{name}</GivenText>
                    </Anchor>
                  ) : (
                    <GivenText fw={500}>{name}</GivenText>
                  )}
                  <GivenText size="xs" c="dimmed" ff="monospace">
                    {client_id}
                  </GivenText>
                </Table.Td>
                <Table.Td>
                  <Group justify="flex-end">
                    <Switch
                      aria-label={`Enabled: ${visible(name).slice(0, 80)}`}
                      checked={isChanging ? change.variables.status : enabled.has(client_id)}
                      disabled={missing !== undefined || change.isPending}
                      onChange={(event) => change.mutate({ client_id, status: event.currentTarget.checked })}
                    />
                  </Group>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </>
  );
}
