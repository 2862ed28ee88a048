import type { Connection } from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { Window } from '../port/listing.js';
import type {
  ConnectionFilter,
  ConnectionReading,
  ConnectionStore,
  StoredConnection,
} from '../port/stores.js';
import { sealedPlace } from '../seals/places.js';
import { clientCount, enabledClients, listConnectionClients } from './connection-clients.js';
import type { StoreContext } from './context.js';
import { afterPosition, countRows, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, isLarge, listedRows } from './listed-rows.js';

type Row = Tables['connections'];

/** Connections, read; see the port for the promises. */
export function connectionStore(context: StoreContext): ConnectionStore {
  return {
    async find(id) {
      const row = await connectionById(context, id).executeTakeFirst();
      return row && fromRow(context, row);
    },
    list: (filter, window, reading) => listConnections(context, { filter, window, ...reading }),
    count: (filter) => countRows(filtered(context, filter)),
    clients: (id, window) => listConnectionClients(context, id, window),
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
      large: ({ id }) => connectionById(context, id).executeTakeFirst(),
      item: async (row) => ({
        connection: connectionOf(context, row),
        enabledClients: withClients ? await enabledClients(context, row.id) : [],
      }),
      position: (row) => positionOf(row, row.id),
    },
    admit,
  );
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

/** A connection as it is stored, with its clients. */
export async function fromRow(
  context: StoreContext,
  row: Pick<Row, 'id' | 'document' | 'sealed_options'>,
): Promise<StoredConnection> {
  return {
    connection: connectionOf(context, row),
    enabledClients: await enabledClients(context, row.id),
  };
}

/** Finds one connection by its id. */
export function connectionById({ reader, tenant }: StoreContext, id: string) {
  return reader.selectFrom('connections').selectAll().where('tenant_id', '=', tenant).where('id', '=', id);
}

function filtered({ reader, tenant }: StoreContext, filter: ConnectionFilter) {
  let query = reader.selectFrom('connections').where('tenant_id', '=', tenant);
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
