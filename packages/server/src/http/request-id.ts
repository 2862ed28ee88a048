import { randomUUID } from 'node:crypto';

/** A new id for a request; later ones sort later, so that the index that finds them grows at its end. RFC 9562 section 5.7. */
export function newRequestId(now: number): string {
  const time = now.toString(16).padStart(12, '0').slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
