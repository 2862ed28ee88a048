import { checkConnectionClients } from '@clientele/model';
import type { Queries } from '../database/tables.js';
import type { ConnectionClientsChange } from '../port/change.js';
import type { StoreContext } from '../registry/context.js';
import { countRows } from '../registry/list-window.js';
import { requireClient } from './references.js';

/** Adds and removes entries, inside the caller's transaction. */
export async function changeConnectionClients(
  context: StoreContext,
  rows: Queries,
  { id, change }: { id: string; change: ConnectionClientsChange },
): Promise<void> {
  const { tenant, now } = context;
  for (const client_id of change.enable) {
    await requireClient(context, client_id);
    await rows
      .insertInto('connection_clients')
      .values({ tenant_id: tenant, connection_id: id, client_id, created_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (change.disable.length > 0)
    await rows
      .deleteFrom('connection_clients')
      .where('tenant_id', '=', tenant)
      .where('connection_id', '=', id)
      .where('client_id', 'in', change.disable)
      .execute();
  if (change.enable.length > 0)
    checkConnectionClients(
      await countRows(
        rows.selectFrom('connection_clients').where('tenant_id', '=', tenant).where('connection_id', '=', id),
      ),
    );
}
