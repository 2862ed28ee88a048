import { Anchor, Badge, Box, Button, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  CheckCircledIcon,
  ChevronRightIcon,
  CrossCircledIcon,
  ExclamationTriangleIcon,
  Pencil1Icon,
} from '@radix-ui/react-icons';
import { type Dispatch, type ReactNode, type SetStateAction, useEffect, useId } from 'react';
import { Link } from 'react-router';
import { CodeBlock } from '../elements/code-block.js';
import { GivenText } from '../elements/given-text.js';
import { Identifier } from '../elements/identifier.js';
import { absoluteTime, relativeTime } from '../elements/moment.js';
import { visible } from '../elements/shown-text.js';
import { useSignedIn } from '../session/session-context.js';
import classes from './event-row.module.css';
import {
  actorOf,
  causeHelp,
  type Ending,
  endingOf,
  headlineOf,
  refusalReason,
  typeWords,
} from './event-words.js';
import type { LogEntry } from './log-entry.js';

const endings: Readonly<Record<Ending, { icon: typeof Pencil1Icon; color: string; word: string }>> = {
  done: { icon: CheckCircledIcon, color: 'teal', word: 'Done' },
  refused: { icon: CrossCircledIcon, color: 'red', word: 'Refused' },
  changed: { icon: Pencil1Icon, color: 'blue', word: 'Changed' },
  warning: { icon: ExclamationTriangleIcon, color: 'orange', word: 'Warning' },
};

const clock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** An event on one line, which opens to all that is known of it. */
export function EventRow({
  event,
  opened = false,
  countOpened,
  names,
}: {
  event: LogEntry;
  opened?: boolean;
  /** Counts the events that are open. */
  countOpened: Dispatch<SetStateAction<number>>;
  names: ReadonlyMap<string, string>;
}) {
  const [open, { toggle }] = useDisclosure(opened);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    countOpened((count) => count + 1);
    return () => countOpened((count) => count - 1);
  }, [open, countOpened]);
  const { icon: Icon, color, word } = endings[endingOf(event)];
  return (
    <li className={classes.event}>
      <UnstyledButton className={classes.head} onClick={toggle} aria-expanded={open} aria-controls={id}>
        <ChevronRightIcon aria-hidden className={open ? classes.down : classes.right} />
        <Icon aria-label={word} className={classes.icon} color={`var(--mantine-color-${color}-text)`} />
        <GivenText size="sm" fw={500} className={classes.what}>
          {headlineOf(event, names)}
        </GivenText>
        <GivenText size="sm" c="dimmed" className={classes.who}>
          {actorOf(event).name}
        </GivenText>
        <Text component="time" size="sm" c="dimmed" dateTime={event.date} className={classes.when}>
          {clock.format(new Date(event.date))}
        </Text>
      </UnstyledButton>
      <Collapse expanded={open} id={id}>
        {open && <Details event={event} />}
      </Collapse>
    </li>
  );
}

function Details({ event }: { event: LogEntry }) {
  const [raw, { toggle }] = useDisclosure();
  const { details } = event;
  return (
    <Stack gap="sm" className={classes.details}>
      <WhyRefused event={event} />
      <dl className={classes.facts}>
        <Fact name="When">
          {absoluteTime(event.date)} ({relativeTime(Date.parse(event.date))})
        </Fact>
        <Who event={event} />
        <Fact name="From">
          <bdi>{visible(event.ip)}</bdi>
          {event.user_agent !== undefined && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {visible(event.user_agent).slice(0, 500)}
            </Text>
          )}
        </Fact>
        <Registered event={event} />
        <Authenticated event={event} />
        {details.properties && details.properties.length > 0 && (
          <Fact name="Properties">
            <Group gap={4}>
              {details.properties.map((name) => (
                <Badge key={name} variant="default" tt="none" fw={400}>
                  {name}
                </Badge>
              ))}
            </Group>
          </Fact>
        )}
        {event.audience && <Fact name="API">{<bdi>{visible(event.audience)}</bdi>}</Fact>}
        {event.scope && <Fact name="Scopes">{<bdi>{visible(event.scope)}</bdi>}</Fact>}
        <Request event={event} />
      </dl>
      <div>
        <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={raw}>
          {raw ? 'Hide the JSON' : 'Show as JSON'}
        </Button>
        {raw && <CodeBlock code={visibleJson(event)} name={`Event ${event.log_id}`} />}
      </div>
    </Stack>
  );
}

