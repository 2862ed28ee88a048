import type { Client, ClientCore, Credential, Revision } from '@clientele/model';
import { sql } from 'kysely';
import type {
  ClientAuthentication,
  ClientReading,
  ClientStore,
  ClientWithSecret,
  IdleSecret,
  SecretDigest,
} from '../port/stores.js';
import { readDocument, storedClient } from './client-documents.js';
import { countClients, listClientCores, listClients } from './client-list.js';
import { countFound, searchClientCores, searchClients } from './client-search.js';
import { readSecrets } from './client-secrets.js';
import type { StoreContext } from './context.js';
import { readCredentials } from './credentials.js';
import { revisionColumns, revisionOf } from './revisions.js';

/** Clients with their secrets, read; see the port for the promises. */
export function clientStore(context: StoreContext): ClientStore {
  return {
    find: (clientId, options) => findClient(context, clientId, options),
    secret: async (clientId) => (await readSecrets(context, [clientId])).get(clientId)?.client_secret,
    core: (clientId) => readCore(context, clientId),
    list: (filter, window, options) => listClients(context, { filter, window, ...options }),
    listCores: (filter, window) => listClientCores(context, filter, window),
    count: (filter) => countClients(context, filter),
    search: (search, window, options) => searchClients(context, search, { window, ...options }),
    searchCores: (search, window) => searchClientCores(context, search, window),
    countFound: (search, atMost) => countFound(context, search, atMost),
    hasExpressConfiguration: () => hasExpressConfiguration(context),
    async authentication(clientId) {
      const stored = await readAuthentication(context, clientId);
      return stored && authenticationAt(stored, context.now());
    },
  };
}

/** The type is part of the text of the query, as it is of the index. */
async function hasExpressConfiguration({ reader, tenant }: StoreContext): Promise<boolean> {
  const found = await reader
    .selectFrom('clients')
    .select('client_id')
    .where('tenant_id', '=', tenant)
    .where('app_type', '=', sql.lit('express_configuration'))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** What authenticates a client, whatever of it has expired by now. */
export interface StoredAuthentication {
  client: ClientCore;
  secrets: (SecretDigest & { state: string; expiresAt: number | null })[];
  credentials: Credential[];
}

/** Asks the same questions for a client that is not there, so that the answer takes as long. */
export async function readAuthentication(
  context: StoreContext,
  clientId: string,
): Promise<StoredAuthentication | undefined> {
  const { reader, tenant, seals } = context;
  const client = await readCore(context, clientId);
  const secrets = await reader
    .selectFrom('client_secrets')
    .select(['id', 'digest', 'digest_key as key', 'state', 'expires_at as expiresAt'])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .execute();
  const credentials = await readCredentials(context, clientId);
  await seals.learnDigestKeys(
    reader,
    secrets.filter(({ state }) => state !== 'ended').map(({ key }) => key),
  );
  return client && { client, secrets: await comparable(context, secrets), credentials };
}

/** Without those that have ended under a key that is no longer there. */
async function comparable<Secret extends SecretDigest>(
  { reader, seals }: StoreContext,
  secrets: readonly Secret[],
): Promise<Secret[]> {
  const found: Secret[] = [];
  for (const secret of secrets) if (await seals.canDigestUnder(reader, secret.key)) found.push(secret);
  return found;
}

/** Reads the core of one client, and nothing of the document that may be large. docs/decisions/0073 */
async function readCore({ reader, tenant }: StoreContext, clientId: string): Promise<ClientCore | undefined> {
  const row = await reader
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
  const secretDigests: SecretDigest[] = [];
  const idleSecrets: IdleSecret[] = [];
  for (const { id, digest, key, state, expiresAt } of secrets) {
    const isOver = expiresAt !== null && Number(expiresAt) <= now;
    if (state === 'ended' || isOver)
      idleSecrets.push({ id, digest, key, state: 'ended', endedAt: Number(expiresAt) });
    else if (state === 'staged' || state === 'disabled') idleSecrets.push({ id, digest, key, state });
    else secretDigests.push({ id, digest, key });
  }
  return { client, secretDigests, idleSecrets, credentials };
}

/** Reads one client, with its primary secret where asked for and readable. */
export async function findClient(
  context: StoreContext,
  clientId: string,
  { withSecret, admit }: ClientReading = {},
): Promise<ClientWithSecret | undefined> {
  const row = await readDocument(context, { clientId, admit });
  if (!row) return undefined;
  const client = storedClient(row);
  if (!withSecret) return client;
  const secrets = await readSecrets(context, [clientId]);
  return { ...client, ...secrets.get(clientId) };
}

/** Reads one client that is about to be changed, or added to; whatever else would change what belongs to it waits. */
export async function findClientToChange(
  { engine, reader, tenant }: StoreContext,
  clientId: string,
): Promise<{ client: Client; revision: Revision } | undefined> {
  const query = reader
    .selectFrom('clients')
    .select(['document', ...revisionColumns])
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId);
  const row = await engine.locks.forChange(query).executeTakeFirst();
  return row && { client: JSON.parse(row.document) as Client, revision: revisionOf(row) };
}
