import { type Random, randomText } from '../identifier.js';

/** How long a secret chosen by a caller may be, in characters. */
export const clientSecretLength = { min: 16, max: 255 } as const;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** A new client secret: 64 characters, 384 bits. management-api.md 1.6 */
export function newClientSecret(random: Random): string {
  return randomText(random, alphabet, 64);
}
