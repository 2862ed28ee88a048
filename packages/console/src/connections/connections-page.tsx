import { Strategy } from '@clientele/model';
import { Anchor, Button, Group, NativeSelect, Stack, Table } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useAddressFilter } from '../elements/address-filter.js';
import { Empty } from '../elements/empty.js';
import { FilterText } from '../elements/filter-text.js';
import { GivenText } from '../elements/given-text.js';
import { Loaded } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { PermittedButton } from '../elements/permitted.js';
import { useSignedIn } from '../session/session-context.js';
import { NewConnection } from './new-connection.js';
import { connectionListsKey, type ShownConnection } from './read-connection.js';
import { strategyName } from './strategy-words.js';

interface ConnectionsFound {
  connections: ShownConnection[];
  next?: string;
}

/** All connections. */
export default function ConnectionsPage() {
  const { value, set } = useAddressFilter();
  const name = value('name').trim().slice(0, 128);
  const strategy = value('strategy');
  const found = useConnections({ name, strategy });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const isFiltered = name !== '' || strategy !== '';
  return (
    <Page
      title="Connections"
      about="Where the users of clients sign in. This server keeps them, with the clients that they are for; it signs nobody in by them."
      actions={
        <PermittedButton needs="create:connections" onClick={() => set({ new: '1' })}>
          Create a connection
        </PermittedButton>
      }
    >
      <Group gap="sm" role="search" aria-label="Connections">
        <FilterText
          aria-label="Name"
          placeholder="Name, as it is"
          flex="1 1 12rem"
          maw={320}
          value={value('name')}
          onChange={(next) => set({ name: next })}
        />
        <NativeSelect
          aria-label="Strategy"
          flex="1 1 12rem"
          maw={320}
          value={strategy}
          data={[
            { value: '', label: 'Any strategy' },
            ...Strategy.enum.map((one) => ({ value: one, label: strategyName(one) })),
          ]}
          onChange={(event) => set({ strategy: event.currentTarget.value })}
        />
      </Group>
      <Loaded query={found} rows={6}>
        {({ pages }) => {
          const connections = pages.flatMap((page) => page.connections);
          if (connections.length === 0)
            return isFiltered ? (
              <Empty title="No connection is like this">
                Names are looked for as a whole, in small and capital letters as they are.
              </Empty>
            ) : (
              <Empty title="No connections yet">
                Create one for each place where the users of your clients sign in.
              </Empty>
            );
          return (
            <Stack gap="sm">
              <ConnectionTable connections={connections} />
              {hasNextPage && (
                <Button
                  variant="default"
                  loading={isFetchingNextPage}
                  onClick={() => void fetchNextPage()}
                  style={{ alignSelf: 'flex-start' }}
                >
                  Show more
                </Button>
              )}
            </Stack>
          );
        }}
      </Loaded>
      {value('new') !== '' && <NewConnection onClose={() => set({ new: '' })} />}
    </Page>
  );
}

function useConnections({ name, strategy }: { name: string; strategy: string }) {
  const { api } = useSignedIn();
  return useInfiniteQuery({
    queryKey: [...connectionListsKey, name, strategy],
    queryFn: ({ pageParam }) =>
      api.ask<ConnectionsFound>({
        method: 'GET',
        path: '/connections',
        query: {
          take: 50,
          fields: 'id,name,display_name,strategy',
          ...(name !== '' && { name }),
          ...(strategy !== '' && { strategy }),
          ...(pageParam !== '' && { from: pageParam }),
        },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

function ConnectionTable({ connections }: { connections: readonly ShownConnection[] }) {
  return (
    <Table verticalSpacing="xs" highlightOnHover aria-label="Connections" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Name</Table.Th>
          <Table.Th scope="col">Strategy</Table.Th>
          <Table.Th scope="col" visibleFrom="sm">
            Shown as
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {connections.map(({ id, name, strategy, display_name }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <Anchor component={Link} to={`/connections/${encodeURIComponent(id)}`} fw={500}>
                <GivenText inherit>{name}</GivenText>
              </Anchor>
              <GivenText size="xs" c="dimmed" ff="monospace">
                {id}
              </GivenText>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{strategyName(strategy)}</Table.Td>
            <Table.Td visibleFrom="sm">
              <GivenText inherit>{display_name ?? ''}</GivenText>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
