import type { Usage } from '@clientele/sdk';
import { Anchor, Group, List, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Link, useSearchParams } from 'react-router';
import { serverNow } from '../../api/server-clock.js';
import { Loaded } from '../../elements/loaded.js';
import { Moment } from '../../elements/moment.js';
import { visible } from '../../elements/shown-text.js';
import { outcomeColor, UsageChart } from '../../elements/usage/usage-chart.js';
import { outcomeName } from '../../log/event-words.js';
import { useSignedIn } from '../../session/session-context.js';
import type { ShownClient } from '../queries/shown-client.js';

const ranges = {
  '1h': { label: 'Hour', step: 'minute', seconds: 3_600 },
  '24h': { label: '24 hours', step: 'hour', seconds: 86_400 },
  '7d': { label: '7 days', step: 'hour', seconds: 604_800 },
  '30d': { label: '30 days', step: 'day', seconds: 2_592_000 },
} as const;
type Range = keyof typeof ranges;

/** What a client does: its tokens over time, why it was refused, what expires. */
export default function OverviewTab({ client }: { client: ShownClient }) {
  const { can } = useSignedIn();
  return (
    <Stack gap="lg">
      {can('read:logs') && <Tokens clientId={client.client_id} />}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {can('read:client_keys', 'read:client_credentials') && <Expires client={client} />}
        <Facts client={client} />
      </SimpleGrid>
    </Stack>
  );
}

function Tokens({ clientId }: { clientId: string }) {
  const { api } = useSignedIn();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('range') ?? '24h';
  const range: Range = asked in ranges ? (asked as Range) : '24h';
  const { step, seconds } = ranges[range];
  const query = useQuery({
    queryKey: ['usage', 'of-client', clientId, range],
    queryFn: async (): Promise<Usage> => {
      const from = new Date(serverNow() - seconds * 1000).toISOString();
      return (await api.usage.get({ group_by: 'outcome', step, from, client_id: clientId })).data;
    },
    refetchInterval: 30_000,
    placeholderData: (before) => before,
  });
  const nameOf = useCallback(({ outcome }: { outcome?: string }) => outcomeName(outcome ?? ''), []);
  return (
    <Stack gap="sm">
      <Group justify="flex-end">
        <SegmentedControl
          size="xs"
          aria-label="Period"
          value={range}
          onChange={(value) => setParameters({ range: value }, { replace: true })}
          data={Object.entries(ranges).map(([value, { label }]) => ({ value, label }))}
        />
      </Group>
      <Loaded query={query} rows={5}>
        {(usage) => (
          <Stack>
            <UsageChart
              usage={usage}
              title="Tokens issued and refused"
              nameOf={nameOf}
              colorOf={outcomeColor}
            />
            <Refusals clientId={clientId} usage={usage} />
          </Stack>
        )}
      </Loaded>
    </Stack>
  );
}

function Refusals({ clientId, usage }: { clientId: string; usage: Usage }) {
  const refused = usage.groups.filter(({ outcome }) => outcome !== 'issued');
  if (refused.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        Why it was refused
      </Title>
      <List size="sm" spacing={4}>
        {refused.map(({ outcome = '', count }) => (
          <List.Item key={outcome}>
            <Anchor
              component={Link}
              size="sm"
              to={`/log?${new URLSearchParams({ client_id: clientId, type: 'feccft', q: outcome })}`}
            >
              {outcomeName(outcome)}
            </Anchor>
            : {count.toLocaleString('en')}
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

function Expires({ client }: { client: ShownClient }) {
  const { api } = useSignedIn();
  const query = useQuery({
    queryKey: ['clients', 'rotation', client.client_id, 'overview'],
    queryFn: async () => (await api.secrets.getRotation({ client_id: client.client_id })).data,
  });
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        What expires
      </Title>
      <Loaded query={query} rows={2}>
        {({ secrets, credentials }) => {
          const ending = [...secrets, ...credentials]
            .flatMap(({ id, name, expires_at }) =>
              expires_at ? [{ id, name: name ?? id, at: expires_at }] : [],
            )
            .sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
          if (ending.length === 0)
            return (
              <Text size="sm" c="dimmed">
                Nothing: no secret or key has a deadline.
              </Text>
            );
          return (
            <Stack gap={4}>
              {ending.map(({ id, name, at }) => (
                <Text key={id} size="sm" style={{ overflowWrap: 'anywhere' }}>
                  <bdi>{visible(name)}</bdi>: <Moment at={at} fw={600} />
                </Text>
              ))}
              <Anchor
                component={Link}
                size="sm"
                to={`/clients/${encodeURIComponent(client.client_id)}/credentials`}
              >
                See the credentials
              </Anchor>
            </Stack>
          );
        }}
      </Loaded>
    </Paper>
  );
}

function Facts({ client }: { client: ShownClient }) {
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h5" mb="xs">
        About
      </Title>
      <Stack gap={4}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <bdi>{client.description ? visible(client.description) : 'No description.'}</bdi>
        </Text>
        {client.created_at && (
          <Text size="sm" c="dimmed" component="div">
            Created <Moment at={client.created_at} />
          </Text>
        )}
        {client.updated_at && (
          <Text size="sm" c="dimmed" component="div">
            Changed <Moment at={client.updated_at} />
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
