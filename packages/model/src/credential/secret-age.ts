import { type ClientSecret, isThere, maxSecrets } from './client-secret.js';

/** That a primary secret grows too old, as the log keeps it. */
export interface AgeNotice {
  secret_id: string;
  /** Seconds after which it should be replaced. */
  max_age: number;
  /** When that will be. */
  too_old_at: string;
  /** The secret that waits to take its place. */
  staged_secret_id?: string | undefined;
}

/** What becomes of a primary secret that grows too old. */
export interface Succession {
  notice: AgeNotice;
  /** Whether its successor is to be staged: none is there, there is room for one, and it could be read later. */
  stages: boolean;
}

/** What is known of the client whose secret grows too old. */
export interface AgingClient {
  secrets: readonly ClientSecret[];
  /** Seconds; undefined where a secret may grow as old as it likes. */
  maxAge: number | undefined;
  /** Whether secrets can be read after they were made. */
  readable: boolean;
}

/** What is to be done about the age of a primary secret; undefined where it is not the primary one any more. docs/decisions/0122 */
export function successionOf(
  id: string,
  { secrets, maxAge, readable }: AgingClient,
  now: number,
): Succession | undefined {
  const there = secrets.filter((secret) => isThere(secret, now));
  const primary = there.find((secret) => secret.id === id && secret.state === 'primary');
  if (!primary || maxAge === undefined) return undefined;
  const staged = there.find(
    ({ state, expiresAt }) => state === 'staged' && (expiresAt === undefined || expiresAt > now),
  );
  const tooOldAt = (primary.primarySince ?? primary.createdAt) + maxAge * 1000;
  return {
    notice: {
      secret_id: id,
      max_age: maxAge,
      too_old_at: new Date(tooOldAt).toISOString(),
      ...(staged && { staged_secret_id: staged.id }),
    },
    stages: !staged && readable && there.length < maxSecrets,
  };
}
