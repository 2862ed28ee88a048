import type { Client, ClientCore, Credential } from '@clientele/model';
import { forChange } from '../database/row-locks.js';
import type { Queries, Tables } from '../database/tables.js';
import { inTransaction } from '../database/transaction.js';
import { changedProperties, recordChange } from '../log/record-change.js';
import { ConflictError } from '../port/errors.js';
import type {
  Actor,
  ClientAuthentication,
  ClientReading,
  ClientStore,
  ClientWithSecret,
  SecretDigest,
} from '../port/port.js';
import { readDocument } from './client-documents.js';
import { insertClientGrant } from './client-grants.js';
import { countClients, listClientCores, listClients } from './client-list.js';
import { deleteSecrets, insertSecret, readSecrets } from './client-secrets.js';
import type { StoreContext } from './context.js';
import { storedJson } from './stored-json.js';
import { addToTotals } from './totals.js';

/** Clients with their secrets; see the port for the promises. */
export function clientStore(context: StoreContext): ClientStore {
  const { db } = context;
  return {
    create: (entry, by) =>
      inTransaction(db, async (trx) => {
        await insertClient(context, trx, entry);
        await recordChange(context, trx, {
          object: 'client',
          action: 'create',
          id: entry.client.client_id,
          by,
        });
        if (entry.grant)
          await recordChange(context, trx, {
            object: 'client_grant',
            action: 'create',
            id: entry.grant.id,
            of: entry.client.client_id,
            by,
          });
      }),
    find: (clientId, options) => findClient(context, clientId, options),
    secret: async (clientId) => (await readSecrets(context, db, [clientId])).get(clientId)?.client_secret,
    core: (clientId) => readCore(context, clientId),
    list: (filter, window, options) => listClients(context, { filter, window, ...options }),
    listCores: (filter, window) => listClientCores(context, filter, window),
    count: (filter) => countClients(context, filter),
    update: (clientId, change, by) => updateClient(context, { clientId, change, by }),
    delete: (clientId, by) => deleteClient(context, clientId, by),
    async authentication(clientId) {
      const stored = await readAuthentication(context, clientId);
      return stored && authenticationAt(stored, context.now());
    },
  };
}

/** What authenticates a client, whatever of it has expired by now. */
export interface StoredAuthentication {
  client: ClientCore;
  secrets: (SecretDigest & { expiresAt: number | null })[];
  credentials: Credential[];
}

/** Asks the same questions for a client that is not there, so that the answer takes as long. */
export async function readAuthentication(
  context: StoreContext,
  clientId: string,
): Promise<StoredAuthentication | undefined> {
  const { db, tenant, seals } = context;
  const client = await readCore(context, clientId);
  const secrets = await db
    .selectFrom('client_secrets')
    .select(['digest', 'digest_key as key', 'expires_at as expiresAt'])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .execute();
  const credentials = await readCredentials(context, db, clientId);
  await seals.learnDigestKeys(
    db,
    secrets.map(({ key }) => key),
  );
  return client && { client, secrets, credentials };
}

/** Reads the core of one client, and nothing of the document that may be large. docs/decisions/0073 */
export async function readCore(
  { db, tenant }: StoreContext,
  clientId: string,
): Promise<ClientCore | undefined> {
  const row = await db
    .selectFrom('clients')
    .select('core')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row && (JSON.parse(row.core) as ClientCore);
}

