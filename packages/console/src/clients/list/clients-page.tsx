import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { PlusIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { Empty } from '../../elements/empty.js';
import { FailureNotice } from '../../elements/failure-notice.js';
import { Moment } from '../../elements/moment.js';
import { Page } from '../../elements/page.js';
import { useMissing } from '../../elements/permitted.js';
import { useSignedIn } from '../../session/session-context.js';
import { findsClients } from '../scopes.js';
import { BulkBar } from './bulk-bar.js';
import {
  addressOf,
  type ClientFilter,
  filterIn,
  filterWords,
  isNarrowed,
  narrowing,
} from './client-filter.js';
import { ClientTable } from './client-table.js';
import { ColumnsMenu } from './columns-menu.js';
import { ExportButton } from './export-button.js';
import { FilterBar } from './filter-bar.js';
import { type ListedClient, pageSize, useFoundClients, useTotal } from './found-clients.js';
import { filterFor } from './read-ahead.js';

/** All clients: found, looked through, and changed many at a time. */
export default function ClientsPage() {
  const { can } = useSignedIn();
  const missing = useMissing('create:clients');
  const [, setParameters] = useSearchParams();
  const filter = useFilter();
  const [chosen, setChosen] = useState<ReadonlyMap<string, ListedClient>>(new Map());
  const change = (changes: Partial<Record<string, string>>) => {
    setChosen(new Map());
    // Not as it was drawn last: a search may wait for its pause while a filter is chosen.
    setParameters(addressOf(new URLSearchParams(window.location.search), changes), { replace: true });
  };
  return (
    <Page
      title="Clients"
      about="Applications that have an identity here: what they are, how they authenticate, which APIs they may call."
      actions={
        missing === undefined ? (
          <Button component={Link} to="/clients/new" leftSection={<PlusIcon aria-hidden />}>
            New client
          </Button>
        ) : (
          <Button data-disabled aria-disabled title={missing} leftSection={<PlusIcon aria-hidden />}>
            New client
          </Button>
        )
      }
    >
      {can(...findsClients) ? (
        <>
          <Stack gap="xs">
            <FilterBar filter={filter} onChange={change} />
            <Group justify="flex-end" gap="xs">
              <ColumnsMenu
                columns={filter.columns}
                onChange={(columns) => change({ columns: columns.join(',') })}
              />
              <ExportButton filter={filter} />
            </Group>
          </Stack>
          <Unread />
          <Found chosen={chosen} onChoose={setChosen} onSort={(sort) => change({ sort })} />
        </>
      ) : (
        <Alert color="orange" variant="light">
          Clients are searched with read:clients or read:client_summary, which you do not have. A client whose
          id you know can be opened: press Ctrl K and type the id.
        </Alert>
      )}
    </Page>
  );
}

function useFilter(): ClientFilter {
  const [parameters] = useSearchParams();
  return filterFor(useSignedIn(), parameters);
}

/** Says which filters of the address are not for this reader, so that nobody takes the list for what they ask for. */
function Unread() {
  const [parameters] = useSearchParams();
  const asked = filterIn(parameters);
  const filter = useFilter();
  const left = narrowing.filter((name) => asked[name] !== filter[name]);
  if (left.length === 0) return null;
  return (
    <Alert color="orange" variant="light">
      The address asks for less than you see: you do not have the scopes to filter by{' '}
      {left.map((name) => filterWords[name]).join(', ')}.
    </Alert>
  );
}

/** The cursors of the pages before this one, kept beside the address. */
interface Trail {
  before?: readonly string[];
}

function Found({
  chosen,
  onChoose,
  onSort,
}: {
  chosen: ReadonlyMap<string, ListedClient>;
  onChoose: (chosen: ReadonlyMap<string, ListedClient>) => void;
  onSort: (sort: string) => void;
}) {
  const [parameters] = useSearchParams();
  const filter = useFilter();
  const { data, error, refetch, isPlaceholderData } = useFoundClients(filter);
  const { data: total } = useTotal(filter);
  const navigate = useNavigate();
  const location = useLocation();
  const { before = [] } = (location.state ?? {}) as Trail;
  const go = (from: string, trail: readonly string[]) => {
    onChoose(new Map());
    void navigate(
      { search: `?${addressOf(parameters, { from })}` },
      { state: { before: trail } satisfies Trail },
    );
  };
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading">
        {[...Array(8).keys()].map((row) => (
          <Skeleton key={row} height={28} />
        ))}
      </Stack>
    );
  const observed = filter.unused !== '' && data.observed_since && (
    <Text size="sm" c="dimmed" component="div">
      Use has been counted since <Moment at={data.observed_since} />; what was used before is not known.
    </Text>
  );
  if (data.clients.length === 0)
    return isNarrowed(filter) || filter.from !== '' ? (
      <Stack gap="sm">
        {observed}
        <Empty title="No client is like this">
          Take away a filter, or search for a part of a name or id.
        </Empty>
      </Stack>
    ) : (
      <Empty title="There are no clients yet">
        Make the first one: it gets an id, and a secret or a key.
      </Empty>
    );
  return (
    <Stack gap="sm" style={{ opacity: isPlaceholderData ? 0.6 : 1 }} aria-busy={isPlaceholderData}>
      {error && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {observed}
      <BulkBar chosen={chosen} onChoose={onChoose} />
      <ClientTable
        clients={data.clients}
        columns={filter.columns}
        sort={filter.sort}
        onSort={onSort}
        chosen={chosen}
        onChoose={onChoose}
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {totalText(total, { shown: data.clients.length, before: before.length, from: filter.from })}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            size="sm"
            disabled={filter.from === ''}
            onClick={() => go(before.at(-1) ?? '', before.slice(0, -1))}
          >
            Previous
          </Button>
          <Button
            variant="default"
            size="sm"
            disabled={data.next === undefined}
            onClick={() => go(data.next ?? '', [...before, filter.from])}
          >
            Next
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

/** Totals are exact up to 10,000. Where a page begins is known to whoever went there by the buttons. */
function totalText(
  total: number | undefined,
  { shown, before, from }: { shown: number; before: number; from: string },
): string {
  const first = before * pageSize + 1;
  const isKnown = from !== '' && before > 0;
  const which = isKnown ? `${first.toLocaleString('en')}–${(first + shown - 1).toLocaleString('en')}` : shown;
  if (total === undefined) return isKnown ? `${which}` : `${shown} on this page`;
  if (total > 10_000) return `${which} of more than 10,000 clients`;
  return `${which} of ${total.toLocaleString('en')} ${total === 1 ? 'client' : 'clients'}`;
}
