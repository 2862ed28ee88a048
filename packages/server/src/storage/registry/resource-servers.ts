import { managementScopes, type ResourceServer } from '@clientele/model';
import { forChange, forReference } from '../database/row-locks.js';
import type { Queries, Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { changedProperties, recordChange } from '../log/record-change.js';
import { ConflictError } from '../port/errors.js';
import type {
  Actor,
  Admit,
  ResourceServerFilter,
  ResourceServerStore,
  StoredResourceServer,
  Window,
} from '../port/port.js';
import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';
import { afterPosition, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, isLarge, listedRows } from './listed-rows.js';
import { storedJson } from './stored-json.js';
import { addToTotals, isUnfiltered, readTotal } from './totals.js';

type Row = Tables['resource_servers'];

/** APIs; see the port for the promises. */
export function resourceServerStore(context: StoreContext): ResourceServerStore {
  const { db } = context;
  return {
    create: (entry, by) =>
      inTransaction(db, async (trx) => {
        await insertResourceServer(context, trx, entry);
        const { id } = entry.resourceServer;
        await recordChange(context, trx, { object: 'resource_server', action: 'create', id, by });
      }),
    findById: (id, admit) => readOne(context, byId(context, db, id), admit),
    findByIdentifier: (identifier, admit) => readOne(context, byIdentifier(context, identifier), admit),
    list: (filter, window, admit) => listResourceServers(context, { filter, window, admit }),
    async count(filter) {
      if (isUnfiltered(filter)) return readTotal(context, 'resource_servers');
      const { count } = await filtered(context, filter)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    update: (id, change, by) => updateResourceServer(context, { id, change, by }),
    delete: (id, by) =>
      inTransaction(db, async (trx) => {
        const api = trx
          .selectFrom('resource_servers')
          .select('id')
          .where('tenant_id', '=', context.tenant)
          .where('id', '=', id);
        if (!(await forChange(trx, api).executeTakeFirst())) return false;
        const grants = await trx
          .deleteFrom('client_grants')
          .where('tenant_id', '=', context.tenant)
          .where('resource_server_id', '=', id)
          .executeTakeFirst();
        await trx
          .deleteFrom('resource_servers')
          .where('tenant_id', '=', context.tenant)
          .where('id', '=', id)
          .execute();
        await recordChange(context, trx, { object: 'resource_server', action: 'delete', id, by });
        await addToTotals(context, trx, {
          client_grants: -Number(grants.numDeletedRows),
          resource_servers: -1,
        });
        return true;
      }),
  };
}

async function insertResourceServer(
  context: StoreContext,
  queries: Queries,
  entry: StoredResourceServer,
): Promise<void> {
  const inserted = await queries
    .insertInto('resource_servers')
    .values({
      tenant_id: context.tenant,
      id: entry.resourceServer.id,
      created_at: context.now(),
      client_id: null,
      ...(await columns(context, queries, entry)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('identifier');
  await addToTotals(context, queries, { resource_servers: 1 });
}

async function columns(
  context: StoreContext,
  queries: Queries,
  { resourceServer, signingSecret }: StoredResourceServer,
  current?: ResourceServer,
): Promise<Pick<Row, 'identifier' | 'sealed_signing_secret' | 'document'>> {
  const { identifier } = resourceServer;
  const isManagement = identifier === context.managementIdentifier;
  return {
    identifier: isManagement ? null : identifier,
    sealed_signing_secret:
      signingSecret === undefined
        ? null
        : (await context.seals.forWriting(queries)).seal(
            signingSecret,
            sealedPlace('resource_servers', context.tenant, resourceServer.id),
          ),
    document: storedJson('API', documentOf(context, resourceServer), current && documentOf(context, current)),
  };
}

/** Without what has a column of its own; and the scopes of the Management API are those that this version knows. */
function documentOf(
  { managementIdentifier }: StoreContext,
  { identifier, ...document }: ResourceServer,
): object {
  return identifier === managementIdentifier ? { ...document, scopes: undefined } : document;
}

function fromRow(context: StoreContext, row: Row): StoredResourceServer {
  const document = JSON.parse(row.document) as Omit<ResourceServer, 'identifier'>;
  const resourceServer: ResourceServer = {
    ...document,
    identifier: row.identifier ?? context.managementIdentifier,
    ...(row.identifier === null && { scopes: [...managementScopes] }),
    ...(row.client_id !== null && { client_id: row.client_id }),
  };
  if (row.sealed_signing_secret === null) return { resourceServer };
  const place = sealedPlace('resource_servers', context.tenant, row.id);
  const signingSecret = context.seals.open(row.sealed_signing_secret, place);
  return { resourceServer, signingSecret };
}

function byId({ tenant }: StoreContext, queries: Queries, id: string) {
  return queries.selectFrom('resource_servers').where('tenant_id', '=', tenant).where('id', '=', id);
}

/** Reads one API; one that is large, once it is admitted. */
async function readOne(
  context: StoreContext,
  api: ReturnType<typeof byId>,
  admit?: Admit,
): Promise<StoredResourceServer | undefined> {
  if (admit) {
    const size = await api.select([bytesOf('document').as('bytes')]).executeTakeFirst();
    if (size && isLarge(size.bytes)) await admit(size.bytes);
  }
  const row = await api.selectAll().executeTakeFirst();
  return row && fromRow(context, row);
}

function byIdentifier({ db, tenant, managementIdentifier }: StoreContext, identifier: string) {
  const apis = db.selectFrom('resource_servers').where('tenant_id', '=', tenant);
  return identifier === managementIdentifier
    ? apis.where('identifier', 'is', null)
    : apis.where('identifier', '=', identifier);
}

async function* listResourceServers(
  context: StoreContext,
  { filter, window, admit }: { filter: ResourceServerFilter; window: Window; admit: Admit | undefined },
): ReturnType<ResourceServerStore['list']> {
  const query = filtered(context, filter)
    .select(['tenant_id', 'id', 'identifier', 'created_at', 'client_id', 'sealed_signing_secret'])
    .select([bytesOf('document').as('bytes'), ifSmall('document').as('small')])
    .orderBy('created_at')
    .orderBy('id')
    .where(afterPosition(window, 'created_at', 'id'))
    .limit(window.limit)
    .offset(offsetOf(window));
  yield* listedRows(
    await query.execute(),
    {
      small: (row) => (row.small === null ? undefined : { ...row, document: row.small }),
      large: ({ id }) => byId(context, context.db, id).selectAll().executeTakeFirst(),
      item: (row) => fromRow(context, row),
      position: (row) => positionOf(row, row.id),
    },
    admit,
  );
}

/** Whether there is an API, which stays until the caller's transaction ends. */
export async function hasResourceServer(
  { tenant }: StoreContext,
  queries: Queries,
  id: string,
): Promise<boolean> {
  const query = queries
    .selectFrom('resource_servers')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id);
  return (await forReference(queries, query).executeTakeFirst()) !== undefined;
}

function filtered({ db, tenant, managementIdentifier }: StoreContext, { identifiers }: ResourceServerFilter) {
  const query = db.selectFrom('resource_servers').where('tenant_id', '=', tenant);
  if (!identifiers) return query;
  return query.where((eb) =>
    identifiers.includes(managementIdentifier)
      ? eb.or([eb('identifier', 'in', identifiers), eb('identifier', 'is', null)])
      : eb('identifier', 'in', identifiers),
  );
}

function updateResourceServer(
  context: StoreContext,
  { id, change, by }: { id: string; change: Parameters<ResourceServerStore['update']>[1]; by: Actor },
): Promise<StoredResourceServer | undefined> {
  return inTransaction(context.db, async (trx) => {
    const row = await forChange(trx, byId(context, trx, id).selectAll()).executeTakeFirst();
    if (!row) return undefined;
    const current = fromRow(context, row);
    const next = change(current);
    await trx
      .updateTable('resource_servers')
      .set(await columns(context, trx, next, current.resourceServer))
      .where('tenant_id', '=', context.tenant)
      .where('id', '=', current.resourceServer.id)
      .execute();
    const properties = changedProperties(current.resourceServer, next.resourceServer);
    if (current.signingSecret !== next.signingSecret) properties.push('signing_secret');
    await recordChange(context, trx, {
      object: 'resource_server',
      action: 'update',
      id: current.resourceServer.id,
      properties,
      by,
    });
    return next;
  });
}
