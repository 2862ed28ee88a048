import { createHash } from 'node:crypto';
import type { Random } from '@clientele/model';

/** Codes that sign in whoever can see the terminal of a development server. docs/decisions/0124 */
export interface SignInLinks {
  /** A new one. */
  make(): string;
  /** Whether a code signs in; it does so once. */
  use(code: string): boolean;
}

/** How long a code can be used, in milliseconds. */
const validFor = 15 * 60_000;
/** Codes that can be used at the same time; the oldest goes when there is another one. */
const most = 10;

/** Keeps codes in memory: they are of use on this server alone. docs/decisions/0124 */
export function signInLinks({ now, random }: { now: () => number; random: Random }): SignInLinks {
  // By digest, so that looking one up tells nothing about those that there are.
  const expiries = new Map<string, number>();
  return {
    make() {
      const code = Buffer.from(random(32)).toString('base64url');
      expiries.set(digestOf(code), now() + validFor);
      for (const digest of expiries.keys()) if (expiries.size > most) expiries.delete(digest);
      return code;
    },
    use(code) {
      const digest = digestOf(code);
      const expiry = expiries.get(digest);
      expiries.delete(digest);
      return expiry !== undefined && now() < expiry;
    },
  };
}

function digestOf(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** The page that a code is opened by; what is behind the # never reaches a server or its log. RFC 3986 section 3.5 */
export function linkOf(base: string, code: string): string {
  return `${base}/console/sign-in#link=${code}`;
}
