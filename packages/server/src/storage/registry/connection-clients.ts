import { checkConnectionClients } from '@clientele/model';
import { type RawBuilder, sql } from 'kysely';
import { forReference } from '../database/row-locks.js';
import type { Queries } from '../database/tables.js';
import { AbsentError } from '../port/errors.js';
import type { ConnectionClientsChange, Listed, Window } from '../port/port.js';
import type { StoreContext } from './context.js';
import { afterPosition, offsetOf, positionOf } from './list-window.js';

function entries({ tenant }: StoreContext, queries: Queries, connectionId: string) {
  return queries
    .selectFrom('connection_clients')
    .select(['client_id', 'created_at'])
    .where('tenant_id', '=', tenant)
    .where('connection_id', '=', connectionId)
    .orderBy('created_at')
    .orderBy('client_id');
}

/** How many clients a connection of a query is for. */
export function clientCount({ tenant }: StoreContext): RawBuilder<number> {
  return sql<number>`(select count(*) from connection_clients as enabled
    where enabled.tenant_id = ${tenant} and enabled.connection_id = connections.id)`;
}

/** The ids of all clients that a connection is for, oldest entry first. */
export async function enabledClients(
  context: StoreContext,
  queries: Queries,
  connectionId: string,
): Promise<string[]> {
  const rows = await entries(context, queries, connectionId).execute();
  return rows.map(({ client_id }) => client_id);
}

/** One window of them. */
export async function* listConnectionClients(
  context: StoreContext,
  connectionId: string,
  window: Window,
): AsyncGenerator<Listed<string>> {
  const query = entries(context, context.db, connectionId)
    .where(afterPosition(window, 'created_at', 'client_id'))
    .limit(window.limit)
    .offset(offsetOf(window));
  for (const row of await query.execute())
    yield { item: row.client_id, position: positionOf(row, row.client_id) };
}

/** Adds and removes entries, inside the caller's transaction. */
export async function changeConnectionClients(
  { tenant, now }: StoreContext,
  queries: Queries,
  { id, change }: { id: string; change: ConnectionClientsChange },
): Promise<void> {
  for (const client_id of change.enable) {
    const client = queries
      .selectFrom('clients')
      .select('client_id')
      .where('tenant_id', '=', tenant)
      .where('client_id', '=', client_id);
    if (!(await forReference(queries, client).executeTakeFirst())) throw new AbsentError('client');
    await queries
      .insertInto('connection_clients')
      .values({ tenant_id: tenant, connection_id: id, client_id, created_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (change.disable.length > 0)
    await queries
      .deleteFrom('connection_clients')
      .where('tenant_id', '=', tenant)
      .where('connection_id', '=', id)
      .where('client_id', 'in', change.disable)
      .execute();
  if (change.enable.length > 0) {
    const { count } = await queries
      .selectFrom('connection_clients')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('tenant_id', '=', tenant)
      .where('connection_id', '=', id)
      .executeTakeFirstOrThrow();
    checkConnectionClients(Number(count));
  }
}
