import type { IncomingHttpHeaders } from 'node:http';

/** Whether a body is text in UTF-8 as it stands: no other charset, no compression. */
export function isPlainUtf8(headers: IncomingHttpHeaders): boolean {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return /^utf-?8$/i.test(charset) && (headers['content-encoding'] ?? 'identity') === 'identity';
}
