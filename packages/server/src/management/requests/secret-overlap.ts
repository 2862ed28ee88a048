import { type Client, invalidBody } from '@clientele/model';

/** For how many seconds previous secrets go on working after a rotation. docs/decisions/0115 */
export interface SecretOverlap {
  /** Where neither the request nor the client says anything. */
  usual: number;
  /** The most that a request or a client may say. */
  most: number;
}

/**
 * The overlap of one rotation: the request's, else the client's, else the usual one.
 * @throws RuleError (400) for a request that asks for more than the most.
 */
export function overlapOf(
  client: Pick<Client, 'secret_rotation'>,
  { sent, overlap: { usual, most } }: { sent?: number | undefined; overlap: SecretOverlap },
): number {
  if (sent !== undefined) checkOverlap('previous_secret_expires_in', sent, most);
  return Math.min(sent ?? client.secret_rotation?.overlap ?? usual, most);
}

/** @throws RuleError (400) that names the property and the most. */
export function checkOverlap(property: string, seconds: number, most: number): void {
  if (seconds > most)
    throw invalidBody(
      `${property} must be at most ${most} seconds here (CLIENTELE_SECRET_OVERLAP_MAX), and was ${seconds}`,
    );
}
