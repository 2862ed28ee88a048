import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import { sourceOf } from '../limits/source.js';

/** Notices where many callers look like one, so that the failures of one of them lock out all. */
export interface SourceShares {
  /** Takes note of a token request; of most only that there was one. */
  note(request: Pick<FastifyRequest, 'ip' | 'headers'>, clientId: string | undefined): void;
}

/** One in this many requests is looked at. */
const sample = 8;
/** Requests that are looked at before the shares are judged. */
const enough = 250;
/** Fewer clients at one address may well be one program. */
const manyClients = 10;
/** Milliseconds between two warnings. */
const warnEvery = 3_600_000;

/** Warns, at most once an hour, when most token requests, of many clients, come from one address. docs/decisions/0067 */
export function sourceShares(logger: Pick<FastifyBaseLogger, 'warn'>, now: () => number): SourceShares {
  const clientsOf = new Map<string, { requests: number; clients: Set<string>; forwarded: boolean }>();
  let requests = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;

  function judge(): void {
    for (const [address, share] of clientsOf) {
      if (share.requests <= enough / 2 || share.clients.size < manyClients) continue;
      if (Math.abs(now() - warnedAt) < warnEvery) continue;
      warnedAt = now();
      const { forwarded } = share;
      logger.warn(
        { address, share: share.requests / enough, x_forwarded_for: forwarded },
        'most token requests, of many clients, come from one address: a proxy or load balancer may hide the addresses of callers, so that failed authentications of one lock out all; name the proxy in CLIENTELE_TRUSTED_PROXY, or make the load balancer preserve addresses',
      );
    }
    clientsOf.clear();
  }

  return {
    note(request, clientId) {
      requests += 1;
      if (requests % sample !== 0) return;
      const address = sourceOf(request.ip);
      const share = clientsOf.get(address) ?? { requests: 0, clients: new Set(), forwarded: false };
      share.requests += 1;
      share.forwarded ||= request.headers['x-forwarded-for'] !== undefined;
      if (clientId !== undefined && share.clients.size < manyClients) share.clients.add(clientId);
      clientsOf.set(address, share);
      if (requests % (sample * enough) === 0) judge();
    },
  };
}