/** What of it authenticates at a time. */
export function authenticationAt(
  { client, secrets, credentials }: StoredAuthentication,
  now: number,
): ClientAuthentication {
  const live = secrets.filter(({ expiresAt }) => expiresAt === null || Number(expiresAt) > now);
  return { client, secretDigests: live.map(({ digest, key }) => ({ digest, key })), credentials };
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

/** Writes a new client with all that belongs to it, inside the caller's transaction. */
export async function insertClient(
  context: StoreContext,
  queries: Queries,
  entry: Parameters<ClientStore['create']>[0],
): Promise<void> {
  const { tenant, now } = context;
  const { client, secret, credentials, resourceServerId, grant } = entry;
  const inserted = await queries
    .insertInto('clients')
    .values({ tenant_id: tenant, client_id: client.client_id, created_at: now(), ...columns(client) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n) throw new ConflictError('client');
  await insertSecret(context, queries, client.client_id, secret);
  for (const credential of credentials)
    await insertCredential(context, queries, client.client_id, credential);
  if (resourceServerId !== undefined)
    await queries
      .updateTable('resource_servers')
      .set({ client_id: client.client_id })
      .where('tenant_id', '=', tenant)
      .where('id', '=', resourceServerId)
      .execute();
  await addToTotals(context, queries, { clients: 1 });
  if (grant) await insertClientGrant(context, queries, grant);
}

/** Writes a credential of a client, inside the caller's transaction. */
export async function insertCredential(
  { tenant, now }: StoreContext,
  queries: Queries,
  clientId: string,
  credential: Credential,
): Promise<void> {
  await queries
    .insertInto('credentials')
    .values({
      tenant_id: tenant,
      client_id: clientId,
      id: credential.id,
      created_at: now(),
      document: storedJson('credential', credential),
    })
    .execute();
}

/** A client's credentials, oldest first. */
export async function readCredentials(
  { tenant }: StoreContext,
  queries: Queries,
  clientId: string,
): Promise<Credential[]> {
  const rows = await queries
    .selectFrom('credentials')
    .select('document')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ document }) => JSON.parse(document) as Credential);
}

/** Reads one client, with its newest secret where asked for and readable. */
export async function findClient(
  context: StoreContext,
  clientId: string,
  { withSecret, admit }: ClientReading = {},
): Promise<ClientWithSecret | undefined> {
  const document = await readDocument(context, context.db, { clientId, admit });
  if (document === undefined) return undefined;
  const client = JSON.parse(document) as Client;
  if (!withSecret) return client;
  const secrets = await readSecrets(context, context.db, [clientId]);
  return { ...client, ...secrets.get(clientId) };
}

/** Reads one client that the caller's transaction is about to change, or to add to; whatever belongs to it waits for it. */
export async function findClientToChange(
  { tenant }: StoreContext,
  queries: Queries,
  clientId: string,
): Promise<Client | undefined> {
  const query = queries
    .selectFrom('clients')
    .select('document')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId);
  const row = await forChange(queries, query).executeTakeFirst();
  return row && (JSON.parse(row.document) as Client);
}

function updateClient(
  context: StoreContext,
  { clientId, change, by }: { clientId: string; change: Parameters<ClientStore['update']>[1]; by: Actor },
): Promise<Client | undefined> {
  return inTransaction(context.db, async (trx) => {
    const current = await findClientToChange(context, trx, clientId);
    if (!current) return undefined;
    const next = change(current, await readCredentials(context, trx, clientId));
    await writeClient(context, trx, { client: next.client, current });
    if (next.secret !== undefined) {
      await deleteSecrets(context, trx, clientId);
      await insertSecret(context, trx, clientId, next.secret);
    }
    const properties = changedProperties(current, next.client);
    if (next.secret !== undefined) properties.push('client_secret');
    await recordChange(context, trx, { object: 'client', action: 'update', id: clientId, properties, by });
    return next.client;
  });
}

/** Replaces the stored state of a client, inside the caller's transaction. */
export async function writeClient(
  { tenant }: StoreContext,
  queries: Queries,
  { client, current }: { client: Client; current: Client },
): Promise<void> {
  await queries
    .updateTable('clients')
    .set(columns(client, current))
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', client.client_id)
    .execute();
}

function deleteClient(context: StoreContext, clientId: string, by: Actor): Promise<boolean> {
  return inTransaction(context.db, async (trx) => {
    if (!(await findClientToChange(context, trx, clientId))) return false;
    const grants = await trx
      .deleteFrom('client_grants')
      .where('tenant_id', '=', context.tenant)
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    await trx
      .deleteFrom('clients')
      .where('tenant_id', '=', context.tenant)
      .where('client_id', '=', clientId)
      .execute();
    await trx
      .updateTable('resource_servers')
      .set({ client_id: null })
      .where('tenant_id', '=', context.tenant)
      .where('client_id', '=', clientId)
      .execute();
    await trx
      .deleteFrom('assertion_replays')
      .where('tenant_id', '=', context.tenant)
      .where('client_id', '=', clientId)
      .execute();
    await recordChange(context, trx, { object: 'client', action: 'delete', id: clientId, by });
    await addToTotals(context, trx, { clients: -1, client_grants: -Number(grants.numDeletedRows) });
    return true;
  });
}