/** JSON has its own escapes for what is not seen; those for what turns text around are added. */
function visibleJson(event: LogEntry): string {
  return JSON.stringify(event, null, 2).split('\n').map(visible).join('\n');
}

function WhyRefused({ event }: { event: LogEntry }) {
  const { reason, cause, response } = event.details;
  if (event.type === 'fapi' && typeof response === 'object') {
    const { statusCode, errorCode, message, property } = response;
    return (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <strong>Why it was refused:</strong> {statusCode} {errorCode}
        {message !== undefined && `: ${visible(message)}`}
        {property !== undefined && `, at the property ${visible(property)}`}
      </Text>
    );
  }
  if (reason === undefined) return null;
  const { why, help } = refusalReason(reason);
  return (
    <Box>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <strong>Why it was refused:</strong> {why}
        {cause !== undefined && (
          <>
            {' '}
            Cause: <bdi>{visible(cause)}</bdi>.
          </>
        )}
      </Text>
      <Text size="sm">
        <strong>What helps:</strong> {causeHelp(cause) ?? help}
      </Text>
      <Text size="xs" c="dimmed">
        {typeWords[event.type]}, {reason}
      </Text>
    </Box>
  );
}

function Who({ event }: { event: LogEntry }) {
  const { name, clientId, isPerson } = actorOf(event);
  return (
    <Fact name={isPerson ? 'Person' : 'By'}>
      {clientId === undefined ? (
        <bdi>{visible(name)}</bdi>
      ) : (
        <>
          <ClientLink id={clientId}>{name}</ClientLink>
          <Identifier value={clientId} what="client ID" />
        </>
      )}
      {event.user_id !== undefined && (
        <>
          {event.user_id !== name && <Identifier value={event.user_id} what="person's id" />}
          <Anchor component={Link} size="xs" to={`/log?user_id=${encodeURIComponent(event.user_id)}`}>
            All events of this person
          </Anchor>
        </>
      )}
    </Fact>
  );
}

/** The object that a change was about. */
function Registered({ event: { details, client_id } }: { event: LogEntry }) {
  const { object, id, client_id: concerned } = details;
  return (
    <>
      {id !== undefined && (
        <Fact name={object === undefined ? 'What' : object.replaceAll('_', ' ')}>
          {object === 'client' ? <ClientLink id={id}>{id}</ClientLink> : <Identifier value={id} what="id" />}
        </Fact>
      )}
      {concerned !== undefined && concerned !== id && concerned !== client_id && (
        <Fact name="Of client">
          <ClientLink id={concerned}>{concerned}</ClientLink>
        </Fact>
      )}
    </>
  );
}

function Authenticated({ event: { details } }: { event: LogEntry }) {
  const { method, credential_id, secret_id } = details.authentication ?? {};
  const id = credential_id ?? secret_id;
  if (method === undefined) return null;
  return (
    <Fact name="Authentication">
      {method}
      {id !== undefined && (
        <Identifier value={id} what={credential_id === undefined ? 'secret id' : 'credential id'} />
      )}
    </Fact>
  );
}

function Request({ event: { details } }: { event: LogEntry }) {
  const { request, request_id } = details;
  return (
    <>
      {request?.method !== undefined && (
        <Fact name="Request">
          {request.method} <bdi>{visible(request.path ?? '')}</bdi>
        </Fact>
      )}
      {request_id !== undefined && (
        <Fact name="Request id">
          <Identifier value={request_id} what="request id" />
          <Anchor component={Link} size="xs" to={`/log?request_id=${encodeURIComponent(request_id)}`}>
            All events of this request
          </Anchor>
        </Fact>
      )}
    </>
  );
}

function ClientLink({ id, children }: { id: string; children: string }) {
  const { can } = useSignedIn();
  if (!can('read:clients')) return <bdi>{visible(children)}</bdi>;
  return (
    <Anchor component={Link} size="sm" to={`/clients/${encodeURIComponent(id)}`}>
      <bdi>{visible(children)}</bdi>
    </Anchor>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}
