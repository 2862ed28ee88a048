import type { ClientGrant } from '@clientele/model';
import { forChange, forReference } from '../database/row-locks.js';
import type { Queries } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { changedProperties, recordChange } from '../log/record-change.js';
import { AbsentError, ConflictError } from '../port/errors.js';
import type { Admit, ClientGrantFilter, ClientGrantStore, Window } from '../port/port.js';
import type { StoreContext } from './context.js';
import { afterPosition, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, listedRows } from './listed-rows.js';
import { hasResourceServer } from './resource-servers.js';
import { storedJson } from './stored-json.js';
import { addToTotals, isUnfiltered, readTotal } from './totals.js';

/** Client grants; see the port for the promises. */
export function clientGrantStore(context: StoreContext): ClientGrantStore {
  const { db, tenant } = context;
  return {
    create: (grant, by) =>
      inTransaction(db, async (trx) => {
        await insertClientGrant(context, trx, grant);
        const event = {
          object: 'client_grant',
          action: 'create',
          id: grant.id,
          of: grant.client_id,
        } as const;
        await recordChange(context, trx, { ...event, by });
      }),
    async find(id) {
      const row = await clientGrantById(context, db, id).executeTakeFirst();
      return row && (JSON.parse(row.document) as ClientGrant);
    },
    async findForClient(clientId, resourceServerId) {
      const row = await db
        .selectFrom('client_grants')
        .select('document')
        .where('tenant_id', '=', tenant)
        .where('holder', '=', clientId)
        .where('resource_server_id', '=', resourceServerId)
        .where('subject_type', '=', 'client')
        .executeTakeFirst();
      return row && (JSON.parse(row.document) as ClientGrant);
    },
    list: (filter, window, admit) => listClientGrants(context, { filter, window, admit }),
    async count(filter) {
      if (isUnfiltered(filter)) return readTotal(context, 'client_grants');
      const { count } = await filtered(context, filter)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    update: (id, change, by) =>
      inTransaction(db, async (trx) => {
        const row = await forChange(trx, clientGrantById(context, trx, id)).executeTakeFirst();
        if (!row) return undefined;
        const current = JSON.parse(row.document) as ClientGrant;
        const next = change(current);
        await trx
          .updateTable('client_grants')
          .set({
            document: storedJson('client grant', next, current),
            allow_any_organization: next.allow_any_organization ? 1 : 0,
          })
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .execute();
        const event = { object: 'client_grant', action: 'update', id, of: next.client_id } as const;
        // Callers know nothing of the generation.
        const properties = changedProperties(current, next).filter((name) => name !== 'scope_generation');
        await recordChange(context, trx, { ...event, properties, by });
        return next;
      }),
    delete: (id, by) =>
      inTransaction(db, async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('client_grants')
          .where('tenant_id', '=', tenant)
          .where('id', '=', id)
          .executeTakeFirst();
        if (numDeletedRows === 0n) return false;
        await recordChange(context, trx, { object: 'client_grant', action: 'delete', id, by });
        await addToTotals(context, trx, { client_grants: -1 });
        return true;
      }),
  };
}

async function* listClientGrants(
  context: StoreContext,
  { filter, window, admit }: { filter: ClientGrantFilter; window: Window; admit: Admit | undefined },
): ReturnType<ClientGrantStore['list']> {
  const document = 'client_grants.document';
  const query = filtered(context, filter)
    .innerJoin('resource_servers as api', (join) =>
      join
        .onRef('api.tenant_id', '=', 'client_grants.tenant_id')
        .onRef('api.id', '=', 'client_grants.resource_server_id'),
    )
    .select(['client_grants.id', 'client_grants.created_at', 'api.identifier'])
    .select([bytesOf(document).as('bytes'), ifSmall(document).as('small')])
    .orderBy('client_grants.created_at')
    .orderBy('client_grants.id')
    .where(afterPosition(window, 'client_grants.created_at', 'client_grants.id'))
    .limit(window.limit)
    .offset(offsetOf(window));
  const rows = await query.execute();
  yield* listedRows(
    rows,
    {
      small: ({ small }) => small ?? undefined,
      large: async ({ id }) => (await clientGrantById(context, context.db, id).executeTakeFirst())?.document,
      item: (text, { identifier }) => ({
        grant: JSON.parse(text) as ClientGrant,
        audience: identifier ?? context.managementIdentifier,
      }),
      position: (row) => positionOf(row, row.id),
    },
    admit,
  );
}

/** Who a grant is for: a client, or a default that stands for a kind of clients. */
function holder(grant: ClientGrant): string {
  return grant.client_id ?? `default_for:${grant.default_for}`;
}

/** Writes a new grant, inside the caller's transaction. */
export async function insertClientGrant(
  context: StoreContext,
  queries: Queries,
  grant: ClientGrant,
): Promise<void> {
  if (grant.client_id !== undefined) await requireClient(context, queries, grant.client_id);
  if (!(await hasResourceServer(context, queries, grant.resource_server_id)))
    throw new AbsentError('resource server');
  const { tenant, now } = context;
  const inserted = await queries
    .insertInto('client_grants')
    .values({
      tenant_id: tenant,
      id: grant.id,
      holder: holder(grant),
      client_id: grant.client_id ?? null,
      resource_server_id: grant.resource_server_id,
      subject_type: grant.subject_type,
      allow_any_organization: grant.allow_any_organization ? 1 : 0,
      created_at: now(),
      document: storedJson('client grant', grant),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client grant');
  await addToTotals(context, queries, { client_grants: 1 });
}

async function requireClient({ tenant }: StoreContext, queries: Queries, clientId: string): Promise<void> {
  const query = queries
    .selectFrom('clients')
    .select('client_id')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId);
  if (!(await forReference(queries, query).executeTakeFirst())) throw new AbsentError('client');
}

function clientGrantById({ tenant }: StoreContext, queries: Queries, id: string) {
  return queries
    .selectFrom('client_grants')
    .select('document')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id);
}

function filtered({ db, tenant }: StoreContext, filter: ClientGrantFilter) {
  let query = db.selectFrom('client_grants').where('client_grants.tenant_id', '=', tenant);
  if (filter.clientId !== undefined) query = query.where('client_grants.client_id', '=', filter.clientId);
  if (filter.resourceServerId !== undefined)
    query = query.where('client_grants.resource_server_id', '=', filter.resourceServerId);
  if (filter.subjectType !== undefined)
    query = query.where('client_grants.subject_type', '=', filter.subjectType);
  if (filter.defaultFor !== undefined)
    query = query.where('client_grants.holder', '=', `default_for:${filter.defaultFor}`);
  if (filter.allowAnyOrganization !== undefined)
    query = query.where('client_grants.allow_any_organization', '=', filter.allowAnyOrganization ? 1 : 0);
  return query;
}
