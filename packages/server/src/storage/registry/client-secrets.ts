import { randomUUID } from 'node:crypto';
import type { Queries } from '../database/tables.js';
import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';

/** Writes a secret of a client, inside the caller's transaction: its digest, and sealed where it may be read again. */
export async function insertSecret(
  { tenant, seals, now, clientSecrets }: StoreContext,
  queries: Queries,
  clientId: string,
  secret: string,
): Promise<void> {
  const id = randomUUID();
  const seal = await seals.forWriting(queries);
  await queries
    .insertInto('client_secrets')
    .values({
      tenant_id: tenant,
      client_id: clientId,
      id,
      digest: seals.secretDigest({ tenant, clientId, secret }, seal.keyId),
      digest_key: seal.keyId,
      sealed:
        clientSecrets === 'readable'
          ? seal.seal(secret, sealedPlace('client_secrets', tenant, clientId, id))
          : null,
      created_at: now(),
      expires_at: null,
      last_used_at: null,
    })
    .execute();
}

/** The newest readable secret of each of the clients. */
export async function readSecrets(
  { tenant, seals }: StoreContext,
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
    const place = sealedPlace('client_secrets', tenant, client_id, id);
    secrets.set(client_id, { client_secret: seals.open(sealed, place) });
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
