import {
  type ClientCore,
  type ClientCredentialsQuota,
  enforcedLimits,
  type QuotaStanding,
  quotaStandings,
  quotaWarnings,
} from '@clientele/model';
import type { FastifyReply } from 'fastify';
import { secondsUntil } from '../limits/fixed-window.js';
import type { Tenant } from '../tenancy/tenants.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal } from './token-refusal.js';

/** Whose quota a token counts against. */
export interface QuotaSubject {
  tenant: Tenant;
  client: ClientCore;
  /** The client's own, or the default of the tenant. */
  quota: ClientCredentialsQuota;
  /** Milliseconds since the epoch. */
  now: number;
  outcome: TokenOutcome;
}

/**
 * Issues a token within the quota of a client, and says in a header how much of it is left. The token is counted
 * before it is made, so that requests at the same time cannot go beyond, and taken back where it could not be made.
 * management-api.md 6, docs/decisions/0030
 * @throws TokenRefusal, with `Retry-After`, where the quota is used up and enforced.
 */
export async function withinQuota<T>(
  { tenant, client: { client_id }, quota, now, outcome }: QuotaSubject,
  reply: FastifyReply,
  issue: () => Promise<T>,
): Promise<T> {
  if (quota.per_hour === undefined && quota.per_day === undefined) return issue();
  const { tokenCounts } = tenant.storage;
  const { counted, counts } = await tokenCounts.add(client_id, { at: now, limits: enforcedLimits(quota) });
  const standings = quotaStandings(quota, counts, now);
  reply.header('auth0-client-quota-limit', quotaHeader(standings, now));
  if (!counted) throw refusal(standings, now);
  for (const { window, remaining } of standings)
    if (remaining === -1) reply.log.warn({ client_id, window }, 'token quota exceeded, but not enforced');
  try {
    const issued = await issue();
    outcome.quotaWarnings = quotaWarnings(standings);
    return issued;
  } catch (error) {
    await tokenCounts.takeBack(client_id, now);
    throw error;
  }
}

/** For each window its name, the quota, what remains of it, and the seconds until it opens anew. management-api.md 6 */
function quotaHeader(standings: readonly QuotaStanding[], now: number): string {
  return standings
    .map(
      ({ window, quota, remaining, resetsAt }) =>
        `b=${window};q=${quota};r=${Math.max(0, remaining)};t=${secondsUntil(resetsAt, now)}`,
    )
    .join(',');
}

/** It names the window that opens last, since until then nothing is issued. docs/decisions/0094 */
function refusal(standings: readonly QuotaStanding[], now: number): TokenRefusal {
  const exhausted = standings.filter(({ remaining }) => remaining <= 0);
  const { quota, resetsAt } = exhausted.reduce((one, other) => (other.resetsAt > one.resetsAt ? other : one));
  return new TokenRefusal('quota_exceeded', exhausted.map(({ window }) => window).join(', '), {
    'x-ratelimit-limit': String(quota),
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.ceil(resetsAt / 1000)),
    'retry-after': String(secondsUntil(resetsAt, now)),
  });
}
