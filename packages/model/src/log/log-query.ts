import { RuleError } from '../error.js';
import { excerpt } from '../excerpt.js';
import { parseLastMoment, parseMoment } from '../moment.js';
import { type LogEventType, logEventTypes } from './log-event.js';

/** Which entries of the log are asked for; what is absent does not restrict. */
export interface LogFilter {
  types?: readonly LogEventType[] | undefined;
  /** Whose token it is about, or who asked for the change. */
  clientId?: string | undefined;
  /** The client that a change is about. */
  concernedClientId?: string | undefined;
  requestId?: string | undefined;
  /** The person who did it. */
  userId?: string | undefined;
  /** Milliseconds since the epoch, inclusive. */
  after?: number | undefined;
  before?: number | undefined;
}

/** The two parameters that say which entries are asked for. */
export interface LogQuery {
  q?: string | undefined;
  search?: string | undefined;
}

const term = String.raw`^([\w.]+):(\[[^\]]*\]|\([^)]*\)|"[^"]*"|[^\s"()[\]]+)`;
const grammars = {
  q: new RegExp(String.raw`${term}(?:\s+AND\s+(?=\S)|\s*$)`),
  search: new RegExp(String.raw`${term}(?:\s+AND\s+(?=\S)|\s+(?!AND\b)(?=\S)|\s*$)`),
};

/**
 * Reads `q`, in the part of Lucene's syntax that is served here: terms joined by AND. In `search` they may stand side
 * by side, too. Where both are given, both have to hold.
 * @throws RuleError (400) that says what is not understood. docs/decisions/0020
 */
export function parseLogQuery(query: LogQuery): LogFilter {
  const filter: LogFilter = {};
  for (const parameter of ['q', 'search'] as const)
    try {
      addTerms(filter, grammars[parameter], query[parameter] ?? '');
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      const message = `Query validation error: '${error.message}' on property ${parameter}.`;
      throw new RuleError(400, 'invalid_query_string', message);
    }
  return filter;
}

class NotUnderstood extends Error {}

function addTerms(filter: LogFilter, grammar: RegExp, text: string): void {
  let rest = text.trim();
  while (rest !== '') {
    const [whole, field, value] = grammar.exec(rest) ?? [];
    if (whole === undefined || field === undefined || value === undefined) throw notUnderstood(rest);
    const read = readers.get(field);
    if (!read) throw notUnderstood(rest);
    for (const [name, part] of Object.entries(read(value))) {
      if (name in filter) throw new NotUnderstood(`${field} is given more than once`);
      Object.assign(filter, { [name]: part });
    }
    rest = rest.slice(whole.length);
  }
}

const readers = new Map<string, (value: string) => LogFilter>([
  ['type', (value) => ({ types: readTypes(value) })],
  ['client_id', (value) => ({ clientId: readText(value) })],
  ['user_id', (value) => ({ userId: readText(value) })],
  ['details.client_id', (value) => ({ concernedClientId: readText(value) })],
  ['details.request_id', (value) => ({ requestId: readText(value) })],
  ['date', readDates],
]);

function readText(value: string): string {
  const text = value.replace(/^"(.*)"$/, '$1');
  if (text === '' || /[[\](){}*?]/.test(text)) throw notUnderstood(value);
  return text;
}

/** One type, or `(a OR b)`. */
function readTypes(value: string): LogEventType[] {
  const names = value.startsWith('(')
    ? value
        .slice(1, -1)
        .trim()
        .split(/\s+OR\s+/)
    : [readText(value)];
  return names.map((name) => {
    const type = logEventTypes.find((known) => known === name);
    if (type) return type;
    throw new NotUnderstood(
      `Unknown log event type ${excerpt(name)}; expected one of ${logEventTypes.join(', ')}`,
    );
  });
}

/** `[from TO to]`, each a day, a time, or `*`; a day counts to its end. */
function readDates(value: string): LogFilter {
  const [, from, to] = /^\[\s*(\S+)\s+TO\s+(\S+)\s*\]$/.exec(value) ?? [];
  if (from === undefined || to === undefined) throw notUnderstood(`date:${value}`);
  return {
    ...(from !== '*' && { after: known(from, parseMoment(from)) }),
    ...(to !== '*' && { before: known(to, parseLastMoment(to)) }),
  };
}

function known(text: string, time: number | undefined): number {
  if (time === undefined) throw new NotUnderstood(`Not a date or time: ${excerpt(text)}`);
  return time;
}

function notUnderstood(text: string): NotUnderstood {
  return new NotUnderstood(
    `Not understood: ${excerpt(text)}; expected terms such as type:feccft, type:(sapi OR fapi), client_id:<id>, user_id:<id>, details.client_id:<id>, details.request_id:<id> and date:[2026-01-01 TO *], joined by AND`,
  );
}
