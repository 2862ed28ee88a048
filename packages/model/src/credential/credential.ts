import { invalidBody } from '../error.js';
import type { CredentialCreate, CredentialType } from './credential-create.js';
import type { AssertionAlgorithm } from './key-algorithm.js';
import {
  type CredentialReference,
  type CredentialSlot,
  type SlotHolder,
  slotReferences,
  usualPerSlot,
} from './slot.js';

/** A credential as it is kept; it never holds a private key. management-api.md 3 */
export interface Credential {
  id: string;
  credential_type: CredentialType;
  name?: string;
  kid?: string;
  alg?: AssertionAlgorithm;
  subject_dn?: string;
  thumbprint_sha256?: string;
  expires_at?: string;
  created_at: string;
  updated_at: string;
  /** Thumbprint of the public key, by which the same key is known again. RFC 7638. */
  key_thumbprint?: string;
  /** The public key as SubjectPublicKeyInfo in PEM. */
  public_key?: string;
}

/** A credential as answers show it. management-api.md 3 */
export type CredentialView = Omit<Credential, 'key_thumbprint' | 'public_key'>;

/** The answer for a credential: absent properties stay absent, and no key comes back. management-api.md 3 */
export function presentCredential(credential: Credential): CredentialView {
  const { id, credential_type, kid, alg, name, subject_dn, thumbprint_sha256, expires_at } = credential;
  return {
    id,
    credential_type,
    ...(kid !== undefined && { kid }),
    ...(alg !== undefined && { alg }),
    ...(name !== undefined && { name }),
    ...(subject_dn !== undefined && { subject_dn }),
    ...(thumbprint_sha256 !== undefined && { thumbprint_sha256 }),
    created_at: credential.created_at,
    updated_at: credential.updated_at,
    ...(expires_at !== undefined && { expires_at }),
  };
}

/** The full credentials in the body of a new client, in the order in which their ids are given out. management-api.md 2.2 */
export function fullCredentials(
  body: SlotHolder<CredentialCreate>,
): { slot: CredentialSlot; request: CredentialCreate }[] {
  return slotReferences(body).flatMap(({ slot, credentials }) =>
    credentials.map((request) => ({ slot, request })),
  );
}

/**
 * Checks that a client may get one more credential, where a slot can name so many: it keeps twice as many, so that each can
 * be replaced while it is in use.
 * @throws RuleError (400) for one too many, and for a public key or kid that the client has already.
 * management-api.md 1.3
 */
export function addCredential(
  existing: readonly Credential[],
  next: Credential,
  perSlot = usualPerSlot,
): void {
  const most = 2 * perSlot;
  if (existing.length >= most) throw invalidBody(`A client can have a maximum of ${most} credentials.`);
  if (existing.some(({ key_thumbprint: key }) => key !== undefined && key === next.key_thumbprint))
    throw invalidBody('credentials contains public keys that already exist in client');
  if (existing.some(({ kid }) => kid !== undefined && kid === next.kid))
    throw invalidBody('credentials contains a kid that already exists in client');
}

/** The credentials that count in a slot: named there and not expired at `now` (milliseconds). client-visibility.md */
export function usableCredentials(
  client: SlotHolder<CredentialReference>,
  slot: CredentialSlot,
  credentials: readonly Credential[],
  now: number,
): Credential[] {
  const named = slotReferences(client).find((entry) => entry.slot === slot)?.credentials ?? [];
  return named
    .flatMap(({ id }) => credentials.filter((credential) => credential.id === id))
    .filter(({ expires_at: expiry }) => expiry === undefined || Date.parse(expiry) > now);
}

/**
 * Writes a time as answers do: in UTC, with milliseconds cut. management-api.md 3
 * @throws RuleError (400) for text that is not a time.
 */
export function normalizeTimestamp(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9999)
    throw invalidBody(
      `Payload validation error: 'Object didn't pass validation for format date-time' on property expires_at.`,
    );
  return time.toISOString();
}
