import type { Api } from '../api/api.js';
import { actorOf, headlineOf } from './event-words.js';
import type { LogEntry, LogFilter } from './log-entry.js';

/** Events that are read at once. */
export const pageSize = 50;

/** Where a page begins: with what was before a time; further pages of the same time only where it fills a whole one. */
export interface LogCursor {
  before?: string;
  page: number;
}

/** Some events, newest first, and where the next page begins. */
export interface LogPage {
  events: LogEntry[];
  next: LogCursor | undefined;
}

/** Reads a page of the log. */
export async function readLog(api: Api, filter: LogFilter, cursor: LogCursor): Promise<LogPage> {
  const lists = await Promise.all(
    queriesOf(filter, cursor.before).map((q) =>
      api.ask<LogEntry[]>({
        method: 'GET',
        path: '/logs',
        query: { per_page: pageSize, page: cursor.page, ...(q !== '' && { q }) },
      }),
    ),
  );
  return joined(lists, cursor);
}

/** Reads what was written since an event, newest first. */
export async function readNewest(
  api: Api,
  filter: LogFilter,
  since: string | undefined,
): Promise<LogEntry[]> {
  const { events } = await readLog(
    api,
    { ...filter, ...(since !== undefined && { from: since }) },
    { page: 0 },
  );
  return events;
}

/** The log's queries that together find what is filtered: whose it is, and whom it is about, it finds one at a time. */
export function queriesOf(filter: LogFilter, before?: string): string[] {
  const { client_id, user_id, request_id, type, from, to } = filter;
  const until = [to, before].filter((time) => time !== undefined && time !== '').sort()[0];
  const terms = [
    ...(type ? [`type:(${type.split(',').join(' OR ')})`] : []),
    ...(user_id ? [`user_id:"${user_id}"`] : []),
    ...(request_id ? [`details.request_id:"${request_id}"`] : []),
    ...(from || until ? [`date:[${from || '*'} TO ${until ?? '*'}]`] : []),
  ];
  const whose = client_id ? [`client_id:"${client_id}"`, `details.client_id:"${client_id}"`] : [undefined];
  return whose.map((term) => [...(term === undefined ? [] : [term]), ...terms].join(' AND '));
}

/** Puts lists together as far back as all of them reach. */
export function joined(lists: readonly (readonly LogEntry[])[], cursor: LogCursor): LogPage {
  const full = lists.filter(({ length }) => length === pageSize);
  const reached = full
    .map((list) => list.at(-1)?.date ?? '')
    .sort()
    .at(-1);
  const known = new Map(lists.flat().map((event) => [event.log_id, event]));
  const events = [...known.values()]
    .filter(({ date }) => reached === undefined || date >= reached)
    .sort((one, other) => order(other.date, one.date) || order(other.log_id, one.log_id));
  if (reached === undefined) return { events, next: undefined };
  // A page of one single moment: what else happened then is on the next one.
  return { events, next: { before: reached, page: reached === cursor.before ? cursor.page + 1 : 0 } };
}

const order = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** Whether a text stands somewhere in an event, or in its row as it is shown. */
export function holds(
  event: LogEntry,
  text: string | undefined,
  names: ReadonlyMap<string, string>,
): boolean {
  if (!text) return true;
  const sought = text.trim().toLowerCase();
  const told = [headlineOf(event, names), actorOf(event).name, JSON.stringify(event)];
  return told.some((one) => one.toLowerCase().includes(sought));
}
