import type { Client } from '@clientele/model';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import { ConflictError } from '../port/errors.js';
import type { StoreContext } from '../registry/context.js';
import { storedJson } from './stored-json.js';

/** Writes a new client. @throws ConflictError for an id in use. */
export async function insertClient(
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
