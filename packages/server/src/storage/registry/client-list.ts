import type { ClientCore } from '@clientele/model';
import type { Listed, Position, Window } from '../port/listing.js';
import type { ClientFilter, ClientReading, ClientWithSecret } from '../port/stores.js';
import { type ClientDocument, readDocument, storedClient } from './client-documents.js';
import { readSecrets } from './client-secrets.js';
import type { StoreContext } from './context.js';
import { afterPosition, countRows, offsetOf, positionOf } from './list-window.js';
import { bytesOf, ifSmall, listedRows } from './listed-rows.js';
import { isUnfiltered, readTotal } from './totals.js';

/** All clients are counted as they come and go, and the global one can be looked up; other lists are counted here. */
export async function countClients(context: StoreContext, filter: ClientFilter): Promise<number> {
  const { isGlobal, ...others } = filter;
  if (isGlobal !== true && isUnfiltered(others)) {
    const total = await readTotal(context, 'clients');
    return isGlobal === undefined ? total : total - (await countClients(context, { isGlobal: true }));
  }
  return countRows(filtered(context, filter));
}

function filtered({ reader, tenant }: StoreContext, filter: ClientFilter) {
  let query = reader.selectFrom('clients').where('tenant_id', '=', tenant);
  if (filter.isGlobal !== undefined) query = query.where('is_global', '=', filter.isGlobal ? 1 : 0);
  if (filter.isFirstParty !== undefined)
    query = query.where('is_first_party', '=', filter.isFirstParty ? 1 : 0);
  if (filter.appTypes) query = query.where('app_type', 'in', filter.appTypes);
  if (filter.clientIds) query = query.where('client_id', 'in', filter.clientIds);
  if (filter.externalClientId !== undefined)
    query = query.where('external_client_id', '=', filter.externalClientId);
  // No grant is for an organization, since there are none.
  if (filter.withGrant && 'organizationId' in filter.withGrant) query = query.where((eb) => eb.lit(false));
  else if (filter.withGrant)
    query = query.where('client_id', 'in', (eb) =>
      eb
        .selectFrom('client_grants')
        .select('client_grants.client_id')
        .where('client_grants.tenant_id', '=', tenant)
        .where('client_grants.allow_any_organization', '=', 1)
        .where('client_grants.client_id', 'is not', null)
        .$castTo<{ client_id: string }>(),
    );
  return query;
}

/** Which clients are listed, and how. */
export interface ClientListing extends ClientReading {
  filter: ClientFilter;
  window: Window;
}

/** One window of the clients that a filter leaves, oldest first. */
export async function* listClients(
  context: StoreContext,
  { filter, window, withSecret, admit }: ClientListing,
): AsyncGenerator<Listed<ClientWithSecret>> {
  const rows = await windowOf(context, filter, window)
    .select(['client_id', 'created_at', 'updated_at'])
    .select([bytesOf('document').as('bytes'), ifSmall('document').as('small')])
    .execute();
  yield* listedClients(context, rows, {
    withSecret,
    admit,
    position: (row) => positionOf(row, row.client_id),
  });
}

/** A row of a list of clients, with its document where that is small. */
export interface ClientRow extends Omit<ClientDocument, 'document'> {
  client_id: string;
  bytes: number;
  small: string | null;
}

/** The clients of some rows, in their order. */
export async function* listedClients<Row extends ClientRow>(
  context: StoreContext,
  rows: readonly Row[],
  { withSecret, admit, position }: ClientReading & { position: (row: Row) => Position },
): AsyncGenerator<Listed<ClientWithSecret>> {
  const secrets = withSecret
    ? await readSecrets(
        context,
        rows.map((row) => row.client_id),
      )
    : new Map<string, { client_secret: string }>();
  yield* listedRows(
    rows,
    {
      small: ({ small, created_at, updated_at }) =>
        small === null ? undefined : { document: small, created_at, updated_at },
      large: ({ client_id }) => readDocument(context, { clientId: client_id }),
      item: (read, { client_id }) => Object.assign(storedClient(read), secrets.get(client_id)),
      position,
    },
    admit,
  );
}

/** The same window, of which only the cores are read. */
export async function* listClientCores(
  context: StoreContext,
  filter: ClientFilter,
  window: Window,
): AsyncGenerator<Listed<ClientCore>> {
  const rows = await windowOf(context, filter, window).select(['client_id', 'created_at', 'core']).execute();
  for (const row of rows)
    yield { item: JSON.parse(row.core) as ClientCore, position: positionOf(row, row.client_id) };
}

function windowOf(context: StoreContext, filter: ClientFilter, window: Window) {
  return filtered(context, filter)
    .orderBy('created_at')
    .orderBy('client_id')
    .where(afterPosition(window, 'created_at', 'client_id'))
    .limit(window.limit)
    .offset(offsetOf(window));
}
