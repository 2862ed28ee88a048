import { nextUsageStep, rollUpUse, type UsageStep, usageStepStart, usageSteps } from '@clientele/model';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables.js';
import type { TenantContext } from '../database/tenant-context.js';
import { inTransaction } from '../database/transaction.js';
import type { Additions } from './additions.js';
import { endSilent, forgetObservers } from './observers.js';
import { type CountRow, countRow, stepNumber, useCountOf } from './rows.js';
import { forgetOlder, forgottenOfGone } from './sources.js';
import type { Used } from './writer.js';

/** One batch of upkeep after the other; see the port. */
export function tending(
  context: TenantContext,
  { adding, takeUsed }: { adding: Additions; takeUsed: () => Used[] },
): (batch: number) => Promise<boolean> {
  let used: Used[] = [];
  const forgetGone = forgottenOfGone(context);
  return async (batch) => {
    const { now } = context;
    if (used.length === 0) {
      await endSilent(context);
      await forgetObservers(context, now() - usageSteps.hour.keptFor);
      await forgetGone();
      used = takeUsed();
    }
    const some = used.slice(0, batch);
    used = used.slice(batch);
    if (some.length > 0) await forgetOlder(context, some);
    const moved: number[] = [];
    for (const step of ['minute', 'hour', 'day'] as const)
      moved.push(await addUpOld(context, adding, { step, limit: batch }));
    return used.length > 0 || moved.some((count) => count === batch);
  };
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
