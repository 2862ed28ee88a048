import {
  type ChangeEvent,
  type ClientCore,
  clientConcerned,
  type LogActor,
  type LogEvent,
} from '@clientele/model';
import type { CompiledQuery } from 'kysely';
import type { Database, Queries, Tables } from '../database/tables.js';
import type { Actor } from '../port/change.js';
import type { LogContext } from './context.js';

/** Writes the log events of a change, inside its transaction, so that log and state agree. */
export async function recordChanges(
  context: LogContext,
  queries: Queries,
  { by, events }: { by: Actor; events: readonly ChangeEvent[] },
): Promise<void> {
  const date = context.now();
  await insertLogEvents(
    context,
    queries,
    events.map((change) => ({ type: 'sapi', date, by, change })),
  );
}

/** Rows in one statement. */
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
    await queries.executeQuery(insertion(context.engine.db, rows));
  }
}

const compiled = new WeakMap<Database, Map<number, CompiledQuery>>();

/** The statement for each number of rows is compiled once; compiling it each time would cost as much as running it. */
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
  { type, date, by, claimedClientId, change, token, refused, quota, expiry, age, session }: LogEvent,
  names: ReadonlyMap<string, string>,
): Tables['log_events'] {
  const clientId = by.clientId ?? (names.has(claimedClientId ?? '') ? claimedClientId : undefined);
  const actor: LogActor = {
    clientId,
    clientName: by.clientName ?? names.get(clientId ?? ''),
    userId: by.userId,
    userName: by.userName,
    ip: by.ip,
    userAgent: by.userAgent,
    requestId: by.requestId,
    request: change && by.request,
  };
  return {
    tenant_id: tenant,
    id: newLogId(),
    created_at: date,
    type,
    client_id: clientId ?? null,
    concerned_client_id:
      (change ? clientConcerned(change) : (expiry ?? age) ? clientId : refused?.of) ?? null,
    request_id: by.requestId ?? null,
    user_id: by.userId ?? null,
    document: JSON.stringify(
      change
        ? { ...change, token, refused, by: actor }
        : { token, refused, quota, expiry, age, session, by: actor },
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
