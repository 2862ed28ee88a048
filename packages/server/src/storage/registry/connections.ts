import type { Connection } from '@clientele/model';
import { forChange } from '../database/row-locks.js';
import type { Queries, Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { changedProperties, recordChange } from '../log/record-change.js';
import { ConflictError } from '../port/errors.js';
import type {
  Actor,
  ConnectionClientsChange,
  ConnectionFilter,
  ConnectionReading,
  ConnectionStore,
  StoredConnection,
  Window,
} from '../port/port.js';
import { sealedPlace } from '../seals/places.js';
import {
  changeConnectionClients,
  clientCount,
  enabledClients,
  listConnectionClients,
} from './connection-clients.js';
import type { StoreContext } from './context.js';
import { afterPosition, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, isLarge, listedRows } from './listed-rows.js';
import { storedJson } from './stored-json.js';

type Row = Tables['connections'];

/** Connections; see the port for the promises. */
export function connectionStore(context: StoreContext): ConnectionStore {
  const { db, tenant } = context;
  return {
    create: (entry, by) => createConnection(context, entry, by),
    find: (id) => findConnection(context, db, id),
    list: (filter, window, reading) => listConnections(context, { filter, window, ...reading }),
    async count(filter) {
      const { count } = await filtered(context, filter)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    update: (id, change, by) => updateConnection(context, { id, change, by }),
    delete: (id, by) =>
      inTransaction(db, async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('connections')
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await recordChange(context, trx, { object: 'connection', action: 'delete', id, by });
        return true;
      }),
    clients: (id, window) => listConnectionClients(context, id, window),
    changeClients: (id, change, by) =>
      inTransaction(db, async (trx) => {
        if (!(await findConnectionToChange(context, trx, id))) return false;
        await changeConnectionClients(context, trx, { id, change });
        const properties = ['enabled_clients'];
        await recordChange(context, trx, { object: 'connection', action: 'update', id, properties, by });
        return true;
      }),
  };
}

async function* listConnections(
  context: StoreContext,
  {
    filter,
    window,
    admit,
    withClients = true,
  }: ConnectionReading & { filter: ConnectionFilter; window: Window },
): ReturnType<ConnectionStore['list']> {
  const contents = ['document', 'sealed_options'];
  const query = filtered(context, filter)
    .select(['id', 'created_at', bytesOf(...contents).as('bytes')])
    .select([ifSmall('document', contents).as('document'), ifSmall('sealed_options', contents).as('options')])
    .$if(withClients, (rows) => rows.select(clientCount(context).as('clients')))
    .orderBy('created_at')
    .orderBy('id')
    .where(afterPosition(window, 'created_at', 'id'))
    .limit(window.limit)
    .offset(offsetOf(window));
  const rows = await query.execute();
  yield* listedRows(
    rows.map((row) => ({ ...row, bytes: Number(row.bytes) + Number(row.clients ?? 0) * idBytes })),
    {
      small: ({ id, document, options, bytes }) =>
        document === null || options === null || isLarge(bytes)
          ? undefined
          : { id, document, sealed_options: options },
      large: ({ id }) => connectionById(context, context.db, id).executeTakeFirst(),
      item: async (row) => ({
        connection: connectionOf(context, row),
        enabledClients: withClients ? await enabledClients(context, context.db, row.id) : [],
      }),
      position: (row) => positionOf(row, row.id),
    },
    admit,
  );
}

function createConnection(
  context: StoreContext,
  { connection, enabledClients: enable }: StoredConnection,
  by: Actor,
): Promise<void> {
  const { id } = connection;
  return inTransaction(context.db, async (trx) => {
    const inserted = await trx
      .insertInto('connections')
      .values({
        tenant_id: context.tenant,
        id,
        name: connection.name,
        strategy: connection.strategy,
        created_at: context.now(),
        ...(await columns(context, trx, { connection })),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('connection');
    await changeConnectionClients(context, trx, { id, change: { enable, disable: [] } });
    await recordChange(context, trx, { object: 'connection', action: 'create', id, by });
  });
}

function updateConnection(
  context: StoreContext,
  { id, change, by }: { id: string; change: Parameters<ConnectionStore['update']>[1]; by: Actor },
): Promise<StoredConnection | undefined> {
  return inTransaction(context.db, async (trx) => {
    const current = await findConnectionToChange(context, trx, id);
    if (!current) return undefined;
    const next = change(current);
    await trx
      .updateTable('connections')
      .set(await columns(context, trx, { connection: next.connection, current: current.connection }))
      .where('tenant_id', '=', context.tenant)
      .where('id', '=', id)
      .execute();
    const clients = clientsChange(current.enabledClients, next.enabledClients);
    await changeConnectionClients(context, trx, { id, change: clients });
    const properties = changedProperties(
      { ...current.connection, enabled_clients: current.enabledClients },
      { ...next.connection, enabled_clients: next.enabledClients },
    );
    await recordChange(context, trx, { object: 'connection', action: 'update', id, properties, by });
    return next;
  });
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
  { tenant, seals }: StoreContext,
  queries: Queries,
  { connection, current }: { connection: Connection; current?: Connection },
): Promise<Pick<Row, 'domain_aliases' | 'sealed_options' | 'document'>> {
  storedJson('connection', connection, current);
  const { options = {}, ...document } = connection;
  const seal = await seals.forWriting(queries);
  const { domain_aliases: aliases } = options;
  const domains = Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : [];
  return {
    domain_aliases: `|${domains.join('|').toLowerCase()}|`,
    sealed_options: seal.seal(JSON.stringify(options), sealedPlace('connections', tenant, document.id)),
    document: JSON.stringify(document),
  };
}

/** What the id of a client takes in an answer. */
const idBytes = 40;

function connectionOf(
  context: StoreContext,
  row: Pick<Row, 'id' | 'document' | 'sealed_options'>,
): Connection {
  const document = JSON.parse(row.document) as Omit<Connection, 'options'>;
  const place = sealedPlace('connections', context.tenant, row.id);
  const options = JSON.parse(context.seals.open(row.sealed_options, place)) as Record<string, unknown>;
  return { ...document, options };
}

async function fromRow(
  context: StoreContext,
  queries: Queries,
  row: Pick<Row, 'id' | 'document' | 'sealed_options'>,
): Promise<StoredConnection> {
  return {
    connection: connectionOf(context, row),
    enabledClients: await enabledClients(context, queries, row.id),
  };
}

async function findConnection(
  context: StoreContext,
  queries: Queries,
  id: string,
): Promise<StoredConnection | undefined> {
  const row = await connectionById(context, queries, id).executeTakeFirst();
  return row && fromRow(context, queries, row);
}

async function findConnectionToChange(
  context: StoreContext,
  queries: Queries,
  id: string,
): Promise<StoredConnection | undefined> {
  const row = await forChange(queries, connectionById(context, queries, id)).executeTakeFirst();
  return row && fromRow(context, queries, row);
}

function connectionById({ tenant }: StoreContext, queries: Queries, id: string) {
  return queries.selectFrom('connections').selectAll().where('tenant_id', '=', tenant).where('id', '=', id);
}

function filtered({ db, tenant }: StoreContext, filter: ConnectionFilter) {
  let query = db.selectFrom('connections').where('tenant_id', '=', tenant);
  if (filter.name !== undefined) query = query.where('name', '=', filter.name);
  if (filter.strategies) query = query.where('strategy', 'in', filter.strategies);
  if (filter.domainAlias !== undefined)
    query = query.where('domain_aliases', 'like', `%|${filter.domainAlias.toLowerCase()}|%`);
  const { clientId } = filter;
  if (clientId !== undefined)
    query = query.where('id', 'in', (eb) =>
      eb
        .selectFrom('connection_clients')
        .select('connection_clients.connection_id')
        .where('connection_clients.tenant_id', '=', tenant)
        .where('connection_clients.client_id', '=', clientId),
    );
  return query;
}
