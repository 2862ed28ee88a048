import { base64url } from './base64url.js';
import { version } from './version.js';

/** Identifies the calling SDK to the API. */
export interface ClientInfo {
  /** Of the SDK or program; an empty one leaves the header out. */
  name: string;
  [key: string]: unknown;
}

/** The `Auth0-Client` header, unless the name is empty. */
export function telemetryHeaders(clientInfo: ClientInfo = ownInfo()): Record<string, string> {
  return clientInfo.name ? { 'auth0-client': base64url(JSON.stringify(clientInfo)) } : {};
}

function ownInfo(): ClientInfo {
  return { name: 'clientele-sdk', version, env: environment() };
}

interface RuntimeMarks {
  navigator?: { userAgent?: string };
  Deno?: { version: { deno: string } };
  process?: { version: string };
}

// Workers and Deno also have a `process`, so Node is looked for last.
function environment(): Record<string, string> {
  const { navigator, Deno, process } = globalThis as RuntimeMarks;
  if (navigator?.userAgent === 'Cloudflare-Workers') return { 'cloudflare-workers': 'unknown' };
  if (Deno) return { deno: Deno.version.deno };
  return process ? { node: process.version.slice(1) } : { unknown: 'unknown' };
}
