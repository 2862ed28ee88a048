import type { CredentialType } from './credential-create.js';

const day = 86_400_000;

/** The days before an expiry at which the log gives notice of it. docs/decisions/0121 */
export const noticeDays = [1, 7, 14, 30] as const;

/** How long reports show what has expired and is still there, in milliseconds. docs/decisions/0121 */
export const shownAfterExpiry = 30 * day;

/** What authenticates a client: a secret, or a key or certificate. */
export interface Authenticator {
  kind: 'secret' | 'credential';
  id: string;
  clientId: string;
  clientName: string;
  name?: string | undefined;
  /** Of a credential. */
  credentialType?: CredentialType | undefined;
  /** Of a secret. */
  state?: string | undefined;
  /** Milliseconds since the epoch, like all times here. */
  createdAt: number;
  expiresAt?: number | undefined;
}

/** One that expires. */
export type Expiring = Authenticator & { expiresAt: number };

/** A notice of an expiry, as the log keeps it. */
export interface ExpiryNotice {
  kind: Authenticator['kind'];
  id: string;
  name?: string | undefined;
  credential_type?: string | undefined;
  state?: string | undefined;
  expires_at: string;
  /** The step that has been reached: there are no more days than these left. */
  days: number;
}

/** The step that has been reached before an expiry: of several the nearest alone, and none once it is over. */
export function noticeDue(expiresAt: number, now: number): number | undefined {
  const left = expiresAt - now;
  return left <= 0 ? undefined : noticeDays.find((days) => left <= days * day);
}

/** When the next notice of an expiry is due, of those that are not due yet. */
export function nextNoticeAt(expiresAt: number, now: number): number | undefined {
  return noticeDays.map((days) => expiresAt - days * day).findLast((due) => due > now);
}

/** What expires as reports show it. */
export function presentAuthenticator(shown: Authenticator): Record<string, unknown> {
  const { kind, id, clientId, clientName, name, credentialType, state, createdAt, expiresAt } = shown;
  return {
    client_id: clientId,
    client_name: clientName,
    kind,
    id,
    ...(name !== undefined && { name }),
    ...(credentialType !== undefined && { credential_type: credentialType }),
    ...(state !== undefined && { state }),
    created_at: new Date(createdAt).toISOString(),
    ...(expiresAt !== undefined && { expires_at: new Date(expiresAt).toISOString() }),
  };
}
