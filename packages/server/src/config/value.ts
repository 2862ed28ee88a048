import { BlockList, isIP } from 'node:net';

/** Reads a setting's text: `undefined` where it is not what is expected. */
export type Parse<T> = (text: string) => T | undefined;

/** One of a few words. */
export function oneOf<const T extends string>(...words: T[]): Parse<T> {
  return (text) => words.find((word) => word === text);
}

/** A word of yes or no. */
export const parseFlag: Parse<boolean> = (text) =>
  text === 'true' ? true : text === 'false' ? false : undefined;

/** A TCP port; 0 stands for any free one (RFC 6335, section 6). */
export const parsePort: Parse<number> = (text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;

/** How often something may happen; 0 is without a limit. */
export const parseLimit: Parse<number> = (text) =>
  /^\d{1,7}$/.test(text) && Number(text) <= 1_000_000 ? Number(text) : undefined;

/** A time in whole seconds, up to a day. */
export const parseSeconds: Parse<number> = (text) =>
  /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 86_400 ? Number(text) : undefined;

/** How many connections are opened to a database at most. */
export const parsePoolSize: Parse<number> = (text) =>
  /^\d{1,3}$/.test(text) && Number(text) >= 2 && Number(text) <= 200 ? Number(text) : undefined;

/** A number of days, up to ten years; 0 is never. */
export const parseDays: Parse<number> = (text) =>
  /^\d{1,4}$/.test(text) && Number(text) <= 3650 ? Number(text) : undefined;

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
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128) ? [text] : undefined;
};

/** An issuer: an https origin with its slash (RFC 8414, section 2, without a path). */
export const parseIssuer: Parse<string> = (text) => {
  if (!/^https:\/\/[^\s/?#@\\]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  return `${new URL(text).origin}/`;
};

/** An absolute http(s) URL, kept as it is written: audiences are compared character by character (RFC 3986, section 6.2.1). */
export const parseUrl: Parse<string[]> = (text) =>
  /^https?:\/\/[^\s/][^\s]*$/.test(text) && URL.canParse(text) ? [text] : undefined;

/** Whether an address is reached from this machine only (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3). */
export function isLoopback(address: string): boolean {
  return loopback.check(address, familyOf(address));
}

/** Whether an address stands for all addresses of the machine (RFC 4291, section 2.5.2). */
export function isUnspecified(address: string): boolean {
  return unspecified.check(address, familyOf(address));
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const unspecified = new BlockList();
unspecified.addAddress('0.0.0.0', 'ipv4');
unspecified.addAddress('::', 'ipv6');

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
