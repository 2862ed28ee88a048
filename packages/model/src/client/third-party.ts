import type { Client, ClientCreate } from './metadata.js';

type Party = Pick<ClientCreate, 'is_first_party' | 'third_party_security_mode'>;

/** The security mode of a client that is made like this: third-party clients are strict unless they ask not to be. third-party-clients.md */
export function securityModeOf({ is_first_party, third_party_security_mode }: Party) {
  return third_party_security_mode ?? (is_first_party === false ? 'strict' : undefined);
}

/** Whether a client is held to the limits of strict third-party clients. third-party-clients.md */
export function isStrict({
  third_party_security_mode: mode,
}: Pick<Client, 'third_party_security_mode'>): boolean {
  return mode === 'strict';
}

/**
 * The mode that a client has once its ownership was changed: who becomes a third party becomes a permissive one, and a
 * first-party client has none. third-party-clients.md
 */
export function securityModeAfter(current: Client, { is_first_party = current.is_first_party }: Party) {
  if (isStrict(current)) return 'strict';
  return is_first_party === false ? (current.third_party_security_mode ?? 'permissive') : undefined;
}
