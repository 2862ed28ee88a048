import { type RawBuilder, sql } from 'kysely';
import type { Listed, Window } from '../port/listing.js';
import type { StoreContext } from './context.js';
import { afterPosition, offsetOf, positionOf } from './list-window.js';

function entries({ reader, tenant }: StoreContext, connectionId: string) {
  return reader
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
export async function enabledClients(context: StoreContext, connectionId: string): Promise<string[]> {
  const rows = await entries(context, connectionId).execute();
  return rows.map(({ client_id }) => client_id);
}

/** One window of them. */
export async function* listConnectionClients(
  context: StoreContext,
  connectionId: string,
  window: Window,
): AsyncGenerator<Listed<string>> {
  const query = entries(context, connectionId)
    .where(afterPosition(window, 'created_at', 'client_id'))
    .limit(window.limit)
    .offset(offsetOf(window));
  for (const row of await query.execute())
    yield { item: row.client_id, position: positionOf(row, row.client_id) };
}
