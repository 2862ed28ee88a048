import type { TString } from 'typebox';
import { Format } from 'typebox/format';
import { text } from '../schema.js';

const lengths = { ipv4: 32, ipv6: 128 } as const;

/** The schema of an IP address, or of a range of them as `192.0.2.0/24`. RFC 4632, RFC 4291 */
export function ipRange(description: string): TString {
  Format.Set('ip-range', isIpRange);
  return text(description, { maxLength: 64, format: 'ip-range' });
}

function isIpRange(value: string): boolean {
  const [, address = '', prefix] = /^([^/]*)(?:\/(0|[1-9][0-9]{0,2}))?$/.exec(value) ?? [];
  const version = (['ipv4', 'ipv6'] as const).find((name) => Format.Test(name, address));
  return version !== undefined && (prefix === undefined || Number(prefix) <= lengths[version]);
}
