import { managementScopes, type ResourceServer } from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { Admit, Listed, Position, Window } from '../port/listing.js';
import type { FoundResourceServer, ResourceServerFilter, ResourceServerStore } from '../port/stores.js';
import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';
import { afterPosition, countRows, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, isLarge, listedRows } from './listed-rows.js';
import { searchResourceServers } from './resource-server-search.js';
import { isUnfiltered, readTotal } from './totals.js';

type Row = Tables['resource_servers'];

/** The columns that are read to show an API, beside its document. */
const shownColumns = [
  'tenant_id',
  'id',
  'identifier',
  'created_at',
  'updated_at',
  'client_id',
  'sealed_signing_secret',
] as const satisfies readonly (keyof Row)[];

/** APIs, read; see the port for the promises. */
export function resourceServerStore(context: StoreContext): ResourceServerStore {
  return {
    findById: (id, admit) => readOne(context, byId(context, id), admit),
    findByIdentifier: (identifier, admit) => readOne(context, byIdentifier(context, identifier), admit),
    list: (filter, window, admit) => listResourceServers(context, { filter, window, admit }),
    async search(search, window, admit) {
      const { places, next } = await searchResourceServers(context, search, window);
      return { items: await resourceServersAt(context, places, admit), next };
    },
    count: (filter) =>
      isUnfiltered(filter) ? readTotal(context, 'resource_servers') : countRows(filtered(context, filter)),
  };
}

/** An API as it is stored. */
export function fromRow(context: StoreContext, row: Omit<Row, 'recent_changes'>): FoundResourceServer {
  const updatedAt = Number(row.updated_at);
  const document = JSON.parse(row.document) as Omit<ResourceServer, 'identifier'>;
  const resourceServer: ResourceServer = {
    ...document,
    identifier: row.identifier ?? context.managementIdentifier,
    ...(row.identifier === null && { scopes: [...managementScopes] }),
    ...(row.client_id !== null && { client_id: row.client_id }),
  };
  if (row.sealed_signing_secret === null) return { resourceServer, updatedAt };
  const place = sealedPlace('resource_servers', context.tenant, row.id);
  const signingSecret = context.seals.open(row.sealed_signing_secret, place);
  return { resourceServer, signingSecret, updatedAt };
}

/** Finds one API by its id. */
export function byId({ reader, tenant }: StoreContext, id: string) {
  return reader.selectFrom('resource_servers').where('tenant_id', '=', tenant).where('id', '=', id);
}

/** Reads one API; one that is large, once it is admitted. */
async function readOne(
  context: StoreContext,
  api: ReturnType<typeof byId>,
  admit?: Admit,
): Promise<FoundResourceServer | undefined> {
  if (admit) {
    const size = await api.select([bytesOf('document').as('bytes')]).executeTakeFirst();
    if (size && isLarge(size.bytes)) await admit(size.bytes);
  }
  const row = await api.select([...shownColumns, 'document']).executeTakeFirst();
  return row && fromRow(context, row);
}

function byIdentifier({ reader, tenant, managementIdentifier }: StoreContext, identifier: string) {
  const apis = reader.selectFrom('resource_servers').where('tenant_id', '=', tenant);
  return identifier === managementIdentifier
    ? apis.where('identifier', 'is', null)
    : apis.where('identifier', '=', identifier);
}

async function* listResourceServers(
  context: StoreContext,
  { filter, window, admit }: { filter: ResourceServerFilter; window: Window; admit: Admit | undefined },
): ReturnType<ResourceServerStore['list']> {
  const rows = await filtered(context, filter)
    .select(shownColumns)
    .select([bytesOf('document').as('bytes'), ifSmall('document').as('small')])
    .orderBy('created_at')
    .orderBy('id')
    .where(afterPosition(window, 'created_at', 'id'))
    .limit(window.limit)
    .offset(offsetOf(window))
    .execute();
  yield* listedApis(context, rows, { admit, position: (row) => positionOf(row, row.id) });
}

type ListedRow = Pick<Row, (typeof shownColumns)[number]> & { bytes: number; small: string | null };

/** The APIs of some rows, in their order. */
function listedApis(
  context: StoreContext,
  rows: readonly ListedRow[],
  { admit, position }: { admit: Admit | undefined; position: (row: ListedRow) => Position },
): AsyncGenerator<Listed<FoundResourceServer>> {
  return listedRows(
    rows,
    {
      small: (row) => (row.small === null ? undefined : { ...row, document: row.small }),
      large: ({ id }) =>
        byId(context, id)
          .select([...shownColumns, 'document'])
          .executeTakeFirst(),
      item: (row) => fromRow(context, row),
      position,
    },
    admit,
  );
}

/** The APIs at some places, in the order of these. */
async function resourceServersAt(
  context: StoreContext,
  places: readonly Position[],
  admit: Admit | undefined,
): Promise<AsyncGenerator<Listed<FoundResourceServer>>> {
  const rows = await context.reader
    .selectFrom('resource_servers')
    .select(shownColumns)
    .select([bytesOf('document').as('bytes'), ifSmall('document').as('small')])
    .where('tenant_id', '=', context.tenant)
    .where('id', 'in', places.length === 0 ? [''] : places.map(({ id }) => id))
    .execute();
  const byPlace = new Map(rows.map((row) => [row.id, row]));
  const positions = new Map(places.map((place) => [place.id, place]));
  return listedApis(
    context,
    places.flatMap(({ id }) => byPlace.get(id) ?? []),
    { admit, position: (row) => positions.get(row.id) ?? positionOf(row, row.id) },
  );
}

function filtered(
  { reader, tenant, managementIdentifier }: StoreContext,
  { identifiers }: ResourceServerFilter,
) {
  const query = reader.selectFrom('resource_servers').where('tenant_id', '=', tenant);
  if (!identifiers) return query;
  return query.where((eb) =>
    identifiers.includes(managementIdentifier)
      ? eb.or([eb('identifier', 'in', identifiers), eb('identifier', 'is', null)])
      : eb('identifier', 'in', identifiers),
  );
}
