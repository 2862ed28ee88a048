import { isIP } from 'node:net';
import { isLoopback } from '../limits/source.js';
import type { Parse } from './value.js';

/** Parameters that would make TLS mean something else to the driver than `sslmode` says. node-postgres, "Connection URI" */
const otherWaysToTls = ['ssl', 'sslnegotiation', 'uselibpqcompat'];

/** What the driver would rewrite before it reads the URL, and so read otherwise than it is read here. */
const rewritten = /\s|%(?![0-9a-f]{2})/i;

/**
 * A database on PostgreSQL, in a form that has one meaning only: each parameter once, and of the ways to use TLS those
 * alone that mean the same to every program, none, and with the server's certificate verified. PostgreSQL 15, section 34.1.1.2
 */
export const parseDatabaseUrl: Parse<string> = (text) => {
  if (!/^postgres(?:ql)?:\/\//.test(text) || rewritten.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const names = [...url.searchParams.keys()];
  if (new Set(names).size < names.length || names.some((name) => otherWaysToTls.includes(name)))
    return undefined;
  const tls = url.searchParams.get('sslmode') ?? 'disable';
  const complete = url.pathname.length > 1 && hostOf(url) !== undefined;
  return complete && ['disable', 'verify-full'].includes(tls) ? text : undefined;
};

/** Whether what is sent to a database can be read by others than this machine: it is elsewhere, and TLS is not asked for. */
export function crossesNetworkOpenly(databaseUrl: string, env: NodeJS.ProcessEnv): boolean {
  const url = new URL(databaseUrl);
  // What the driver takes where the URL names no host. PostgreSQL 15, section 34.15
  const host = hostOf(url) || env.PGHOST || 'localhost';
  const isHere = host === 'localhost' || host.startsWith('/') || (isIP(host) !== 0 && isLoopback(host));
  return !isHere && url.searchParams.get('sslmode') !== 'verify-full';
}

/** The host as the driver takes it: a parameter goes first unless it is empty, and an encoded path is a socket; undefined for one that cannot be decoded. */
function hostOf({ hostname, searchParams }: URL): string | undefined {
  try {
    return searchParams.get('host') || decodeURIComponent(hostname.replace(/^\[(.+)\]$/, '$1'));
  } catch {
    return undefined;
  }
}
