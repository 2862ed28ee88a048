import type { GetUsageRequest, UsageGroup } from '@clientele/sdk';
import { Anchor, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { readsClients } from '../clients/scopes.js';
import { useClientNames } from '../elements/client-names.js';
import { Loaded } from '../elements/loaded.js';
import { outcomeColor, UsageChart } from '../elements/usage/usage-chart.js';
import { outcomeName } from '../log/event-words.js';
import { useSignedIn } from '../session/session-context.js';
import { beginOf, countOf, issuedAndRefused, type Period, readUsage, refusals } from './read-usage.js';

/** Milliseconds after which the numbers are asked for again. */
const interval = 30_000;

const numbers = new Intl.NumberFormat('en-GB');
const share = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 });

const allRefused = 'feccft,limit_wc,limit_mu';

function useUsage(period: Period, groupBy: GetUsageRequest['group_by']) {
  const { api } = useSignedIn();
  return useQuery({
    queryKey: ['usage', groupBy, period],
    queryFn: () => readUsage(api, period, groupBy),
    refetchInterval: interval,
    placeholderData: keepPreviousData,
  });
}

const logOf = (period: Period, filter: Readonly<Record<string, string>>) =>
  `/log?${new URLSearchParams({ ...filter, from: beginOf(period) })}`;

/** Tokens that were issued and refused: in numbers, over time, by reason, client and API. */
export function UsageSection({ period }: { period: Period }) {
  const outcomes = useUsage(period, 'outcome');
  return (
    <Stack gap="md">
      <Loaded query={outcomes} rows={8}>
        {(usage) => (
          <>
            <Totals period={period} issued={countOf(usage) - countOf(refusals(usage))} all={countOf(usage)} />
            <UsageChart
              title="Tokens issued and refused"
              usage={issuedAndRefused(usage)}
              nameOf={issuedOrRefused}
              colorOf={outcomeColor}
              linkOf={({ outcome }) => logOf(period, { type: outcome === 'issued' ? 'seccft' : allRefused })}
            />
          </>
        )}
      </Loaded>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ByClient period={period} />
        <ByApi period={period} />
      </SimpleGrid>
      {outcomes.data && (
        <UsageChart
          title="Refused, by reason"
          usage={refusals(outcomes.data)}
          nameOf={reasonOf}
          colorOf={outcomeColor}
          linkOf={({ outcome = '' }) => logOf(period, { type: allRefused, q: outcome })}
          empty="Nothing was refused in this time."
        />
      )}
    </Stack>
  );
}

const issuedOrRefused = ({ outcome }: UsageGroup) => (outcome === 'issued' ? 'Issued' : 'Refused');
const reasonOf = ({ outcome = '' }: UsageGroup) => outcomeName(outcome);
const apiOf = ({ api }: UsageGroup) => api ?? 'No API found';

function Totals({ period, issued, all }: { period: Period; issued: number; all: number }) {
  const refused = all - issued;
  return (
    <SimpleGrid cols={3} spacing={{ base: 'xs', sm: 'md' }}>
      <Total name="Issued" value={numbers.format(issued)} to={logOf(period, { type: 'seccft' })} />
      <Total
        name="Refused"
        value={numbers.format(refused)}
        to={logOf(period, { type: allRefused })}
        note="Of known clients; the log has all."
      />
      <Total name="Share refused" value={all === 0 ? '–' : share.format(refused / all)} />
    </SimpleGrid>
  );
}

function Total({ name, value, to, note }: { name: string; value: string; to?: string; note?: string }) {
  return (
    <Paper withBorder p={{ base: 'xs', sm: 'md' }}>
      <Text size="sm" c="dimmed">
        {to === undefined ? (
          name
        ) : (
          <Anchor component={Link} to={to} size="sm">
            {name}
          </Anchor>
        )}
      </Text>
      <Text fz={{ base: 22, sm: 28 }} fw={650} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      {note !== undefined && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </Paper>
  );
}

/** Groups that a chart names; the others it adds up. */
const mostNamed = 8;

function ByClient({ period }: { period: Period }) {
  const { can } = useSignedIn();
  const usage = useUsage(period, 'client');
  const ids = usage.data?.groups.slice(0, mostNamed).flatMap(({ client_id }) => client_id ?? []) ?? [];
  const names = useClientNames(ids);
  const nameOf = useCallback(
    ({ client_id }: UsageGroup) => (client_id ? (names.get(client_id) ?? client_id) : 'Not a known client'),
    [names],
  );
  return (
    <Loaded query={usage} rows={6}>
      {(data) => (
        <UsageChart
          title="Requests by client"
          usage={data}
          nameOf={nameOf}
          linkOf={({ client_id }) =>
            client_id && can(...readsClients) ? `/clients/${encodeURIComponent(client_id)}` : undefined
          }
        />
      )}
    </Loaded>
  );
}

function ByApi({ period }: { period: Period }) {
  const { can } = useSignedIn();
  const usage = useUsage(period, 'api');
  return (
    <Loaded query={usage} rows={6}>
      {(data) => (
        <UsageChart
          title="Requests by API"
          usage={data}
          nameOf={apiOf}
          linkOf={({ api }) =>
            api && can('read:resource_servers') ? `/apis/${encodeURIComponent(api)}` : undefined
          }
        />
      )}
    </Loaded>
  );
}
