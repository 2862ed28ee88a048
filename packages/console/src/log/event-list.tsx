import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useWindowScroll } from '@mantine/hooks';
import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClientNames } from '../elements/client-names.js';
import { Empty } from '../elements/empty.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { Loaded } from '../elements/loaded.js';
import { useSignedIn } from '../session/session-context.js';
import { EventRow } from './event-row.js';
import classes from './event-row.module.css';
import type { LogEntry, LogFilter } from './log-entry.js';
import { holds, type LogCursor, type LogPage, pageSize, readLog, readNewest } from './read-log.js';

/** Milliseconds between two looks at what is new. */
const interval = 4_000;
/** A text is looked for by reading on, until as many are found, or so many pages read. */
const enoughFound = 20;
const mostPagesByItself = 10;

/** Events of the log, newest first; what comes in later moves nothing that is being read. */
export function EventList({ filter, live = false }: { filter: LogFilter; live?: boolean }) {
  const { api } = useSignedIn();
  const { q: _onlyShown, ...asked } = filter;
  const key = ['log', asked];
  const log = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => readLog(api, filter, pageParam),
    initialPageParam: { page: 0 } as LogCursor,
    getNextPageParam: ({ next }) => next,
    // What is being read stays where it is.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = log;
  const events = distinct(data?.pages.flatMap((page) => page.events) ?? []);
  const names = useClientNames(events.flatMap(({ details }) => changedClient(details)));
  const shown = events.filter((event) => holds(event, filter.q, names));
  const [opened, countOpened] = useState(0);
  const readsOn =
    Boolean(filter.q) &&
    hasNextPage &&
    !isFetchNextPageError &&
    shown.length < enoughFound &&
    (data?.pages.length ?? 0) < mostPagesByItself;
  useEffect(() => {
    if (readsOn && !isFetchingNextPage) void fetchNextPage();
  }, [readsOn, isFetchingNextPage, fetchNextPage]);
  return (
    <Loaded query={log} rows={8}>
      {() => (
        <Stack gap="sm">
          {live && <NewEvents {...{ filter, logKey: key, events }} isRead={opened > 0} />}
          {shown.length === 0 && !readsOn ? (
            <Empty title="No events">
              {filter.q && hasNextPage
                ? `None of the last ${events.length} has this text.`
                : 'Nothing that the log still holds fits. It holds what happened in the last 30 days, unless the server is set up otherwise.'}
            </Empty>
          ) : (
            <ul className={classes.list}>
              {shown.map((event) => (
                <EventRow
                  names={names}
                  key={event.log_id}
                  event={event}
                  countOpened={countOpened}
                  opened={filter.request_id !== undefined && shown.length === 1}
                />
              ))}
            </ul>
          )}
          {log.error && data && <FailureNotice error={log.error} onRetry={() => void fetchNextPage()} />}
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status">
              {filter.q
                ? `${shown.length} of the last ${events.length} events have this text.`
                : `${shown.length} ${shown.length === 1 ? 'event' : 'events'}${hasNextPage ? ' so far' : ''}.`}
            </Text>
            {hasNextPage && (
              <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Read older events
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}

/** Asks again and again what is new. It is shown at once, or, while something is being read, when it is asked for. */
function NewEvents({
  filter,
  logKey,
  events,
  isRead,
}: {
  filter: LogFilter;
  logKey: readonly unknown[];
  events: readonly LogEntry[];
  /** Whether an event is opened. */
  isRead: boolean;
}) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const [{ y }] = useWindowScroll();
  const since = events[0]?.date;
  const { data: newest = none } = useQuery({
    queryKey: ['log-news', ...logKey, since],
    queryFn: () => readNewest(api, filter, since),
    refetchInterval: interval,
    retry: false,
    gcTime: 0,
  });
  const known = new Set(events.map(({ log_id }) => log_id));
  const fresh = newest.filter(({ log_id }) => !known.has(log_id));
  const names = useClientNames(fresh.flatMap(({ details }) => changedClient(details)));
  const waiting = fresh.filter((event) => holds(event, filter.q, names)).length;
  const isMore = newest.length >= pageSize;
  const show = () => {
    // What lies between these and the last ones that were read is read with them.
    if (isMore) return void queries.resetQueries({ queryKey: logKey });
    queries.setQueryData<InfiniteData<LogPage, LogCursor>>(logKey, (log) => log && withNewest(log, fresh));
  };
  const showsAtOnce = fresh.length > 0 && !isRead && y <= 0;
  useEffect(() => {
    if (showsAtOnce) show();
  });
  const isWaiting = waiting > 0 && !showsAtOnce;
  return (
    <Alert variant="light" color={isWaiting ? 'blue' : 'gray'} py={6} role="status">
      <Group justify="space-between" gap="xs" mih={26}>
        <Text size="sm">
          {isWaiting
            ? `${waiting}${isMore ? ' or more' : ''} new ${waiting === 1 ? 'event' : 'events'}`
            : 'Live: new events are shown as they come in, and wait here while you read.'}
        </Text>
        {isWaiting && (
          <Button size="compact-sm" onClick={show}>
            Show
          </Button>
        )}
      </Group>
    </Alert>
  );
}

const none: readonly LogEntry[] = [];

/** Puts events before the others that were read. */
function withNewest(
  { pages: [first, ...others], ...log }: InfiniteData<LogPage, LogCursor>,
  fresh: readonly LogEntry[],
): InfiniteData<LogPage, LogCursor> {
  if (!first) return { pages: others, ...log };
  return { ...log, pages: [{ ...first, events: [...fresh, ...first.events] }, ...others] };
}

function distinct(events: readonly LogEntry[]): LogEntry[] {
  return [...new Map(events.map((event) => [event.log_id, event])).values()];
}

/** The client that an event says was changed, or whose secret or grant was. */
function changedClient({ object, id, client_id }: LogEntry['details']): string[] {
  const changed = object === 'client' ? id : object === undefined ? undefined : client_id;
  return changed === undefined ? [] : [changed];
}
