import { randomUUID } from 'node:crypto';
import type { Queries, StoreContext } from './store-context.js';

/** Writes a secret of a client, inside the caller's transaction: its digest, and sealed where it may be read again. */
export async function insertSecret(
  { tenant, seal, now, clientSecrets }: StoreContext,
  queries: Queries,
  clientId: string,
  secret: string,
): Promise<void> {
  const id = randomUUID();
  const place = { tenant, table: 'client_secrets', row: `${clientId}/${id}`, column: 'sealed' };
  await queries
    .insertInto('client_secrets')
    .values({
      tenant_id: tenant,
      client_id: clientId,
      id,
      digest: seal.secretDigest(secret, tenant, clientId),
      sealed: clientSecrets === 'readable' ? seal.seal(secret, place) : null,
      created_at: now(),
      expires_at: null,
      last_used_at: null,
    })
    .execute();
}

/** The newest readable secret of each of the clients. */
export async function readSecrets(
  { tenant, seal }: StoreContext,
  queries: Queries,
  clientIds: string[],
): Promise<Map<string, { client_secret: string }>> {
  if (clientIds.length === 0) return new Map();
  const rows = await queries
    .selectFrom('client_secrets')
    .select(['client_id', 'id', 'sealed'])
    .where('tenant_id', '=', tenant)
    .where('client_id', 'in', clientIds)
    .where('sealed', 'is not', null)
    .orderBy('created_at')
    .execute();
  const secrets = new Map<string, { client_secret: string }>();
  for (const { client_id, id, sealed } of rows) {
    if (sealed === null) continue;
    const place = { tenant, table: 'client_secrets', row: `${client_id}/${id}`, column: 'sealed' };
    secrets.set(client_id, { client_secret: seal.open(sealed, place) });
  }
  return secrets;
}

/** Takes all secrets of a client away, inside the caller's transaction. */
export async function deleteSecrets(
  { tenant }: StoreContext,
  queries: Queries,
  clientId: string,
): Promise<void> {
  await queries
    .deleteFrom('client_secrets')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .execute();
}
