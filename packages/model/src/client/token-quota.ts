import { steadyTime } from '../clock-difference.js';
import type { Client } from './metadata.js';

/** What a client may get of its own accord. management-api.md 2.8 */
export type ClientCredentialsQuota = NonNullable<Client['token_quota']>['client_credentials'];

/** How many tokens a client got in the hour and in the day that are open. */
export interface TokenCounts {
  hour: number;
  day: number;
}

/** How a client stands in one window of its quota. */
export interface QuotaStanding {
  window: 'per_hour' | 'per_day';
  quota: number;
  /** Below 0 beyond a quota that is not enforced. */
  remaining: number;
  /** Milliseconds since the epoch at which the next window opens. */
  resetsAt: number;
}

/** Windows are whole hours and days in UTC. docs/decisions/0030 */
const milliseconds = { hour: 3_600_000, day: 86_400_000 };

/**
 * The counts that still hold at a time, of those that held at another one: a clock that was set back a little opens no
 * window anew.
 */
export function openCounts(counts: TokenCounts, { from, to }: { from: number; to: number }): TokenCounts {
  const time = steadyTime(from, to);
  const same = (length: number) => Math.floor(from / length) === Math.floor(time / length);
  return {
    hour: same(milliseconds.hour) ? counts.hour : 0,
    day: same(milliseconds.day) ? counts.day : 0,
  };
}

/** The counts up to which tokens are issued; a quota is enforced unless it says otherwise. management-api.md 2.8 */
export function enforcedLimits({ enforce, per_hour, per_day }: ClientCredentialsQuota): TokenCounts {
  const limit = (quota: number | undefined) =>
    enforce === false || quota === undefined ? Number.POSITIVE_INFINITY : quota;
  return { hour: limit(per_hour), day: limit(per_day) };
}

/** How a client stands in each window for which there is a quota. */
export function quotaStandings(
  { per_hour, per_day }: ClientCredentialsQuota,
  counts: TokenCounts,
  now: number,
): QuotaStanding[] {
  const standing = (window: QuotaStanding['window'], quota: number | undefined, unit: keyof TokenCounts) =>
    quota === undefined
      ? []
      : [{ window, quota, remaining: quota - counts[unit], resetsAt: nextWindow(now, milliseconds[unit]) }];
  return [...standing('per_hour', per_hour, 'hour'), ...standing('per_day', per_day, 'day')];
}

/** At which percentages of a quota an operator is warned. docs/decisions/0094 */
const warningsAt = [60, 80, 100];

/** A quota of which a token has used up so many percent. */
export interface QuotaWarning {
  window: QuotaStanding['window'];
  quota: number;
  percentage: number;
}

/** The warnings that are due with the token that was counted last: each count is reached once in a window. */
export function quotaWarnings(standings: readonly QuotaStanding[]): QuotaWarning[] {
  return standings.flatMap(({ window, quota, remaining }) =>
    warningsAt
      .filter((percentage) => quota - remaining === Math.ceil((quota * percentage) / 100))
      .map((percentage) => ({ window, quota, percentage })),
  );
}

function nextWindow(now: number, length: number): number {
  return (Math.floor(now / length) + 1) * length;
}
