import { Anchor, Badge, Checkbox, Group, Stack, Table, UnstyledButton } from '@mantine/core';
import { CaretDownIcon, CaretUpIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { GivenText } from '../../elements/given-text.js';
import { Moment } from '../../elements/moment.js';
import { visible } from '../../elements/shown-text.js';
import { useSignedIn } from '../../session/session-context.js';
import { methodNames, methodOf, typeName } from '../words.js';
import type { ColumnName } from './client-filter.js';
import type { ListedClient } from './found-clients.js';

interface Column {
  title: string;
  /** What the server sorts by. */
  sort?: string;
  show(client: ListedClient): ReactNode;
}

/** The columns by their names. */
export const columns: Readonly<Record<ColumnName, Column>> = {
  id: { title: 'Client ID', sort: 'client_id', show: ({ client_id }) => <bdi>{visible(client_id)}</bdi> },
  type: { title: 'Type', show: ({ app_type }) => typeName(app_type) },
  party: {
    title: 'Party',
    show: ({ is_first_party: first }) => (first === undefined ? '' : first ? 'First' : 'Third'),
  },
  method: {
    title: 'Authenticates by',
    show: (client) => {
      const method = methodOf(client);
      if (method) return methodNames[method];
      return client.token_endpoint_auth_method === undefined && client.is_first_party !== undefined
        ? 'Secret'
        : '';
    },
  },
  created: {
    title: 'Created',
    sort: 'created_at',
    show: ({ created_at }) => created_at && <Moment at={created_at} size="sm" />,
  },
  updated: {
    title: 'Changed',
    sort: 'updated_at',
    show: ({ updated_at }) => updated_at && <Moment at={updated_at} size="sm" />,
  },
  description: {
    title: 'Description',
    show: ({ description }) => (
      <GivenText size="sm" maw={260}>
        {description ?? ''}
      </GivenText>
    ),
  },
};

/** The clients of a page, of which some can be chosen. */
export function ClientTable({
  clients,
  columns: shown,
  sort,
  onSort,
  chosen,
  onChoose,
}: {
  clients: readonly ListedClient[];
  columns: readonly ColumnName[];
  sort: string;
  onSort: (sort: string) => void;
  chosen: ReadonlyMap<string, ListedClient>;
  onChoose: (chosen: ReadonlyMap<string, ListedClient>) => void;
}) {
  const { can } = useSignedIn();
  const choosable = can('update:clients', 'delete:clients');
  const toggle = (changed: readonly ListedClient[], on: boolean) => {
    const next = new Map(chosen);
    for (const client of changed) {
      if (on) next.set(client.client_id, client);
      else next.delete(client.client_id);
    }
    onChoose(next);
  };
  const all = clients.every(({ client_id }) => chosen.has(client_id));
  return (
    <Table.ScrollContainer minWidth={280} type="native">
      <Table verticalSpacing="xs" highlightOnHover aria-label="Clients">
        <Table.Thead>
          <Table.Tr>
            {choosable && (
              <Table.Th w={36}>
                <Checkbox
                  aria-label="Choose all on this page"
                  checked={all}
                  indeterminate={!all && chosen.size > 0}
                  onChange={(event) => toggle(clients, event.currentTarget.checked)}
                />
              </Table.Th>
            )}
            <SortableHead title="Name" by="name" sort={sort} onSort={onSort} />
            {shown.map((name) => (
              <SortableHead
                key={name}
                title={columns[name].title}
                by={columns[name].sort}
                sort={sort}
                onSort={onSort}
                narrow
              />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {clients.map((client) => (
            <Table.Tr
              key={client.client_id}
              bg={chosen.has(client.client_id) ? 'var(--mantine-primary-color-light)' : undefined}
            >
              {choosable && (
                <Table.Td>
                  <Checkbox
                    aria-label={`Choose ${visible(client.name).slice(0, 100)}`}
                    checked={chosen.has(client.client_id)}
                    onChange={(event) => toggle([client], event.currentTarget.checked)}
                  />
                </Table.Td>
              )}
              <Table.Td maw={0} w="45%" miw={160}>
                <NameCell client={client} />
              </Table.Td>
              {shown.map((name) => (
                <Table.Td key={name} visibleFrom="sm">
                  {columns[name].show(client)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function NameCell({ client }: { client: ListedClient }) {
  return (
    <Stack gap={0}>
      <Group gap="xs" wrap="nowrap">
        <Anchor
          component={Link}
          to={`/clients/${encodeURIComponent(client.client_id)}`}
          fw={500}
          miw={0}
          underline="hover"
        >
          <GivenText inherit>{client.name}</GivenText>
        </Anchor>
        {client.disabled && (
          <Badge color="gray" variant="light" size="sm" style={{ flexShrink: 0 }}>
            Disabled
          </Badge>
        )}
      </Group>
      <GivenText size="xs" c="dimmed" ff="monospace">
        {client.client_id}
      </GivenText>
    </Stack>
  );
}

function SortableHead({
  title,
  by,
  sort,
  onSort,
  narrow = false,
}: {
  title: string;
  by: string | undefined;
  sort: string;
  onSort: (sort: string) => void;
  /** Whether there is no room for it on a small screen. */
  narrow?: boolean;
}) {
  const { can } = useSignedIn();
  const [field, direction = 'asc'] = sort.split(':');
  const active = by !== undefined && field === by;
  const sortable = by !== undefined && (!by.endsWith('_at') || can('read:clients', 'read:client_keys'));
  const room = narrow ? { visibleFrom: 'sm' } : {};
  if (!sortable) return <Table.Th {...room}>{title}</Table.Th>;
  const next = active && direction === 'asc' ? `${by}:desc` : active ? '' : `${by}:asc`;
  return (
    <Table.Th aria-sort={active ? (direction === 'asc' ? 'ascending' : 'descending') : 'none'} {...room}>
      <UnstyledButton onClick={() => onSort(next)} fw={700} fz="sm">
        <Group gap={4} wrap="nowrap">
          {title}
          {active && (direction === 'asc' ? <CaretUpIcon aria-hidden /> : <CaretDownIcon aria-hidden />)}
        </Group>
      </UnstyledButton>
    </Table.Th>
  );
}
