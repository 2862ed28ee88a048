import type { ClientGrant } from '@clientele/model';
import type { Admit, Window } from '../port/listing.js';
import type { ClientGrantFilter, ClientGrantStore } from '../port/stores.js';
import type { StoreContext } from './context.js';
import { afterPosition, countRows, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, listedRows } from './listed-rows.js';
import { isUnfiltered, readTotal } from './totals.js';

/** Client grants, read; see the port for the promises. */
export function clientGrantStore(context: StoreContext): ClientGrantStore {
  return {
    async find(id) {
      const row = await clientGrantById(context, id).executeTakeFirst();
      return row && (JSON.parse(row.document) as ClientGrant);
    },
    async findRevised(id) {
      const row = await clientGrantById(context, id).select('updated_at').executeTakeFirst();
      return row && { grant: JSON.parse(row.document) as ClientGrant, updatedAt: Number(row.updated_at) };
    },
    findForClient: (clientId, resourceServerId) => findForClient(context, clientId, resourceServerId),
    list: (filter, window, admit) => listClientGrants(context, { filter, window, admit }),
    count: (filter) =>
      isUnfiltered(filter) ? readTotal(context, 'client_grants') : countRows(filtered(context, filter)),
  };
}

/** What a default grant is held by, in place of a client. */
export function defaultHolder(defaultFor: string): string {
  return `default_for:${defaultFor}`;
}

/** The grant of a client itself, or else the default one of third-party clients where it is such a client. third-party-clients.md */
async function findForClient(
  { reader, tenant }: StoreContext,
  clientId: string,
  resourceServerId: string,
): Promise<ClientGrant | undefined> {
  const rows = await reader
    .selectFrom('client_grants')
    .select(['holder', 'document'])
    .where('tenant_id', '=', tenant)
    .where('holder', 'in', [clientId, defaultHolder('third_party_clients')])
    .where('resource_server_id', '=', resourceServerId)
    .where('subject_type', '=', 'client')
    .where((eb) =>
      eb('holder', '=', clientId).or(
        eb.exists(
          eb
            .selectFrom('clients')
            .select('clients.client_id')
            .where('clients.tenant_id', '=', tenant)
            .where('clients.client_id', '=', clientId)
            .where('clients.is_first_party', '=', 0),
        ),
      ),
    )
    .execute();
  const row = rows.find(({ holder }) => holder === clientId) ?? rows[0];
  return row && (JSON.parse(row.document) as ClientGrant);
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
      large: async ({ id }) => (await clientGrantById(context, id).executeTakeFirst())?.document,
      item: (text, { identifier }) => ({
        grant: JSON.parse(text) as ClientGrant,
        audience: identifier ?? context.managementIdentifier,
      }),
      position: (row) => positionOf(row, row.id),
    },
    admit,
  );
}

/** Finds one grant by its id. */
export function clientGrantById({ reader, tenant }: StoreContext, id: string) {
  return reader
    .selectFrom('client_grants')
    .select('document')
    .where('tenant_id', '=', tenant)
    .where('id', '=', id);
}

function filtered({ reader, tenant }: StoreContext, filter: ClientGrantFilter) {
  let query = reader.selectFrom('client_grants').where('client_grants.tenant_id', '=', tenant);
  if (filter.clientId !== undefined) query = query.where('client_grants.client_id', '=', filter.clientId);
  if (filter.resourceServerId !== undefined)
    query = query.where('client_grants.resource_server_id', '=', filter.resourceServerId);
  if (filter.subjectType !== undefined)
    query = query.where('client_grants.subject_type', '=', filter.subjectType);
  if (filter.defaultFor !== undefined)
    query = query.where('client_grants.holder', '=', defaultHolder(filter.defaultFor));
  if (filter.allowAnyOrganization !== undefined)
    query = query.where('client_grants.allow_any_organization', '=', filter.allowAnyOrganization ? 1 : 0);
  return query;
}
