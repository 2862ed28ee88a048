import { isIPv6 } from 'node:net';

/**
 * Who counts as one source of requests: an IPv4 address, or the network of an IPv6 address, since whoever has
 * one address of it has them all. RFC 6177 section 2.
 */
export function sourceOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(ip) ? `${groups(ip).slice(0, 4).join(':')}::/64` : ip;
}

function groups(ip: string): string[] {
  const [left = '', right] = ip.toLowerCase().replace(/%.*$/, '').split('::');
  const before = left === '' ? [] : left.split(':');
  if (right === undefined) return before;
  const after = right === '' ? [] : right.split(':');
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
}
