import { Alert, Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Confirmation } from '../elements/confirmation.js';
import { Identifier } from '../elements/identifier.js';
import { Loaded } from '../elements/loaded.js';
import { absoluteTime, Moment } from '../elements/moment.js';
import { Page } from '../elements/page.js';
import { visible } from '../elements/shown-text.js';
import type { ListedSession } from '../session/session-answer.js';
import { announceSession, sessionKey, useSignedIn } from '../session/session-context.js';
import { endSession, fetchSessions } from '../session/session-requests.js';
import { browserOf } from './browser-of.js';
import { groupedScopes } from './grouped-scopes.js';

const ways = {
  link: 'by the link that the server printed',
  client: 'as a client, by its ID and secret',
  provider: 'by the OpenID provider',
} as const;

/** Who is signed in, what they may do, and where else they are signed in. */
export default function AccountPage() {
  const { session } = useSignedIn();
  const { person } = session;
  return (
    <Page title="Account" about="Who you are here, what you may do, and where you are signed in.">
      <Paper withBorder p="md">
        <Stack gap="sm">
          <Title order={2} size="h4">
            <bdi>{visible(person.name)}</bdi>
          </Title>
          {person.email !== undefined && <Text size="sm">{visible(person.email)}</Text>}
          <Text size="sm">Signed in {ways[person.method]}.</Text>
          <Group gap="xs">
            <Text size="sm">The log calls you</Text>
            <Identifier value={person.id} what="your id" />
          </Group>
          <Text size="sm">
            This session began on {absoluteTime(session.created_at)} and ends on{' '}
            {absoluteTime(session.expires_at)}, or when you do nothing until{' '}
            {absoluteTime(session.idle_expires_at)}.
          </Text>
        </Stack>
      </Paper>
      <Sessions />
      <Scopes scopes={session.scopes} />
    </Page>
  );
}

function Sessions() {
  const { session } = useSignedIn();
  const queries = useQueryClient();
  const key = ['sessions', session.person.id];
  const sessions = useQuery({ queryKey: key, queryFn: () => fetchSessions(session.csrf_token) });
  const [ending, setEnding] = useState<ListedSession | 'all'>();
  const end = async () => {
    await endSession(session.csrf_token, ending === 'all' || ending === undefined ? undefined : ending.id);
    const endsThisOne = ending === 'all' || ending?.current === true;
    announceSession();
    await queries.invalidateQueries({ queryKey: endsThisOne ? sessionKey : key });
  };
  return (
    <Section
      title="Sessions"
      actions={
        <Button color="red" variant="light" size="xs" onClick={() => setEnding('all')}>
          Sign out everywhere
        </Button>
      }
    >
      <Loaded query={sessions}>
        {({ sessions: listed }) => (
          <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {listed.map((one) => (
              <SessionItem key={one.id} session={one} onEnd={() => setEnding(one)} />
            ))}
          </Stack>
        )}
      </Loaded>
      <Confirmation
        opened={ending !== undefined}
        title={ending === 'all' ? 'Sign out everywhere' : 'End this session'}
        action={ending === 'all' ? 'Sign out everywhere' : 'End it'}
        danger
        onConfirm={end}
        onClose={() => setEnding(undefined)}
      >
        {ending === 'all'
          ? 'All of your sessions end at once, this one too, in every browser and on every server.'
          : ending?.current
            ? 'This is the session that you use now: you have to sign in again.'
            : 'Whoever uses that browser has to sign in again. What was entered there and not saved is kept on its page.'}
      </Confirmation>
    </Section>
  );
}

function SessionItem({ session, onEnd }: { session: ListedSession; onEnd: () => void }) {
  const browser = browserOf(session.user_agent);
  return (
    <Paper component="li" withBorder p="sm">
      <Group justify="space-between" gap="xs">
        <Stack gap={2} miw={0} flex="1 1 14rem">
          <Group gap="xs">
            <Text size="sm" fw={500} title={visible(session.user_agent).slice(0, 500)}>
              {browser}
            </Text>
            {session.current && (
              <Badge variant="light" color="teal">
                This one
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" component="div">
            From {visible(session.address)}, since <Moment at={session.created_at} />, last used{' '}
            <Moment at={session.last_seen_at} />, ends <Moment at={session.expires_at} />
          </Text>
        </Stack>
        <Button
          variant="default"
          size="xs"
          onClick={onEnd}
          aria-label={session.current ? 'End this session' : `End the session in ${browser}`}
        >
          End
        </Button>
      </Group>
    </Paper>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <Section title="What you may do">
      {scopes.length === 0 ? (
        <Alert color="orange" variant="light">
          You hold no scope: you are signed in, and may do nothing. Ask whoever runs this server.
        </Alert>
      ) : (
        <Stack gap="xs">
          {groupedScopes(scopes).map(({ object, actions }) => (
            <Group key={object} gap={4} align="center">
              <Text size="sm" flex="0 0 220px">
                {object}
              </Text>
              <Group gap="xs" flex="1 1 220px">
                {actions.map((action) => (
                  <Badge key={action} variant="default" tt="none" fw={400}>
                    {action}
                  </Badge>
                ))}
              </Group>
            </Group>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
