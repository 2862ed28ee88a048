import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError } from '@clientele/model';
import type { FastifyRequest } from 'fastify';

/** What the pages of a session send along, which no other page can know: it follows from the token in the cookie, which no page can read. docs/decisions/0123 */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('clientele console csrf v1').digest('base64url');
}

/** @throws HttpError (403) for a request without the token of its session. */
export function requireCsrfToken({ headers }: FastifyRequest, expected: string): void {
  const sent = Buffer.from(String(headers['x-csrf-token'] ?? ''));
  const known = Buffer.from(expected);
  if (sent.length === known.length && timingSafeEqual(sent, known)) return;
  throw new HttpError(403, 'The header X-CSRF-Token must hold the csrf_token of GET /console/auth/session.', {
    code: 'csrf',
  });
}
