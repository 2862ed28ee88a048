import { invalidBody } from './error.js';

const kilobyte = 1024;

/** How many bytes an object may have as it is stored: as JSON in UTF-8. docs/decisions/0073 */
export const sizeLimits = {
  client: 256 * kilobyte,
  API: 1024 * kilobyte,
  'client grant': 512 * kilobyte,
  connection: 256 * kilobyte,
  credential: 32 * kilobyte,
  'settings of the tenant': 512 * kilobyte,
} as const;

/** The most clients of one connection: their ids are in each answer that shows it. docs/decisions/0073 */
const maxConnectionClients = 10_000;

/**
 * Checks for how many clients a connection would be.
 * @throws RuleError (400) naming the limit.
 */
export function checkConnectionClients(count: number): void {
  if (count <= maxConnectionClients) return;
  throw invalidBody(
    `The connection would be for ${count} clients; at most ${maxConnectionClients} are allowed.`,
  );
}

/** What has a limit of its size. */
export type SizedObject = keyof typeof sizeLimits;

/**
 * Checks the size of an object that is about to be stored. One that is larger already, from before there was a limit, may
 * stay as large as it is or become smaller. docs/decisions/0073
 * @throws RuleError (400) naming the limit and the size that it would have.
 */
export function checkSize(object: SizedObject, bytes: { next: number; current?: number | undefined }): void {
  const limit = sizeLimits[object];
  if (bytes.next <= limit || bytes.next <= (bytes.current ?? 0)) return;
  throw invalidBody(
    `The ${object} would have ${bytes.next} bytes as JSON; at most ${limit} (${limit / kilobyte} KB) are allowed.`,
  );
}
