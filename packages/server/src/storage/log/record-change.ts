import {
  type ChangeEvent,
  type ClientCore,
  clientConcerned,
  type LogActor,
  type LogEvent,
} from '@clientele/model';
import type { CompiledQuery } from 'kysely';
import type { Database, Queries, Tables } from '../database/tables.js';
import type { Actor } from '../port/port.js';
import type { LogContext } from './context.js';

/** Writes the log event of a change; called inside the change's transaction, so that log and state agree. */
export async function recordChange(
  context: LogContext,
  queries: Queries,
  { by, ...change }: ChangeEvent & { by: Actor },
): Promise<void> {
  await insertLogEvents(context, queries, [{ type: 'sapi', date: context.now(), by, change }]);
}

/** So many rows go into one statement. */
const rowsAtOnce = 50;

/** Writes entries of the log, inside the caller's transaction. */
export async function insertLogEvents(
  context: LogContext,
  queries: Queries,
  events: readonly LogEvent[],
): Promise<void> {
  for (let start = 0; start < events.length; start += rowsAtOnce) {
    const some = events.slice(start, start + rowsAtOnce);
    const names = await clientNames(context, queries, some);
    const rows = some.map((event) => toRow(context, event, names));
    await queries.executeQuery(insertion(context.db, rows));
  }
}

const compiled = new WeakMap<Database, Map<number, CompiledQuery>>();

/** The statement for so many rows is compiled once; compiling it each time would cost as much as running it. */
function insertion(db: Database, rows: Tables['log_events'][]): CompiledQuery {
  const ofEngine = compiled.get(db) ?? new Map<number, CompiledQuery>();
  const known = ofEngine.get(rows.length) ?? db.insertInto('log_events').values(rows).compile();
  compiled.set(db, ofEngine.set(rows.length, known));
  // Kysely orders columns as the rows have them, and all rows are made in one place.
  return { ...known, parameters: rows.flatMap((row) => Object.values(row)) };
}

// Actor and document are written out: there is one of them for each token.
function toRow(
  { tenant, newLogId }: LogContext,
  { type, date, by, claimedClientId, change, token, refused }: LogEvent,
  names: ReadonlyMap<string, string>,
): Tables['log_events'] {
  const clientId = by.clientId ?? (names.has(claimedClientId ?? '') ? claimedClientId : undefined);
  const actor: LogActor = {
    clientId,
    clientName: by.clientName ?? names.get(clientId ?? ''),
    ip: by.ip,
    userAgent: by.userAgent,
    requestId: by.requestId,
  };
  return {
    tenant_id: tenant,
    id: newLogId(),
    created_at: date,
    type,
    client_id: clientId ?? null,
    concerned_client_id: (change ? clientConcerned(change) : refused?.of) ?? null,
    request_id: by.requestId ?? null,
    document: JSON.stringify(
      change ? { ...change, token, refused, by: actor } : { token, refused, by: actor },
    ),
  };
}

/** The names of those clients that are mentioned without one. */
async function clientNames(
  { tenant }: LogContext,
  queries: Queries,
  events: readonly LogEvent[],
): Promise<Map<string, string>> {
  const ids = new Set(
    events.flatMap(({ by, claimedClientId }) =>
      by.clientName === undefined ? (by.clientId ?? claimedClientId ?? []) : [],
    ),
  );
  if (ids.size === 0) return new Map();
  const rows = await queries
    .selectFrom('clients')
    .select(['client_id', 'core'])
    .where('tenant_id', '=', tenant)
    .where('client_id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ client_id, core }) => [client_id, (JSON.parse(core) as ClientCore).name]));
}

/** The names of the top-level properties in which two states of an object differ. */
export function changedProperties(before: object, after: object): string[] {
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names]
    .filter((name) => JSON.stringify(left.get(name)) !== JSON.stringify(right.get(name)))
    .sort();
}
