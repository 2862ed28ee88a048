/** A source of random bytes, passed in by the caller. */
export type Random = (bytes: number) => Uint8Array;

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const hex = '0123456789abcdef';

/** Random text in which each character of the alphabet (at most 256) is equally likely. */
export function randomText(random: Random, alphabet: string, length: number): string {
  // Bytes beyond the last whole multiple of the alphabet would favour its first characters.
  const limit = 256 - (256 % alphabet.length);
  let made = '';
  while (made.length < length)
    for (const byte of random(length - made.length))
      if (byte < limit) made += alphabet.charAt(byte % alphabet.length);
  return made;
}

/** A new `client_id`. management-api.md 1.6 */
export function newClientId(random: Random): string {
  return randomText(random, alphanumeric, 32);
}

/** A new `client_id` for a strict third-party client. management-api.md 1.6 */
export function newThirdPartyClientId(random: Random): string {
  return `tpc_${randomText(random, base58, 22)}`;
}

/** A new credential id. management-api.md 1.6 */
export function newCredentialId(random: Random): string {
  return `cred_${randomText(random, base58, 22)}`;
}

/** A new client grant id. management-api.md 1.6 */
export function newClientGrantId(random: Random): string {
  return `cgr_${randomText(random, alphanumeric, 16)}`;
}

/** A new resource server id. management-api.md 1.6 */
export function newResourceServerId(random: Random): string {
  return randomText(random, hex, 24);
}

/** A new secret for an API that signs with HS256. management-api.md 1.6 */
export function newSigningSecret(random: Random): string {
  return randomText(random, alphanumeric, 32);
}

/** A new connection id. connections.md */
export function newConnectionId(random: Random): string {
  return `con_${randomText(random, alphanumeric, 16)}`;
}

/** A new id of a session of the console. docs/decisions/0123 */
export function newSessionId(random: Random): string {
  return `ses_${randomText(random, alphanumeric, 16)}`;
}

/** What stands where an id could in a path below /clients: never the id of a client. docs/decisions/0086 */
const places: readonly string[] = ['search', 'cimd'];

/** What an id of a client is, where somebody chooses it, as a message says it. */
export const clientIdForm = '1 to 64 letters, digits, _ or -, and not search or cimd';

/** Whether a client may have this id, where somebody chooses it. */
export function isClientId(text: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(text) && !places.includes(text);
}

const resourceServerId = /^[0-9a-f]{24}$/;

/** Whether text has the form of a resource server id, and so cannot be the identifier of an API. docs/decisions/0075 */
export function isResourceServerId(text: string): boolean {
  return resourceServerId.test(text);
}
