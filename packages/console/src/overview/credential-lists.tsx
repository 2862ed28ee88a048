import type { ExpiringCredential, UnusedCredential } from '@clientele/sdk';
import { Anchor, Badge, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Api } from '../api/api.js';
import { serverNow } from '../api/server-clock.js';
import { GivenText } from '../elements/given-text.js';
import { Loaded } from '../elements/loaded.js';
import { absoluteTime, Moment } from '../elements/moment.js';
import { useSignedIn } from '../session/session-context.js';

const day = 86_400;
/** As many as a list shows before it refers to the clients. */
const mostShown = 8;

/** What wants attention among secrets, keys and certificates: rotations, what expires, what nobody uses. */
export function CredentialLists() {
  const { api } = useSignedIn();
  const expiring = useQuery({
    queryKey: ['credentials', 'expiring'],
    queryFn: async () => (await api.reports.getExpiring({ within: 30 * day, take: 100 })).data,
  });
  const unused = useQuery({ queryKey: ['credentials', 'unused'], queryFn: () => readUnused(api) });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
      <List
        title="Rotations under way"
        about="Old secrets that go on working until their time, and staged ones that have an end."
      >
        <Loaded query={expiring}>
          {({ credentials }) => (
            <Credentials
              listed={credentials.filter(isRotating)}
              none="No client is being rotated."
              describe={(one) => (
                <>
                  {one.state === 'staged' ? 'staged, ends' : 'old one ends'} <Moment at={one.expires_at} />
                </>
              )}
            />
          )}
        </Loaded>
      </List>
      <List title="Expires" about="Within 30 days, or in the last 30 days.">
        <Loaded query={expiring}>
          {({ credentials, next }) => (
            <Credentials
              listed={credentials.filter((one) => !isRotating(one))}
              more={next !== undefined}
              all="/clients?expires=30"
              none="Nothing expires."
              describe={(one) => (
                <>
                  {Date.parse(one.expires_at) < serverNow() ? 'expired ' : 'expires '}
                  <Moment at={one.expires_at} />
                </>
              )}
            />
          )}
        </Loaded>
      </List>
      <List title="Unused" about={<UnusedAbout observedSince={unused.data?.observed_since} />}>
        <Loaded query={unused}>
          {({ credentials, next }) => (
            <Credentials
              listed={credentials}
              more={next !== undefined}
              all="/clients?unused=90"
              none="Nothing has gone unused for 90 days."
              describe={(one) =>
                one.last_used_at === undefined ? (
                  <>
                    no use known, made <Moment at={one.created_at} />
                  </>
                ) : (
                  <>
                    last used <Moment at={one.last_used_at} />
                  </>
                )
              }
            />
          )}
        </Loaded>
      </List>
    </SimpleGrid>
  );
}

const isRotating = ({ state }: ExpiringCredential) => state === 'retiring' || state === 'staged';

/** A page of the report may hold fewer than it was asked for, and say where to go on. */
async function readUnused(api: Api) {
  const first = (await api.reports.getUnused({ for: 90 * day, take: mostShown + 1 })).data;
  const credentials = [...first.credentials];
  let { next } = first;
  for (let pages = 1; pages < 5 && next !== undefined && credentials.length <= mostShown; pages++) {
    const { data } = await api.reports.getUnused({ for: 90 * day, take: mostShown + 1, from: next });
    credentials.push(...data.credentials);
    next = data.next;
  }
  return { credentials, next, observed_since: first.observed_since };
}

function UnusedAbout({ observedSince }: { observedSince: string | null | undefined }) {
  if (observedSince === undefined) return 'Not accepted for 90 days.';
  if (observedSince === null) return 'Not accepted for 90 days. Whether all use is counted is not known yet.';
  return `Not accepted for 90 days. Use is observed since ${absoluteTime(observedSince)}; what was used before is not known.`;
}

function List({ title, about, children }: { title: string; about: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title} miw={0}>
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        </div>
        {children}
      </Stack>
    </Paper>
  );
}

function Credentials<One extends ExpiringCredential | UnusedCredential>({
  listed,
  more = false,
  all,
  none,
  describe,
}: {
  listed: readonly One[];
  /** Whether there are others that were not read. */
  more?: boolean;
  /** Where all of them are. */
  all?: string;
  none: string;
  describe: (one: One) => ReactNode;
}) {
  if (listed.length === 0 && !more)
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    );
  const rest = listed.length - mostShown;
  return (
    <Stack gap="xs">
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {listed.slice(0, mostShown).map((one) => (
          <li key={`${one.client_id} ${one.id}`}>
            <Anchor
              component={Link}
              to={`/clients/${encodeURIComponent(one.client_id)}/credentials`}
              size="sm"
              display="block"
            >
              <GivenText size="sm">{one.client_name}</GivenText>
            </Anchor>
            <Group gap={6}>
              <Badge variant="default" size="sm" tt="none" fw={400}>
                {one.kind === 'secret' ? 'Secret' : kindOf(one.credential_type)}
              </Badge>
              <Text size="xs" c="dimmed" component="div">
                {describe(one)}
              </Text>
            </Group>
          </li>
        ))}
      </Stack>
      {(rest > 0 || more) && (
        <Text size="sm">
          {rest > 0 ? `${rest}${more ? ' or more' : ''} others.` : 'There are others.'}{' '}
          {all !== undefined && (
            <Anchor component={Link} to={all} size="sm" underline="always">
              See their clients
            </Anchor>
          )}
        </Text>
      )}
    </Stack>
  );
}

function kindOf(type: ExpiringCredential['credential_type']): string {
  if (type === 'public_key') return 'Key';
  return type === undefined ? 'Credential' : 'Certificate';
}
