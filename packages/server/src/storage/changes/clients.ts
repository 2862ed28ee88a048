import { type Client, changedProperties, firstRevision, nextRevision, type Revision } from '@clientele/model';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import { insertSearch, updateSearch } from '../database/client-search.js';
import type { Tables } from '../database/tables.js';
import type { ChangingClients, NewClient, Precondition } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import type { StoredClient } from '../port/stores.js';
import { clientStore, findClientToChange } from '../registry/clients.js';
import type { StoreContext } from '../registry/context.js';
import { readCredentials } from '../registry/credentials.js';
import { revisionValues, timesOf } from '../registry/revisions.js';
import type { Change } from './change.js';
import { createClientGrant } from './client-grants.js';
import { insertCredential } from './credential-rows.js';
import { insertSecret, replaceSecret } from './secret-rows.js';
import { storedJson } from './stored-json.js';

/** Clients inside a change; see the port for the promises. */
export function changingClients(change: Change): ChangingClients {
  return {
    ...clientStore(change),
    create: async (entry) => timesOf(await createClient(change, entry)),
    update: (clientId, to, precondition) => updateClient(change, clientId, { to, precondition }),
    delete: (clientId, precondition) => deleteClient(change, clientId, precondition),
  };
}

/** Makes a client with all that belongs to it; `first` writes before everything else. */
export async function createClient(
  change: Change,
  entry: NewClient,
  first: (rows: Transaction<Tables>) => Promise<void> = async () => undefined,
): Promise<Revision> {
  const revision = firstRevision(change.now());
  const { client, secret, credentials, resourceServerId, grant } = entry;
  const { client_id: id } = client;
  await change.write({ object: 'client', action: 'create', id }, async (rows) => {
    await first(rows);
    await insertClient(change, rows, { client, revision });
    await insertSearch(rows, [{ tenant: change.tenant, client, revision }]);
    await insertSecret(change, rows, id, secret);
    for (const credential of credentials) await insertCredential(change, rows, id, credential);
    if (resourceServerId !== undefined) await linkApi(change, rows, { id: resourceServerId, clientId: id });
  });
  if (resourceServerId !== undefined) change.outdate({ what: 'resource servers' });
  change.count({ clients: 1 });
  if (grant) await createClientGrant(change, grant);
  return revision;
}

async function linkApi(
  { tenant, now }: StoreContext,
  rows: Transaction<Tables>,
  { id, clientId }: { id: string; clientId: string },
): Promise<void> {
  await rows
    .updateTable('resource_servers')
    .set({ client_id: clientId, ...laterRevision(now()) })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute();
}

/** For an API whose client comes or goes: its own properties stay, and it shows something else. */
function laterRevision(now: number): { updated_at: RawBuilder<number>; recent_changes: null } {
  return {
    updated_at: sql<number>`case when updated_at < ${now} then ${now} else updated_at + 1 end`,
    recent_changes: null,
  };
}

async function updateClient(
  change: Change,
  clientId: string,
  { to, precondition }: { to: Parameters<ChangingClients['update']>[1]; precondition: ClientPrecondition },
): Promise<StoredClient | undefined> {
  const stored = await findClientToChange(change, clientId);
  if (!stored) return undefined;
  await precondition?.({ object: stored.client, revision: stored.revision });
  const { client: current } = stored;
  const { client, secret } = to(current, await readCredentials(change, clientId));
  const properties = changedProperties(current, client);
  if (secret !== undefined) properties.push('client_secret');
  const revision = nextRevision(stored.revision, properties, change.now());
  await change.write({ object: 'client', action: 'update', id: clientId, properties }, async (rows) => {
    if (properties.length > 0) await replaceClient(change, rows, { client, current, revision });
    if (secret === undefined) return;
    await replaceSecret(change, rows, { clientId, ...secret });
  });
  return { ...client, ...timesOf(revision) };
}

type ClientPrecondition = Precondition<Client> | undefined;

async function deleteClient(
  change: Change,
  clientId: string,
  precondition: ClientPrecondition,
): Promise<boolean> {
  const { tenant, now } = change;
  const stored = await findClientToChange(change, clientId);
  await precondition?.(stored && { object: stored.client, revision: stored.revision });
  if (!stored) return false;
  await change.write({ object: 'client', action: 'delete', id: clientId }, async (rows) => {
    const grants = await rows
      .deleteFrom('client_grants')
      .where('tenant_id', '=', tenant)
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    await rows
      .deleteFrom('clients')
      .where('tenant_id', '=', tenant)
      .where('client_id', '=', clientId)
      .execute();
    await rows
      .updateTable('resource_servers')
      .set({ client_id: null, ...laterRevision(now()) })
      .where('tenant_id', '=', tenant)
      .where('client_id', '=', clientId)
      .execute();
    await rows
      .deleteFrom('assertion_replays')
      .where('tenant_id', '=', tenant)
      .where('client_id', '=', clientId)
      .execute();
    change.count({ clients: -1, client_grants: -Number(grants.numDeletedRows) });
  });
  return true;
}

/** Writes a new client. @throws ConflictError for an id in use. */
async function insertClient(
  { tenant }: StoreContext,
  rows: Transaction<Tables>,
  { client, revision }: { client: Client; revision: Revision },
): Promise<void> {
  const inserted = await rows
    .insertInto('clients')
    .values({
      tenant_id: tenant,
      client_id: client.client_id,
      created_at: revision.createdAt,
      search_due: 0,
      ...columns({ client, revision }),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client');
}

/** Replaces the stored state of a client. */
export async function replaceClient(
  { tenant }: StoreContext,
  rows: Transaction<Tables>,
  { client, current, revision }: { client: Client; current: Client; revision: Revision },
): Promise<void> {
  await rows
    .updateTable('clients')
    .set(columns({ client, current, revision }))
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', client.client_id)
    .execute();
  await updateSearch(rows, { tenant, client, before: current, revision });
}

/** The document of a client and the columns by which it is found, drawn from it. */
function columns({
  client,
  current,
  revision,
}: {
  client: Client;
  current?: Client;
  revision: Revision;
}): Omit<
  Tables['clients'],
  'tenant_id' | 'client_id' | 'created_at' | 'core' | 'secret_max_age' | 'search_due'
> {
  return {
    ...revisionValues(revision),
    is_global: client.global ? 1 : 0,
    is_first_party: client.is_first_party === false ? 0 : 1,
    app_type: client.app_type ?? null,
    external_client_id: client.external_client_id ?? null,
    document: storedJson('client', client, current),
  };
}
