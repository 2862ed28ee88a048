import type { InitOverride } from '@clientele/sdk';

/** Changes something only where it is still as it was read. RFC 9110 section 13.1.1 */
export function onlyIf(etag: string | undefined): InitOverride {
  return ({ init }) => ({ headers: { ...init.headers, ...(etag !== undefined && { 'if-match': etag }) } });
}
