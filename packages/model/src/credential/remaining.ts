import type { ClientSecret } from './client-secret.js';
import { type Credential, usableCredentials } from './credential.js';
import type { CredentialReference, SlotHolder } from './slot.js';

/** What a client authenticates by, and which one of it shall remain once the others are retired. */
export interface Rotating {
  /** The credentials that are enabled beside each other, newest first; none where the client uses secrets. */
  enabled: Credential[];
  /** The id of the one that shall remain, where there is one. */
  remaining: string | undefined;
}

const slots = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;

/**
 * Of secrets, the primary one remains. A client with methods does not use its secrets, and of the credentials that they name
 * the newest one remains that has not expired. docs/decisions/0118
 */
export function rotatingOf(
  client: SlotHolder<CredentialReference>,
  { secrets, credentials }: { secrets: readonly ClientSecret[]; credentials: readonly Credential[] },
  now: number,
): Rotating {
  if (!client.client_authentication_methods)
    return { enabled: [], remaining: secrets.find(({ state }) => state === 'primary')?.id };
  const enabled = slots
    .flatMap((slot) => usableCredentials(client, slot, credentials, now))
    .sort((one, other) => newerFirst(one, other));
  return { enabled, remaining: enabled[0]?.id };
}

function newerFirst(one: Credential, other: Credential): number {
  if (one.created_at !== other.created_at) return one.created_at < other.created_at ? 1 : -1;
  return one.id < other.id ? -1 : 1;
}
