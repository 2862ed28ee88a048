import { HttpError } from '@clientele/model';
import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { fixedWindow, secondsUntil } from '../limits/fixed-window.js';
import { sourceOf } from '../limits/source.js';

/** Sign-ins of one source within a minute, whatever becomes of them: no office signs in more often, and none floods the log. */
const signInsPerMinute = 100;
const minute = 60_000;
const maxSources = 10_000;

/** Refuses sign-ins of a source that tries too often; failures with a secret have limits of their own. RFC 6585 section 4 */
export function limitSignIns(now: () => number): onRequestAsyncHookHandler {
  const attempts = fixedWindow({ limit: signInsPerMinute, milliseconds: minute, maxKeys: maxSources });
  return async ({ tenant, ip }: FastifyRequest) => {
    const time = now();
    const { remaining, resetsAt } = attempts.add(`${tenant.id} ${sourceOf(ip)}`, time);
    if (remaining >= 0) return;
    const seconds = String(secondsUntil(resetsAt, time));
    throw new HttpError(429, `Too many sign-ins from this address; try again in ${seconds} seconds.`, {
      code: 'too_many_sign_ins',
      headers: { 'retry-after': seconds },
    });
  };
}
