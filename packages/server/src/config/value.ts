import { isIP } from 'node:net';
import { networkMatcher } from '../limits/source.js';

/** Reads a setting's text: `undefined` where it is not what is expected. */
export type Parse<T> = (text: string) => T | undefined;

/** One of a few words. */
export function oneOf<const T extends string>(...words: T[]): Parse<T> {
  return (text) => words.find((word) => word === text);
}

/** A word of yes or no. */
export const parseFlag: Parse<boolean> = (text) =>
  text === 'true' ? true : text === 'false' ? false : undefined;

/** A whole number within bounds, in decimal digits. */
export function wholeNumber(least: number, most: number): Parse<number> {
  const digits = new RegExp(`^\\d{1,${String(most).length}}$`);
  return (text) =>
    digits.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
}

/** A text that matches as a whole. */
export function matching(pattern: RegExp): Parse<string> {
  return (text) => (pattern.test(text) ? text : undefined);
}

/** A list separated by commas, none of its items twice. */
export function listOf(parseItem: Parse<string[]>): Parse<string[]> {
  return (text) => {
    const items = text.split(',').map((item) => parseItem(item.trim()));
    return items.includes(undefined) ? undefined : [...new Set(items.flatMap((item) => item ?? []))];
  };
}

/** An address to listen on, or `localhost` for both loopback addresses. */
export const parseAddress: Parse<string[]> = (text) => {
  if (text === 'localhost') return ['127.0.0.1', '::1'];
  return isIP(text) === 0 ? undefined : [text];
};

/** An address or a network in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3). */
export const parseNetwork: Parse<string[]> = (text) => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return undefined;
  if (bits === undefined) return [text];
  return wholeNumber(0, family === 4 ? 32 : 128)(bits) === undefined ? undefined : [text];
};

/** A host name, in small letters: no address, no wildcard (RFC 1123, section 2.1; and the underscore, which names of services have). */
export const parseHostname: Parse<string[]> = (text) => {
  const name = text.toLowerCase();
  const isName =
    /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(
      name,
    );
  return isName && isIP(name) === 0 && !/(^|\.)\d+$/.test(name) ? [name] : undefined;
};

/** An issuer: an https origin with its slash (RFC 8414, section 2, without a path). */
export const parseIssuer: Parse<string> = (text) => {
  if (!/^https:\/\/[^\s/?#@\\]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  return `${new URL(text).origin}/`;
};

/** The origin of pages, exactly as browsers send it (RFC 6454, section 6.2; URL standard, "origin"). */
export const parseOrigin: Parse<string[]> = (text) => {
  if (!/^https?:\/\/[^\s*]+$/.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).origin === text ? [text] : undefined;
};

/** An absolute http(s) URL, kept as it is written: audiences are compared character by character (RFC 3986, section 6.2.1). */
export const parseUrl: Parse<string[]> = (text) =>
  /^https?:\/\/[^\s/][^\s]*$/.test(text) && URL.canParse(text) ? [text] : undefined;

/** Whether an address stands for all addresses of the machine (RFC 4291, section 2.5.2). */
export const isUnspecified = networkMatcher(['0.0.0.0', '::']);
