import { invalidBody } from '../error.js';
import { type Random, randomText } from '../identifier.js';

/**
 * A client secret that scanners find by one regular expression, and tell from a text that only looks like one without
 * asking anybody: `cls_`, then letters and digits alone. docs/decisions/0120
 */
export interface PrefixedSecret {
  /** The id of the secret, `sec_` included. */
  id: string;
  /** The part that nobody can guess. */
  random: string;
}

/** What a generated secret looks like: random characters alone, or such as scanners find. */
export type SecretFormat = 'plain' | 'prefixed';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const prefix = 'cls_';
const idPrefix = 'sec_';
/** 22 characters of base62 are 131 bits, 43 are 256, and 6 hold the 32 bits of the checksum. */
const lengths = { id: 22, random: 43, checksum: 6 } as const;

/** The regular expression that finds these secrets in a text; also one that scanners can be given as it is. */
export const prefixedSecretPattern = 'cls_[0-9A-Za-z]{71}';

const whole = new RegExp(
  `^${prefix}([0-9A-Za-z]{${lengths.id}})([0-9A-Za-z]{${lengths.random}})([0-9A-Za-z]{${lengths.checksum}})$`,
);

/** A new part that nobody can guess. */
export function newRandomPart(random: Random): string {
  return randomText(random, base62, lengths.random);
}

/** Writes a secret that carries its id. */
export function prefixedSecret({ id, random }: PrefixedSecret): string {
  const checked = `${prefix}${id.slice(idPrefix.length)}${random}`;
  return `${checked}${checksumOf(checked)}`;
}

/**
 * Takes a text apart: `plain` is one that has not the form of these secrets, `damaged` one that has it and whose checksum
 * does not hold, so that it is not, or no longer, what a server made.
 */
export function parsePrefixedSecret(text: string): PrefixedSecret | 'plain' | 'damaged' {
  const [, id = '', random = '', checksum] = whole.exec(text) ?? [];
  if (checksum === undefined) return text.startsWith(prefix) ? 'damaged' : 'plain';
  if (checksum !== checksumOf(text.slice(0, -lengths.checksum))) return 'damaged';
  return { id: `${idPrefix}${id}`, random };
}

/**
 * Refuses a text as a secret that a caller chooses where a server made it: one that was ended would work again under
 * another id than the one it carries.
 * @throws RuleError (400)
 */
export function refuseMadeSecret(property: string, text: string): void {
  if (typeof parsePrefixedSecret(text) === 'object')
    throw invalidBody(
      `${property} is a secret that was generated (${prefix}…) and is not, or no longer, one of this client: choose another text, or let one be generated.`,
    );
}

/** The CRC-32 of all that stands before it, in base62 with leading zeros: no secret, and nothing to be kept from anybody. */
function checksumOf(text: string): string {
  let rest = crc32(text);
  let written = '';
  for (let place = 0; place < lengths.checksum; place += 1) {
    written = `${base62.charAt(rest % base62.length)}${written}`;
    rest = Math.floor(rest / base62.length);
  }
  return written;
}

/** CRC-32 of ASCII text, as zip and Ethernet have it. ISO/IEC 3309; RFC 1952, section 8 */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= text.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
