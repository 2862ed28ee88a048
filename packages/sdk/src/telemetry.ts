import { base64url } from './base64url.js';
import type { Middleware } from './configuration.js';
import { mergeHeaders } from './headers.js';
import { version } from './version.js';

/** What tells the API which SDK is calling. sdk-contract.md 2 */
export interface ClientInfo {
  name: string;
  [key: string]: unknown;
}

/** Adds the `Auth0-Client` header, unless the name is empty. sdk-contract.md 2 */
export function telemetry(clientInfo: ClientInfo = ownInfo()): Middleware[] {
  if (typeof clientInfo.name !== 'string' || clientInfo.name === '') return [];
  const header = { 'Auth0-Client': base64url(JSON.stringify(clientInfo)) };
  return [
    { pre: ({ url, init }) => ({ url, init: { ...init, headers: mergeHeaders(init.headers, header) } }) },
  ];
}

function ownInfo(): ClientInfo {
  return { name: 'clientele-sdk', version, env: environment() };
}

interface RuntimeMarks {
  navigator?: { userAgent?: string };
  Deno?: { version?: { deno?: string } };
  process?: { versions?: { node?: string } };
}

// Workers and Deno also have a `process`, so Node is looked for last.
function environment(): Record<string, string> {
  const { navigator, Deno, process } = globalThis as RuntimeMarks;
  if (navigator?.userAgent === 'Cloudflare-Workers') return { 'cloudflare-workers': 'unknown' };
  if (Deno) return { deno: Deno.version?.deno ?? 'unknown' };
  if (process?.versions?.node) return { node: process.versions.node };
  return { unknown: 'unknown' };
}
