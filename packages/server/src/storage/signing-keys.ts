import { recordChange } from './log-events.js';
import type { SigningKeyRecord, SigningKeyStore } from './storage.js';
import type { Queries, StoreContext } from './store-context.js';

/** Keys that sign access tokens; see the port for the promises. */
export function signingKeyStore(context: StoreContext): SigningKeyStore {
  const { db, tenant, seal } = context;
  return {
    list: () => readSigningKeys(context, db),
    addFirst: (key) =>
      db.transaction().execute(async (trx) => {
        const present = await readSigningKeys(context, trx);
        if (present.length > 0) return present;
        await trx
          .insertInto('signing_keys')
          .values({
            tenant_id: tenant,
            kid: key.kid,
            created_at: key.createdAt,
            public_key: key.publicKeyPem,
            sealed_private_key: seal.seal(key.privateKeyPem, place(tenant, key.kid)),
          })
          .execute();
        await recordChange(context, trx, { object: 'signing_key', action: 'create', id: key.kid, by: {} });
        return [key];
      }),
  };
}

function place(tenant: string, kid: string) {
  return { tenant, table: 'signing_keys', row: kid, column: 'sealed_private_key' };
}

async function readSigningKeys(
  { tenant, seal }: StoreContext,
  queries: Queries,
): Promise<SigningKeyRecord[]> {
  const rows = await queries
    .selectFrom('signing_keys')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    kid: row.kid,
    createdAt: Number(row.created_at),
    publicKeyPem: row.public_key,
    privateKeyPem: seal.open(row.sealed_private_key, place(tenant, row.kid)),
  }));
}
