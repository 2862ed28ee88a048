import { createHash, createHmac } from 'node:crypto';
import type { Random } from '@clientele/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookie } from '../session/cookie.js';

/** What ties the answer of a provider to the browser that was sent there; all of it follows from one random text. */
export interface SignInFlow {
  state: string;
  nonce: string;
  /** RFC 7636 section 4.1 */
  codeVerifier: string;
  /** RFC 7636 section 4.2 */
  codeChallenge: string;
  /** The page that the browser came from. */
  returnTo: string;
}

/** Keeps a flow in the browser alone, so that whichever server gets the answer can go on with it. docs/decisions/0124 */
export function signInFlows({ random, alwaysSecure }: { random: Random; alwaysSecure: boolean }) {
  // The provider leads back here, which is another site.
  const kept = cookie({ name: 'clientele-sign-in', sameSite: 'Lax', alwaysSecure });
  return {
    begin(reply: FastifyReply, returnTo: string): SignInFlow {
      const seed = Buffer.from(random(32)).toString('base64url');
      kept.set(reply, `${seed}.${Buffer.from(returnTo).toString('base64url')}`, minutes * 60);
      return flowOf(seed, returnTo);
    },
    /** The flow of a browser, which ends with this; undefined for one that began none. */
    end(reply: FastifyReply): SignInFlow | undefined {
      const [, seed, returnTo] = form.exec(kept.read(reply.request) ?? '') ?? [];
      kept.clear(reply);
      if (seed === undefined || returnTo === undefined) return undefined;
      return flowOf(seed, pageWithin(Buffer.from(returnTo, 'base64url').toString()));
    },
  };
}

/** For how long somebody may take to sign in. */
const minutes = 15;
const form = /^([\w-]{43})\.([\w-]{0,2000})$/;

function flowOf(seed: string, returnTo: string): SignInFlow {
  const derived = (purpose: string) => createHmac('sha256', seed).update(purpose).digest('base64url');
  const codeVerifier = derived('code verifier');
  return {
    state: derived('state'),
    nonce: derived('nonce'),
    codeVerifier,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    returnTo,
  };
}

const home = '/console/';
const maxPage = 1000;

/** A page of the console as it was asked for, or its first page: nobody is led anywhere else after signing in. CWE-601 */
export function pageWithin(asked: string | undefined): string {
  if (asked === undefined || asked.length > maxPage || !asked.startsWith(home)) return home;
  if (!URL.canParse(asked, base)) return home;
  // As a browser reads it: dots lead upwards, a backslash is a slash, and line breaks are nothing.
  const { origin, pathname, search, hash } = new URL(asked, base);
  const isApi = /^\/console\/(?:api|auth|assets)(?:\/|$)/.test(pathname);
  return origin === base && pathname.startsWith(home) && !isApi ? `${pathname}${search}${hash}` : home;
}

const base = 'https://console.invalid';

/** What was asked for as a page, where it was asked for once. */
export function askedPage({ query }: FastifyRequest): string | undefined {
  if (typeof query !== 'object' || query === null || !('return_to' in query)) return undefined;
  return typeof query.return_to === 'string' ? query.return_to : undefined;
}
