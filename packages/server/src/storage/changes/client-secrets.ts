import { randomUUID } from 'node:crypto';
import type { Queries } from '../database/tables.js';
import type { StoreContext } from '../registry/context.js';
import { sealedPlace } from '../seals/places.js';

/** Writes a secret of a client, inside the caller's transaction: its digest, and sealed where it may be read again. */
export async function insertSecret(
  { tenant, seals, now, clientSecrets }: StoreContext,
  rows: Queries,
  clientId: string,
  secret: string,
): Promise<void> {
  const id = randomUUID();
  const seal = await seals.forWriting(rows);
  await rows
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
      name: null,
      state: 'primary',
      hint: null,
      created_by: null,
      primary_since: null,
    })
    .execute();
}

/** Takes all secrets of a client away, inside the caller's transaction. */
export async function deleteSecrets(
  { tenant }: StoreContext,
  rows: Queries,
  clientId: string,
): Promise<void> {
  await rows
    .deleteFrom('client_secrets')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .execute();
}
