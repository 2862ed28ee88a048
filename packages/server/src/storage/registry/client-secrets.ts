import { type ClientSecret, isThere, type SecretState } from '@clientele/model';
import type { Tables } from '../database/tables.js';
import type { ClientSecretStore, IdentifiedSecret } from '../port/stores.js';
import { sealedPlace } from '../seals/places.js';
import type { StoreContext } from './context.js';

/** What is known of the secrets of clients, read; see the port for the promises. */
export function clientSecretStore(context: StoreContext): ClientSecretStore {
  return {
    async list(clientId) {
      const now = context.now();
      return (await readClientSecrets(context, clientId)).filter((secret) => isThere(secret, now));
    },
    identify: (secretId) => identify(context, secretId),
    text: (clientId, secretId) => readText(context, clientId, secretId),
    sweep: (before, limit) => endOverdue(context, before, limit),
  };
}

/** What is over stays as a digest alone. */
async function endOverdue(
  { engine: { db, locks }, tenant }: StoreContext,
  before: number,
  limit: number,
): Promise<number> {
  const overdue = db
    .selectFrom('client_secrets')
    .select('id')
    .where('tenant_id', '=', tenant)
    .where('state', '=', 'retiring')
    .where('expires_at', '<', before)
    .limit(limit);
  const { numUpdatedRows } = await db
    .updateTable('client_secrets')
    .set({ state: 'ended', sealed: null })
    .where('tenant_id', '=', tenant)
    .where('state', '=', 'retiring')
    .where('id', 'in', () => locks.unlessLocked(overdue))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** All secrets of a client, also those that have ended, newest first. */
export async function readClientSecrets(
  { tenant, reader }: StoreContext,
  clientId: string,
): Promise<ClientSecret[]> {
  const rows = await reader
    .selectFrom('client_secrets')
    .select(known)
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toSecret);
}

/** docs/decisions/0120 */
async function readText(
  { tenant, reader, seals }: StoreContext,
  clientId: string,
  id: string,
): Promise<string | undefined> {
  const row = await reader
    .selectFrom('client_secrets')
    .select('sealed')
    .where('tenant_id', '=', tenant)
    .where('client_id', '=', clientId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.sealed === null) return undefined;
  return seals.open(row.sealed, sealedPlace('client_secrets', tenant, clientId, id));
}

async function identify(
  { tenant, reader, seals }: StoreContext,
  secretId: string,
): Promise<IdentifiedSecret | undefined> {
  const row = await reader
    .selectFrom('client_secrets')
    .select([...known, 'client_id', 'digest', 'digest_key'])
    .where('tenant_id', '=', tenant)
    .where('id', '=', secretId)
    .executeTakeFirst();
  if (!row) return undefined;
  // Keys are not kept for what has ended.
  if (!(await seals.canDigestUnder(reader, row.digest_key))) return undefined;
  return { clientId: row.client_id, secret: toSecret(row), digest: row.digest, key: row.digest_key };
}

const known = [
  'id',
  'name',
  'state',
  'hint',
  'created_at',
  'created_by',
  'expires_at',
  'primary_since',
] as const satisfies (keyof Tables['client_secrets'])[];

function toSecret(row: Pick<Tables['client_secrets'], (typeof known)[number]>): ClientSecret {
  return {
    id: row.id,
    state: row.state as SecretState | 'ended',
    name: row.name ?? undefined,
    hint: row.hint ?? undefined,
    createdAt: Number(row.created_at),
    createdBy: row.created_by ?? undefined,
    expiresAt: row.expires_at === null ? undefined : Number(row.expires_at),
    primarySince: row.primary_since === null ? undefined : Number(row.primary_since),
  };
}

/** The primary secret of each of the clients, where it can be read. */
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
    .where('state', '=', 'primary')
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
