import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClientNames } from '../elements/client-names.js';
import { Empty } from '../elements/empty.js';
import { FailureNotice } from '../elements/failure-notice.js';
import { Loaded } from '../elements/loaded.js';
import { useSignedIn } from '../session/session-context.js';
import { EventRow } from './event-row.js';
import classes from './event-row.module.css';
import type { LogEntry, LogFilter } from './log-entry.js';
import { holds, type LogCursor, pageSize, readLog, readNewest } from './read-log.js';

/** Milliseconds between two looks at what is new. */
const interval = 4_000;
/** A text is looked for by reading on, until as many are found, or so many pages read. */
const enoughFound = 20;
const mostPagesByItself = 10;

/** Events of the log, newest first; what comes in later is announced, and moves nothing that is being read. */
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
  const shown = events.filter((event) => holds(event, filter.q));
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
          {live && <NewEvents {...{ filter, logKey: key, events }} />}
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

/** Asks again and again what is new, and shows it when it is asked for. */
function NewEvents({
  filter,
  logKey,
  events,
}: {
  filter: LogFilter;
  logKey: readonly unknown[];
  events: readonly LogEntry[];
}) {
  const { api } = useSignedIn();
  const queries = useQueryClient();
  const since = events[0]?.date;
  const newest = useQuery({
    queryKey: ['log-news', ...logKey, since],
    queryFn: () => readNewest(api, filter, since),
    refetchInterval: interval,
    retry: false,
    gcTime: 0,
  });
  const known = new Set(events.map(({ log_id }) => log_id));
  const unseen = (newest.data ?? []).filter((event) => !known.has(event.log_id) && holds(event, filter.q));
  const isMore = (newest.data?.length ?? 0) >= pageSize;
  return (
    <Alert variant="light" color={unseen.length > 0 ? 'blue' : 'gray'} py={6} role="status">
      <Group justify="space-between" gap="xs" mih={26}>
        <Text size="sm">
          {unseen.length === 0
            ? 'Live: new events are announced here.'
            : `${unseen.length}${isMore ? ' or more' : ''} new ${unseen.length === 1 ? 'event' : 'events'}`}
        </Text>
        {unseen.length > 0 && (
          <Button size="compact-sm" onClick={() => void queries.resetQueries({ queryKey: logKey })}>
            Show
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function distinct(events: readonly LogEntry[]): LogEntry[] {
  return [...new Map(events.map((event) => [event.log_id, event])).values()];
}

/** The client that an event says was changed, or whose secret or grant was. */
function changedClient({ object, id, client_id }: LogEntry['details']): string[] {
  const changed = object === 'client' ? id : object === undefined ? undefined : client_id;
  return changed === undefined ? [] : [changed];
}
