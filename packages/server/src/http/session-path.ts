import type { IncomingMessage } from 'node:http';

/** Where the Management API is for callers with a token. */
export const managementPath = '/api/v2/';
/** Where the same routes are for a session of the console. docs/decisions/0123 */
export const sessionPath = `/console${managementPath}`;

const ofSessions = new WeakSet<IncomingMessage>();

/** Leads a request of the console to the route of the Management API, and notes that it came so: nothing it sends can say that. docs/decisions/0123 */
export function leadSessionsToManagement(request: IncomingMessage): string {
  const { url = '/' } = request;
  if (!url.startsWith(sessionPath)) return url;
  ofSessions.add(request);
  return url.slice('/console'.length);
}

/** Whether a request came by the path of sessions, and so is made by one or by nobody. docs/decisions/0123 */
export function isOfSession({ raw }: { raw: IncomingMessage }): boolean {
  return ofSessions.has(raw);
}
