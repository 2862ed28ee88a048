import { createHash } from 'node:crypto';
import { RuleError } from '@clientele/model';
import type { FastifyRequest } from 'fastify';

/** The header with which a request says that it may be repeated. draft-ietf-httpapi-idempotency-key-header-07 */
export const idempotencyKeyHeader = 'Idempotency-Key';

/** A request that may be repeated: under which key, and what tells it from others. */
export interface Repeatable {
  key: string;
  fingerprint: string;
  /** Whether its answer is kept. */
  isKept: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where the request has an `Idempotency-Key`. */
    repeatable: Repeatable | undefined;
  }
}

/** Notes the key of a request, if it has one, before anything is taken out of its body. */
export async function noteIdempotencyKey(request: FastifyRequest): Promise<void> {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return;
  const key = keyOf(String(header));
  request.repeatable = { key, fingerprint: fingerprintOf(request), isKept: false };
}

const visible = /^[\x21-\x7e]{1,255}$/;
const quoted = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/;

/**
 * The key in a header, bare or as a string of a structured field (RFC 9651 section 3.3.3), which is the same one.
 * @throws RuleError (400) for anything else.
 */
function keyOf(header: string): string {
  const key = header.startsWith('"') ? quoted.exec(header)?.[1]?.replace(/\\(.)/g, '$1') : header;
  if (key === undefined || !visible.test(key))
    throw new RuleError(
      400,
      'invalid_header',
      `The header ${idempotencyKeyHeader} must be 1 to 255 visible ASCII characters without spaces, bare or in double quotes.`,
    );
  return key;
}

/** Requests that have this in common are the same. Bodies hold secrets, so it is a digest. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([method, url, body ?? null]))
    .digest('base64url');
}
