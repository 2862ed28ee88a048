import { assertionAlgorithms, assertionSkew as skew } from '@clientele/model';
import type { Jws } from '../crypto/jws.js';
import type { Tenant } from '../tenancy/tenants.js';
import type { TokenRules } from './token-rules.js';

const maxJtiLength = 64;

/** `typ` values that do not claim to be another kind of token. RFC 10070, security-checklist.md 25. */
const types: readonly unknown[] = [undefined, 'jwt', 'client-authentication+jwt'];

/** What of assertions is accepted here, at a time. */
export interface Accepted {
  audiences: readonly unknown[];
  /** The audience that may also come in a list of its own. docs/decisions/0093 */
  alsoInList: string | undefined;
  /** Seconds. */
  maxLifetime: number;
  /** Seconds since the epoch. */
  now: number;
}

/** A rule about what stands in an assertion. */
export interface AssertionRule {
  name: StatedRuleName;
  /** What the log says where it is broken. */
  broken: string;
  holds(jws: Jws, accepted: Accepted): boolean;
}

/** The names of these rules, which are part of what is published. */
export const statedRuleNames = [
  'alg',
  'typ',
  'kid',
  'extensions',
  'iss_sub',
  'aud',
  'exp',
  'lifetime',
  'iat_nbf',
  'age',
  'jti',
] as const;

/** One of them. */
export type StatedRuleName = (typeof statedRuleNames)[number];

/**
 * All rules about what stands in an assertion, in the order in which they refuse. The header names an algorithm; which key it
 * may be used with, the credential alone decides. RFC 7523 section 3, RFC 8725 section 3.1
 */
export const statedRules: readonly AssertionRule[] = [
  {
    name: 'alg',
    broken: 'header',
    holds: ({ header }) => assertionAlgorithms.some((known) => known === header.alg),
  },
  { name: 'typ', broken: 'header', holds: ({ header }) => types.includes(plainType(header.typ)) },
  {
    name: 'kid',
    broken: 'header',
    holds: ({ header: { kid } }) => kid === undefined || typeof kid === 'string',
  },
  { name: 'extensions', broken: 'header', holds: ({ header }) => !('crit' in header) && !('b64' in header) },
  {
    name: 'iss_sub',
    broken: 'iss and sub',
    holds: ({ payload: { iss, sub } }) =>
      typeof sub === 'string' && sub !== '' && sub.length <= 255 && iss === sub,
  },
  {
    name: 'aud',
    broken: 'aud is not the issuer',
    holds: ({ payload: { aud } }, { audiences, alsoInList }) =>
      audiences.includes(Array.isArray(aud) && aud.length === 1 && aud[0] === alsoInList ? alsoInList : aud),
  },
  {
    name: 'exp',
    broken: 'exp is missing or past',
    holds: ({ payload: { exp } }, { now }) => typeof exp === 'number' && exp > now - skew,
  },
  {
    name: 'lifetime',
    broken: 'exp is too far ahead',
    holds: ({ payload: { exp } }, { now, maxLifetime }) =>
      typeof exp === 'number' && exp <= now + maxLifetime + skew,
  },
  {
    name: 'iat_nbf',
    broken: 'iat or nbf is ahead',
    holds: ({ payload: { iat, nbf } }, { now }) => isNotAhead(iat, now) && isNotAhead(nbf, now),
  },
  {
    name: 'age',
    broken: 'iat is too old',
    holds: ({ payload: { iat } }, { now, maxLifetime }) =>
      typeof iat !== 'number' || iat >= now - maxLifetime - skew,
  },
  {
    name: 'jti',
    broken: 'jti',
    holds: ({ payload: { jti } }) => typeof jti === 'string' && jti !== '' && jti.length <= maxJtiLength,
  },
];

/** What is accepted of assertions for a tenant at a time, in milliseconds since the epoch. */
export function acceptedAt({ issuer }: Pick<Tenant, 'issuer'>, rules: TokenRules, now: number): Accepted {
  return {
    audiences: [issuer, ...rules.assertionAudiences],
    alsoInList: rules.errors === 'auth0' ? issuer : undefined,
    maxLifetime: rules.assertionMaxLifetime,
    now: Math.floor(now / 1000),
  };
}

/** What an assertion says that keeps to all of the rules. */
export interface AssertionClaims {
  clientId: string;
  jti: string;
  /** When it may be forgotten that it was used, in milliseconds since the epoch. */
  keepUntil: number;
}

/** What an assertion says that keeps to all of the rules. */
export function claimsOf({ payload: { sub, jti, exp } }: Jws): AssertionClaims {
  return { clientId: String(sub), jti: String(jti), keepUntil: (Math.ceil(Number(exp)) + skew) * 1000 };
}

function plainType(typ: unknown): unknown {
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ;
}

function isNotAhead(time: unknown, now: number): boolean {
  return time === undefined || (typeof time === 'number' && time <= now + skew);
}
