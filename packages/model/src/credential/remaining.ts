import { authenticates, type ClientSecret } from './client-secret.js';
import { type Credential, usableCredentials } from './credential.js';
import { type CredentialReference, type SlotHolder, slotReferences } from './slot.js';

/** What a key or certificate is for, in the words of secrets: `primary` is the one that shall remain, `disabled` is not enabled. */
export type CredentialState = 'primary' | 'retiring' | 'disabled';

/** What of a client shall remain once the others are retired. */
export interface Rotating {
  /** The id of the one that shall remain, where there is one. */
  remaining: string | undefined;
  /** Whether that one authenticates. */
  works: boolean;
  /** All keys and certificates, newest first, each with its state. */
  credentials: { credential: Credential; state: CredentialState }[];
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
  const newest = credentials.toSorted(newerFirst);
  if (!client.client_authentication_methods) {
    const primary = secrets.find(({ state }) => state === 'primary');
    return {
      remaining: primary?.id,
      works: primary !== undefined && authenticates(primary, now),
      credentials: newest.map((credential) => ({ credential, state: 'disabled' })),
    };
  }
  const usable = slots.flatMap((slot) => usableCredentials(client, slot, credentials, now)).sort(newerFirst);
  const remaining = usable[0]?.id;
  const enabled = new Set(
    slotReferences(client)
      .filter(({ slot }) => slots.some((one) => one === slot))
      .flatMap(({ credentials: named }) => named.map(({ id }) => id)),
  );
  const stateOf = ({ id }: Credential): CredentialState => {
    if (id === remaining) return 'primary';
    return enabled.has(id) ? 'retiring' : 'disabled';
  };
  return {
    remaining,
    works: remaining !== undefined,
    credentials: newest.map((credential) => ({ credential, state: stateOf(credential) })),
  };
}

function newerFirst(one: Credential, other: Credential): number {
  if (one.created_at !== other.created_at) return one.created_at < other.created_at ? 1 : -1;
  return one.id < other.id ? -1 : 1;
}
