import { type Connection, changedProperties } from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { ChangingConnections, ConnectionClientsChange } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import type { StoredConnection } from '../port/stores.js';
import { connectionById, connectionStore, fromRow } from '../registry/connections.js';
import { sealedPlace } from '../seals/places.js';
import type { Change } from './change.js';
import { changeConnectionClients } from './connection-clients.js';
import { storedJson } from './stored-json.js';

/** Connections inside a change; see the port for the promises. */
export function changingConnections(change: Change): ChangingConnections {
  return {
    ...connectionStore(change),
    create: (entry) => createConnection(change, entry),
    update: (id, to) => updateConnection(change, id, to),
    async delete(id) {
      if (!(await findToChange(change, id))) return false;
      await change.write({ object: 'connection', action: 'delete', id }, (rows) =>
        rows.deleteFrom('connections').where('tenant_id', '=', change.tenant).where('id', '=', id).execute(),
      );
      return true;
    },
    async changeClients(id, clients) {
      if (!(await findToChange(change, id))) return false;
      const properties = ['enabled_clients'];
      await change.write({ object: 'connection', action: 'update', id, properties }, (rows) =>
        changeConnectionClients(change, rows, { id, change: clients }),
      );
      return true;
    },
  };
}

async function findToChange(change: Change, id: string): Promise<StoredConnection | undefined> {
  const row = await change.engine.locks.forChange(connectionById(change, id)).executeTakeFirst();
  return row && fromRow(change, row);
}

async function createConnection(
  change: Change,
  { connection, enabledClients: enable }: StoredConnection,
): Promise<void> {
  const { id, name, strategy } = connection;
  const values = await columns(change, connection);
  await change.write({ object: 'connection', action: 'create', id }, async (rows) => {
    const inserted = await rows
      .insertInto('connections')
      .values({ tenant_id: change.tenant, id, name, strategy, created_at: change.now(), ...values })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('connection');
    await changeConnectionClients(change, rows, { id, change: { enable, disable: [] } });
  });
}

async function updateConnection(
  change: Change,
  id: string,
  to: Parameters<ChangingConnections['update']>[1],
): Promise<StoredConnection | undefined> {
  const current = await findToChange(change, id);
  if (!current) return undefined;
  const next = to(current);
  const properties = changedProperties(
    { ...current.connection, enabled_clients: current.enabledClients },
    { ...next.connection, enabled_clients: next.enabledClients },
  );
  const values = await columns(change, next.connection, current.connection);
  await change.write({ object: 'connection', action: 'update', id, properties }, async (rows) => {
    await rows
      .updateTable('connections')
      .set(values)
      .where('tenant_id', '=', change.tenant)
      .where('id', '=', id)
      .execute();
    const clients = clientsChange(current.enabledClients, next.enabledClients);
    await changeConnectionClients(change, rows, { id, change: clients });
  });
  return next;
}

function clientsChange(current: readonly string[], next: readonly string[]): ConnectionClientsChange {
  const [before, after] = [new Set(current), new Set(next)];
  return {
    enable: [...after].filter((clientId) => !before.has(clientId)),
    disable: [...before].filter((clientId) => !after.has(clientId)),
  };
}

/** Settings may hold secrets, so all of them are sealed but the domains, by which connections are found. */
async function columns(
  { tenant, seals, reader }: Change,
  connection: Connection,
  current?: Connection,
): Promise<Pick<Tables['connections'], 'domain_aliases' | 'sealed_options' | 'document'>> {
  storedJson('connection', connection, current);
  const { options = {}, ...document } = connection;
  const seal = await seals.forWriting(reader);
  const { domain_aliases: aliases } = options;
  const domains = Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : [];
  return {
    domain_aliases: `|${domains.join('|').toLowerCase()}|`,
    sealed_options: seal.seal(JSON.stringify(options), sealedPlace('connections', tenant, document.id)),
    document: JSON.stringify(document),
  };
}
