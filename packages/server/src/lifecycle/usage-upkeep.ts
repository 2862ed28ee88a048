import type { Logger } from 'pino';
import type { Tenants } from '../tenancy/tenants.js';
import { repeat } from './repeat.js';
import type { EndUpkeep } from './upkeep.js';

/** How long a counted use is in memory only, and so what a crash may lose. docs/decisions/0117 */
const writeEvery = 1000;
const minute = 60_000;
const batch = 1000;

/**
 * Writes down how secrets and credentials are used, at an interval and once more at the end; returns once it is noted that
 * this server counts.
 */
export async function writeUsage(tenants: Pick<Tenants, 'all'>, logger: Logger): Promise<EndUpkeep> {
  let failing = false;
  const each = async (act: (tenant: ReturnType<Tenants['all']>[number]) => Promise<void>) => {
    for (const tenant of tenants.all()) {
      try {
        await act(tenant);
        failing = false;
      } catch (error) {
        // An outage is one line, not one for each second of it.
        if (!failing)
          logger.error({ err: error, tenant: tenant.id }, 'the use of secrets could not be written');
        failing = true;
      }
    }
  };
  const { first, end } = repeat(writeEvery, () => each(({ storage }) => storage.usage.flush()));
  await first;
  return async () => {
    await end();
    failing = false;
    await each(({ storage }) => storage.usage.end());
  };
}

/** Adds up old counts of use, and forgets older ones, in small batches; nothing while the clock may be wrong. */
export function tendUsage(
  tenants: Pick<Tenants, 'all'>,
  { clockIsRight = () => true, logger }: { clockIsRight?: (() => boolean) | undefined; logger: Logger },
): EndUpkeep {
  let ended = false;
  const { end } = repeat(minute, async () => {
    if (!clockIsRight()) return;
    for (const { id, storage } of tenants.all())
      try {
        // Requests that came in the meantime go first.
        while ((await storage.usage.tend(batch)) && !ended) await new Promise(setImmediate);
      } catch (error) {
        logger.error({ err: error, tenant: id }, 'counts of use could not be added up');
      }
  });
  return () => {
    ended = true;
    return end();
  };
}
