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
  /** Milliseconds since the epoch, inclusive. */
  after?: number | undefined;
  before?: number | undefined;
}

const value = '(\\[[^\\]]*\\]|\\([^)]*\\)|"[^"]*"|[^\\s"()[\\]]+)';
/** One term and what joins it to the next: in `q` an AND, in `search` a space suffices. */
const terms = {
  q: new RegExp(`^([\\w.]+):${value}(?:\\s+AND\\s+(?=\\S)|\\s*$)`),
  search: new RegExp(`^([\\w.]+):${value}(?:\\s+AND\\s+(?=\\S)|\\s+(?!AND\\b)|$)`),
};

/** The parameters that say which events are asked for; both count where both are given. */
export interface LogQuery {
  q?: string | undefined;
  search?: string | undefined;
}

/**
 * Reads `q` and `search`: terms that all have to hold, in the part of Lucene's syntax that is served here.
 * @throws RuleError (400) that says what is not understood. docs/decisions/0020
 */
export function parseLogQuery({ q = '', search = '' }: LogQuery): LogFilter {
  const filter: LogFilter = {};
  readTerms(filter, 'q', q.trim());
  readTerms(filter, 'search', search.trim());
  return filter;
}

/** Makes the refusal of a parameter. */
type Refuse = (rule: string) => RuleError;

function readTerms(filter: LogFilter, property: keyof LogQuery, text: string): void {
  const refuse: Refuse = (rule) =>
    new RuleError(400, 'invalid_query_string', `Query validation error: '${rule}' on property ${property}.`);
  let rest = text;
  while (rest !== '') {
    const [whole, field, value] = terms[property].exec(rest) ?? [];
    if (whole === undefined || field === undefined || value === undefined) throw notUnderstood(rest, refuse);
    const read = readers.get(field);
    if (!read) throw notUnderstood(rest, refuse);
    for (const [name, part] of Object.entries(read(value, refuse))) {
      if (name in filter) throw refuse(`${field} is given more than once`);
      Object.assign(filter, { [name]: part });
    }
    rest = rest.slice(whole.length);
  }
}

const readers = new Map<string, (value: string, refuse: Refuse) => LogFilter>([
  ['type', (value, refuse) => ({ types: readTypes(value, refuse) })],
  ['client_id', (value, refuse) => ({ clientId: readText(value, refuse) })],
  ['details.client_id', (value, refuse) => ({ concernedClientId: readText(value, refuse) })],
  ['details.request_id', (value, refuse) => ({ requestId: readText(value, refuse) })],
  ['date', readDates],
]);

function readText(value: string, refuse: Refuse): string {
  const text = value.replace(/^"(.*)"$/, '$1');
  if (text === '' || /[[\](){}*?]/.test(text)) throw notUnderstood(value, refuse);
  return text;
}

/** One type, or `(a OR b)`. */
function readTypes(value: string, refuse: Refuse): LogEventType[] {
  const names = value.startsWith('(')
    ? value
        .slice(1, -1)
        .trim()
        .split(/\s+OR\s+/)
    : [readText(value, refuse)];
  return names.map((name) => {
    const type = logEventTypes.find((known) => known === name);
    if (!type)
      throw refuse(`Unknown log event type ${excerpt(name)}; expected one of ${logEventTypes.join(', ')}`);
    return type;
  });
}

/** `[from TO to]`, each a day, a time, or `*`; a day counts to its end. */
function readDates(value: string, refuse: Refuse): LogFilter {
  const [, from, to] = /^\[\s*(\S+)\s+TO\s+(\S+)\s*\]$/.exec(value) ?? [];
  if (from === undefined || to === undefined) throw notUnderstood(`date:${value}`, refuse);
  const known = (text: string, time: number | undefined): number => {
    if (time === undefined) throw refuse(`Not a date or time: ${excerpt(text)}`);
    return time;
  };
  return {
    ...(from !== '*' && { after: known(from, parseMoment(from)) }),
    ...(to !== '*' && { before: known(to, parseLastMoment(to)) }),
  };
}

function notUnderstood(text: string, refuse: Refuse): RuleError {
  return refuse(
    `Not understood: ${excerpt(text)}; expected terms such as type:feccft, type:(sapi OR fapi), client_id:<id>, details.client_id:<id>, details.request_id:<id> and date:[2026-01-01 TO *], joined by AND`,
  );
}
