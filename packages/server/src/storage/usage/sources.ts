import { usageSteps } from '@clientele/model';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import { keptSources } from './uses.js';
import type { Used } from './writer.js';

/** Clients that are looked at in one go. */
const clientsAtOnce = 200;

/** Forgets all but the latest sources of some secrets and credentials. */
export async function forgetOlder(
  { engine: { db }, tenant }: TenantContext,
  used: readonly Used[],
): Promise<void> {
  await inTransaction(db, async (trx) => {
    for (const { clientId, credentialId } of used)
      for (const kind of ['address', 'user_agent'] as const) {
        const ofOne = { tenant_id: tenant, client_id: clientId, credential_id: credentialId, kind };
        await trx
          .deleteFrom('usage_sources')
          .where((eb) => eb.and(ofOne))
          .where('last_at', '<', (eb) =>
            eb
              .selectFrom('usage_sources as latest')
              .select('latest.last_at')
              .where((latest) =>
                latest.and({
                  'latest.tenant_id': tenant,
                  'latest.client_id': clientId,
                  'latest.credential_id': credentialId,
                  'latest.kind': kind,
                }),
              )
              .orderBy('latest.last_at', 'desc')
              .offset(keptSources - 1)
              .limit(1),
          )
          .execute();
      }
  });
}

/**
 * Forgets where clients were used from that are gone, and what has not been used for as long as counts are kept: addresses
 * are somebody's. Each call looks at the next clients, after the last one at the first again.
 */
export function forgottenOfGone({ engine: { db }, tenant, now }: TenantContext): () => Promise<void> {
  let after = '';
  return async () => {
    const clients = await db
      .selectFrom('usage_sources')
      .select('client_id')
      .distinct()
      .where('tenant_id', '=', tenant)
      .where('client_id', '>', after)
      .orderBy('client_id')
      .limit(clientsAtOnce)
      .execute();
    const ids = clients.map(({ client_id }) => client_id);
    after = ids.length < clientsAtOnce ? '' : (ids.at(-1) ?? '');
    if (ids.length === 0) return;
    await db
      .deleteFrom('usage_sources')
      .where('tenant_id', '=', tenant)
      .where('client_id', 'in', ids)
      .where((eb) =>
        eb.or([
          eb('last_at', '<', now() - usageSteps.day.keptFor),
          eb.not(
            eb.exists(
              eb
                .selectFrom('clients')
                .select('clients.client_id')
                .whereRef('clients.tenant_id', '=', 'usage_sources.tenant_id')
                .whereRef('clients.client_id', '=', 'usage_sources.client_id'),
            ),
          ),
        ]),
      )
      .execute();
  };
}
