import { largestClockDifference } from '@clientele/model';
import type { Logger } from 'pino';
import { catchUpSearch } from '../storage/database/client-search.js';
import type { OpenDatabase } from '../storage/database/engine.js';
import type { OutageListener } from '../storage/database/outage.js';
import type { TenantStorage } from '../storage/port/port.js';
import type { Tenant, Tenants } from '../tenancy/tenants.js';
import { repeat } from './repeat.js';

const minute = 60_000;
const day = 86_400_000;

/** Ends work off the request path, and waits for a run in progress. */
export type EndUpkeep = () => Promise<void>;

/** What sweeps need to know. */
export interface SweepOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Whether this server's clock is known to be right; otherwise nothing is deleted. */
  clockIsRight?: () => boolean;
  /** Days for which the log is kept; 0 is for ever. */
  logRetentionDays: number;
  logger: Logger;
}

const sweepBatch = 1000;
/** Answers are larger than what else is swept. */
const answerBatch = 100;
/** Longer than any window of failures lasts. */
const countsKept = 5 * minute;

/** Deletes expired assertions, retired secrets, kept answers whose day is over, sessions of the console that have ended, failure counts of earlier minutes and old events of the log in small batches. */
export function sweepExpired(
  tenants: Pick<Tenants, 'all'>,
  { now, clockIsRight = () => true, logRetentionDays, logger }: SweepOptions,
): EndUpkeep {
  let ended = false;
  const sweep = async (what: string, deleteSome: (limit: number) => Promise<number>, limit = sweepBatch) => {
    try {
      // Requests that came in the meantime go first.
      while ((await deleteSome(limit)) === limit && !ended) await new Promise(setImmediate);
    } catch (error) {
      logger.error({ err: error }, `${what} could not be deleted`);
    }
  };
  const sweepTenant = async (storage: TenantStorage) => {
    const { assertionReplays, answers, clientSecrets, failureCounts, logEvents, sessions } = storage;
    // The clock of another server may be behind by as much.
    const before = now() - largestClockDifference;
    await sweep('expired assertions', (limit) => assertionReplays.sweep(before, limit));
    await sweep('retired secrets', (limit) => clientSecrets.sweep(before, limit));
    await sweep('kept answers', (limit) => answers.sweep(before, limit), answerBatch);
    await sweep('ended sessions', (limit) => sessions.sweep(before, limit));
    if (failureCounts)
      await sweep('old failure counts', (limit) => failureCounts.sweep(before - countsKept, limit));
    if (logRetentionDays === 0) return;
    await sweep('old log events', (limit) => logEvents.sweep(before - logRetentionDays * day, limit));
  };
  const { end } = repeat(minute, async () => {
    if (clockIsRight()) for (const { storage } of tenants.all()) await sweepTenant(storage);
  });
  return () => {
    ended = true;
    return end();
  };
}

/**
 * Reads the signing keys again, which other servers may have changed, and rotates those that are due; returns after the
 * first run. signing-keys.md
 */
export async function refreshSigningKeys(
  tenants: Pick<Tenants, 'all'>,
  { rotationDays, logger }: { rotationDays: number; logger: Logger },
): Promise<EndUpkeep> {
  const refreshKeys = async ({ id, keys }: Tenant) => {
    try {
      await keys.refresh();
      await keys.rotateAfter(rotationDays);
    } catch (error) {
      logger.error({ err: error, tenant: id }, 'signing keys could not be refreshed or rotated');
    }
  };
  const { first, end } = repeat(minute, async () => {
    for (const tenant of tenants.all()) await refreshKeys(tenant);
  });
  await first;
  return end;
}

/** Lets clients be found that servers of an earlier version have written, as long as such share the database. docs/decisions/0086 */
export function keepSearchable(engine: OpenDatabase, logger: Logger): EndUpkeep {
  const { end } = repeat(minute, () =>
    catchUpSearch(engine).catch((error) =>
      logger.error({ err: error }, 'what clients are searched by could not be written'),
    ),
  );
  return end;
}

/** How long a counted token is in memory only, and so what a crash may lose. docs/decisions/0030 */
const writeCountsEvery = 1000;

/** Writes token counts to the database at an interval, and once more at the end. */
export function writeTokenCounts(tenants: Pick<Tenants, 'all'>, logger: Logger): EndUpkeep {
  const write = async () => {
    for (const { id, storage } of tenants.all())
      await storage.tokenCounts
        .flush()
        .catch((error) => logger.error({ err: error, tenant: id }, 'token counts could not be written'));
  };
  const { end } = repeat(writeCountsEvery, write);
  return () => end().then(write);
}

/** Logs each outage of the database when it begins and when it ends. */
export function outageLog(logger: Logger): OutageListener {
  let began = 0;
  return {
    began(cause) {
      began = performance.now();
      logger.error({ err: cause }, 'the database is not available');
    },
    ended() {
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      logger.warn({ seconds }, 'the database is available again');
    },
  };
}
