import { noticeDays, shownAfterExpiry } from '@clientele/model';
import type { Logger } from 'pino';
import type { TenantStorage } from '../storage/port/port.js';
import type { ExpiringCount } from '../telemetry/metrics.js';
import type { Tenants } from '../tenancy/tenants.js';
import { repeat } from './repeat.js';
import type { EndUpkeep } from './upkeep.js';

const minute = 60_000;
const day = 86_400_000;
/** Rows of one transaction. */
const batch = 100;
/** Counting further would cost more than the figure is worth. */
const mostCounted = 10_000;

/** What is known of coming expiries, and the end of watching them. */
export interface ExpiryWatch {
  /** How many secrets, keys and certificates expire soon, or have; as of the last minute. */
  counts(): readonly ExpiringCount[];
  end: EndUpkeep;
}

/** What watching expiries needs to know. */
export interface ExpiryWatchOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Whether this server's clock is known to be right; otherwise no notice is given. */
  clockIsRight?: (() => boolean) | undefined;
  logger: Logger;
}

/** Gives notice of what expires soon, each minute, and counts it for the metrics. docs/decisions/0121 */
export function watchExpiries(tenants: Pick<Tenants, 'all'>, options: ExpiryWatchOptions): ExpiryWatch {
  const { now, clockIsRight = () => true, logger } = options;
  let counted: readonly ExpiringCount[] = [];
  let ended = false;
  const { end } = repeat(minute, async () => {
    const counts: ExpiringCount[] = [];
    for (const { id: tenant, storage } of tenants.all())
      try {
        if (clockIsRight()) await giveNotices(storage, { logger, isEnded: () => ended });
        if (!ended) counts.push(...(await countOf(storage, now())));
      } catch (error) {
        logger.error({ err: error, tenant }, 'what expires soon could not be looked through');
      }
    counted = counts;
  });
  return {
    counts: () => counted,
    end() {
      ended = true;
      return end();
    },
  };
}

async function giveNotices(
  { id: tenant, deadlines }: TenantStorage,
  { logger, isEnded }: { logger: Logger; isEnded: () => boolean },
): Promise<void> {
  for (let more = true; more && !isEnded(); ) {
    const noticed = await deadlines.giveNotice(batch);
    for (const { clientId, ...notice } of noticed.given)
      logger.warn({ tenant, client_id: clientId, ...notice }, 'a secret or key of a client expires soon');
    more = noticed.more;
    // Requests that came in the meantime go first.
    await new Promise(setImmediate);
  }
}

async function countOf({ id: tenant, deadlines }: TenantStorage, now: number): Promise<ExpiringCount[]> {
  const counts: ExpiringCount[] = [];
  for (const kind of ['secret', 'credential'] as const) {
    const count = (from: number, to: number) => deadlines.countExpiring(kind, { from, to }, mostCounted);
    counts.push({ tenant, kind, within: 'expired', count: await count(now - shownAfterExpiry, now) });
    for (const days of noticeDays)
      counts.push({ tenant, kind, within: `${days}d`, count: await count(now + 1, now + days * day) });
  }
  return counts;
}
