import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';

/** The newest readable secret of each of the clients. */
export async function readSecrets(
  { tenant, seals, reader }: StoreContext,
  clientIds: string[],
): Promise<Map<string, { client_secret: string }>> {
  if (clientIds.length === 0) return new Map();
  const rows = await reader
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
