import { BlockList, isIP, isIPv6 } from 'node:net';

/** What stands for an address that cannot be read: a proxy may write anything into a header. RFC 7239 section 6.2 */
const unknown = 'unknown';
const plainIPv4 = /^(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])){3}$/;

/**
 * An address in its one spelling: without a port, brackets, a zone or leading zeros, and IPv4 as IPv4 however it is
 * wrapped; `unknown` where it is none. RFC 4291 section 2.5.5.2, RFC 5952 section 4
 */
export function addressOf(text: string): string {
  if (plainIPv4.test(text)) return text;
  if (text.length > 100) return unknown;
  const trimmed = text.trim();
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const address = bare.replace(/%.*$/, '').replaceAll(/(?<![\da-f])0+(?=[\da-f])/gi, '');
  if (isIP(address) === 4) return address;
  if (!isIPv6(address)) return unknown;
  const groups = groupsOf(address);
  if (groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return spelled(groups);
  return groups.slice(6).flatMap(bytesOf).join('.');
}

/**
 * Who counts as one source of requests: an IPv4 address, or the network of an IPv6 address, since whoever has
 * one address of it has them all. RFC 6177 section 2.
 */
export function sourceOf(ip: string): string {
  const address = addressOf(ip);
  return address.includes(':') ? `${spelled(groupsOf(address).slice(0, 4))}::/64` : address;
}

/**
 * The network that an address is part of, as far as it tells little of who uses it: the first 24 bits of an IPv4 address,
 * the first 48 of an IPv6 address.
 */
export function networkOf(ip: string): string {
  const address = addressOf(ip);
  if (address.includes(':')) return `${spelled(groupsOf(address).slice(0, 3))}::/48`;
  return address === unknown ? unknown : `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
}

/** Makes a test of whether an address is in a list of addresses and networks. RFC 4632 section 3.1 */
export function networkMatcher(networks: readonly string[]): (address: string) => boolean {
  if (networks.length === 0) return () => false;
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Whether an address is reached from this machine only. RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3 */
export const isLoopback = networkMatcher(['127.0.0.0/8', '::1']);

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [left = '', right] = address.split('::');
  const before = numbersOf(left);
  if (right === undefined) return before;
  const after = numbersOf(right);
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** Some groups, the last two of which may be written as an IPv4 address. */
function numbersOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

function bytesOf(group: number): number[] {
  return [group >> 8, group & 0xff];
}

function spelled(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}
