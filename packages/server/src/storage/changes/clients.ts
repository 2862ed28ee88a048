import { type Client, changedProperties } from '@clientele/model';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { ChangingClients, NewClient } from '../port/change.js';
import { ConflictError } from '../port/errors.js';
import { clientStore, findClientToChange } from '../registry/clients.js';
import type { StoreContext } from '../registry/context.js';
import { readCredentials } from '../registry/credentials.js';
import type { Change } from './change.js';
import { createClientGrant } from './client-grants.js';
import { deleteSecrets, insertSecret } from './client-secrets.js';
import { insertCredential } from './credential-rows.js';
import { storedJson } from './stored-json.js';

/** Clients inside a change; see the port for the promises. */
export function changingClients(change: Change): ChangingClients {
  return {
    ...clientStore(change),
    create: (entry) => createClient(change, entry),
    update: (clientId, next) => updateClient(change, clientId, next),
    delete: (clientId) => deleteClient(change, clientId),
  };
}

/** Makes a client with all that belongs to it; `first` writes before everything else. */
export async function createClient(
  change: Change,
  entry: NewClient,
  first: (rows: Transaction<Tables>) => Promise<void> = async () => undefined,
): Promise<void> {
  const { client, secret, credentials, resourceServerId, grant } = entry;
  const { client_id: id } = client;
  await change.write({ object: 'client', action: 'create', id }, async (rows) => {
    await first(rows);
    await insertClient(change, rows, client);
    await insertSecret(change, rows, id, secret);
    for (const credential of credentials) await insertCredential(change, rows, id, credential);
    if (resourceServerId !== undefined) await linkApi(change, rows, { id: resourceServerId, clientId: id });
  });
  if (resourceServerId !== undefined) change.outdate({ what: 'resource servers' });
  change.count({ clients: 1 });
  if (grant) await createClientGrant(change, grant);
}

async function linkApi(
  { tenant }: StoreContext,
  rows: Transaction<Tables>,
  { id, clientId }: { id: string; clientId: string },
): Promise<void> {
  await rows
    .updateTable('resource_servers')
    .set({ client_id: clientId })
    .where('tenant_id', '=', tenant)
    .where('id', '=', id)
    .execute();
}

async function updateClient(
  change: Change,
  clientId: string,
  to: Parameters<ChangingClients['update']>[1],
): Promise<Client | undefined> {
  const current = await findClientToChange(change, clientId);
  if (!current) return undefined;
  const { client, secret } = to(current, await readCredentials(change, clientId));
  const properties = changedProperties(current, client);
  if (secret !== undefined) properties.push('client_secret');
  await change.write({ object: 'client', action: 'update', id: clientId, properties }, async (rows) => {
    await replaceClient(change, rows, { client, current });
    if (secret === undefined) return;
    await deleteSecrets(change, rows, clientId);
    await insertSecret(change, rows, clientId, secret);
  });
  return client;
}

async function deleteClient(change: Change, clientId: string): Promise<boolean> {
  const { tenant } = change;
  if (!(await findClientToChange(change, clientId))) return false;
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
      .set({ client_id: null })
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
  { tenant, now }: StoreContext,
  rows: Transaction<Tables>,
  client: Client,
): Promise<void> {
  const inserted = await rows
    .insertInto('clients')
    .values({ tenant_id: tenant, client_id: client.client_id, created_at: now(), ...columns(client) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client');
}

/** Replaces the stored state of a client. */
export async function replaceClient(
  { tenant }: StoreContext,
  rows: Transaction<Tables>,
  { client, current }: { client: Client; current: Client },
): Promise<void> {
  await rows
    .updateTable('clients')
    .set(columns(client, current))
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', client.client_id)
    .execute();
}

/** The document of a client and the columns by which it is found, drawn from it. */
function columns(
  client: Client,
  current?: Client,
): Omit<Tables['clients'], 'tenant_id' | 'client_id' | 'created_at' | 'core'> {
  return {
    is_global: client.global ? 1 : 0,
    is_first_party: client.is_first_party === false ? 0 : 1,
    app_type: client.app_type ?? null,
    external_client_id: client.external_client_id ?? null,
    document: storedJson('client', client, current),
  };
}
