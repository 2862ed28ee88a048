import { type Random, randomText } from '../identifier.js';
import { newRandomPart, prefixedSecret, type SecretFormat } from './prefixed-secret.js';

/** How long a secret chosen by a caller may be, in characters. */
export const clientSecretLength = { min: 16, max: 255 } as const;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A secret of a client that is about to be stored. */
export interface NewSecret {
  id: string;
  /** The secret itself. */
  text: string;
  /** The first characters of a generated secret, by which people know it again. */
  hint?: string;
}

/** A new id of a client secret: `sec_` and 22 letters and digits. */
export function newClientSecretId(random: Random): string {
  return `sec_${randomText(random, alphanumeric, 22)}`;
}

const hintLength = 4;

/** Makes a client secret: 64 characters, 384 bits, or one that scanners find. management-api.md 1.6, docs/decisions/0120 */
export function generateSecret(random: Random, format: SecretFormat = 'plain'): NewSecret {
  const id = newClientSecretId(random);
  // What people know a prefixed one by is not what stands in its id.
  const part = format === 'plain' ? randomText(random, alphabet, 64) : newRandomPart(random);
  const text = format === 'plain' ? part : prefixedSecret({ id, random: part });
  return { id, text, hint: part.slice(0, hintLength) };
}

/** A secret that somebody chose; nothing of it is shown later. */
export function chosenSecret(random: Random, text: string): NewSecret {
  return { id: newClientSecretId(random), text };
}
