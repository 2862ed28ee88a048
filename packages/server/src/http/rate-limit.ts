import { HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { fixedWindow, secondsUntil } from '../limits/fixed-window.js';
import './request-context.js';
import { sourceOf } from '../limits/source.js';

/** A request beyond the rate limit of its source. RFC 6585 section 4. */
export class RateLimitExceeded extends HttpError {
  override readonly name = 'RateLimitExceeded';

  /** @param retryAfter whole seconds after which there is room again; @param limit requests per second */
  constructor(
    retryAfter: number,
    readonly limit: number,
  ) {
    super(429, 'Global limit has been reached', {
      code: 'too_many_requests',
      headers: { 'retry-after': String(retryAfter) },
    });
  }
}

/** How many sources are counted separately. */
const maxSources = 10_000;

/**
 * Enforces the rate limit of each source, and says in the headers of every answer how many requests are left.
 * 0 is no limit. management-api.md 1.4
 */
export function enforceRateLimit(
  app: FastifyInstance,
  { rateLimit, now }: { rateLimit: number; now: () => number },
): void {
  if (rateLimit === 0) return;
  const requests = fixedWindow({ limit: rateLimit, milliseconds: 1000, maxKeys: maxSources });
  app.addHook('onRequest', ({ tenant, ip }, reply, done) => {
    const time = now();
    const { limit, remaining, resetsAt } = requests.add(`${tenant.id} ${sourceOf(ip)}`, time);
    reply
      .header('x-ratelimit-limit', String(limit))
      .header('x-ratelimit-remaining', String(Math.max(0, remaining)))
      .header('x-ratelimit-reset', String(Math.ceil(resetsAt / 1000)));
    done(remaining >= 0 ? undefined : new RateLimitExceeded(secondsUntil(resetsAt, time), limit));
  });
}
