import { nextUsageStep, rollUpUse, type UsageStep, usageStepStart, usageSteps } from '@clientele/model';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import type { Additions } from './additions.js';
import { endSilent, forgetObservers } from './observers.js';
import { type CountRow, countRow, stepNumber, useCountOf } from './rows.js';
import { keptSources } from './uses.js';
import type { Used } from './writer.js';

/** One batch of upkeep after the other; see the port. */
export function tending(
  context: TenantContext,
  { adding, takeUsed }: { adding: Additions; takeUsed: () => Used[] },
): (batch: number) => Promise<boolean> {
  let used: Used[] = [];
  return async (batch) => {
    const { now } = context;
    if (used.length === 0) {
      await endSilent(context);
      await forgetObservers(context, now() - usageSteps.hour.keptFor);
      used = takeUsed();
    }
    const some = used.slice(0, batch);
    used = used.slice(batch);
    if (some.length > 0) await forgetSources(context, some);
    const moved: number[] = [];
    for (const step of ['minute', 'hour', 'day'] as const)
      moved.push(await addUpOld(context, adding, { step, limit: batch }));
    return used.length > 0 || moved.some((count) => count === batch);
  };
}

/** Forgets all but the latest sources of some secrets and credentials. */
async function forgetSources(
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
 * Counts of a step that are kept no longer become counts of the next one, or are forgotten; a row that another server is at
 * is left to it, so that each is added once. Returns how many there were.
 */
function addUpOld(
  context: TenantContext,
  adding: Additions,
  { step, limit }: { step: UsageStep; limit: number },
): Promise<number> {
  const next = step === 'day' ? undefined : nextUsageStep[step];
  const before = usageStepStart(context.now() - usageSteps[step].keptFor, next ?? 'day');
  return inTransaction(context.engine.db, async (trx) => {
    const rows = await takeOld(context, trx, { step, before, limit });
    if (next) {
      const sums = rollUpUse(
        rows.map((row) => useCountOf(row, step)),
        next,
      );
      await adding.counts(
        trx,
        sums.map((one) => countRow(context.tenant, one)),
      );
    }
    return rows.length;
  });
}

function takeOld(
  { engine: { locks }, tenant }: TenantContext,
  trx: Transaction<Tables>,
  { step, before, limit }: { step: UsageStep; before: number; limit: number },
): Promise<CountRow[]> {
  const key = ['client_id', 'credential_id', 'at', 'api', 'outcome'] as const;
  return trx
    .deleteFrom('usage_counts')
    .where('tenant_id', '=', tenant)
    .where('step', '=', stepNumber(step))
    .where((eb) => {
      const old = eb
        .selectFrom('usage_counts')
        .select(key)
        .where('tenant_id', '=', tenant)
        .where('step', '=', stepNumber(step))
        .where('at', '<', before)
        .orderBy('at')
        .limit(limit);
      return eb(eb.refTuple(...key), 'in', locks.unlessLocked(old).$asTuple(...key));
    })
    .returningAll()
    .execute();
}
