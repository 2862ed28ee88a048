import {
  assertionAlgorithms,
  type ClientCore,
  type Credential,
  excerpt,
  assertionSkew as skew,
} from '@clientele/model';
import type { Jws } from '../crypto/jws.js';
import type { Accepted, StatedRuleName } from './assertion-rules.js';

/** What is said of the rules that are not about what stands in an assertion. */
export const messages = {
  passed: 'As it should be.',
  notChecked: 'Not looked at, since another rule refuses the assertion before.',
  format:
    'It is no signed JWT: three parts in base64url, joined by dots, of which the first two are JSON objects without duplicate names.',
  client: (clientId: string) => `sub names another client than ${clientId}, whose assertion this should be.`,
  enabled: 'The client is disabled.',
  unused:
    'It was used before, or may have been before a restore or a change of the clock: each assertion needs a jti of its own.',
  signed: (credential: string) => `Signed by ${credential}.`,
};

/** What a rule found, or expected, in plain words. */
export function explainStated(rule: StatedRuleName, { header, payload }: Jws, accepted: Accepted): string {
  const { now, maxLifetime, audiences } = accepted;
  const { exp, iat, nbf } = payload;
  switch (rule) {
    case 'alg':
      return `alg is ${shown(header.alg)}; accepted are ${assertionAlgorithms.join(', ')}.`;
    case 'typ':
      return `typ is ${shown(header.typ)}; it may be absent, JWT or client-authentication+jwt.`;
    case 'kid':
      return `kid is ${shown(header.kid)}; it may be absent, or a text.`;
    case 'extensions':
      return 'The header may have neither crit nor b64.';
    case 'iss_sub':
      return `iss is ${shown(payload.iss)} and sub is ${shown(payload.sub)}; both must be the client id.`;
    case 'aud': {
      const expected = audiences.map(shown).join(' or ');
      return `aud is ${shown(payload.aud)}; expected ${expected}, as one string.`;
    }
    case 'exp':
      return `exp ${clock(exp, now)}; it must not be past (${skew} s are tolerated).`;
    case 'lifetime':
      return `exp ${clock(exp, now)}; it must lie at most ${maxLifetime} s ahead (${skew} s more are tolerated).`;
    case 'iat_nbf':
      return `iat ${clock(iat, now)}, nbf ${clock(nbf, now)}; neither may be ahead (${skew} s are tolerated).`;
    case 'age':
      return `iat ${clock(iat, now)}; it must not be older than ${maxLifetime} s (${skew} s more are tolerated).`;
    case 'jti':
      return `jti is ${shown(payload.jti)}; it must be a text of 1 to 64 characters.`;
  }
}

/** What is known where no key that the client may use made a signature. */
interface Unsigned {
  client: Pick<ClientCore, 'client_authentication_methods'>;
  usable: readonly Credential[];
  /** A key of the client that made it all the same. */
  unusableSigner: Credential | undefined;
  now: number;
}

/** Why no key fits, as far as the client's own keys tell. */
export function whyNotSigned({ header }: Jws, { client, usable, unusableSigner, now }: Unsigned): string {
  if (unusableSigner) {
    const { id, expires_at } = unusableSigner;
    if (expires_at !== undefined && Date.parse(expires_at) <= now)
      return `It was signed by ${id}, which expired at ${expires_at}.`;
    return `It was signed by ${id}, which the client's private_key_jwt does not name: enable it there.`;
  }
  if (client.client_authentication_methods?.private_key_jwt === undefined)
    return 'The client does not authenticate by private_key_jwt.';
  if (usable.length === 0) return 'No key that the client may use is left: all have expired or were deleted.';
  const { kid, alg } = header;
  const named = usable.filter((credential) => kid === undefined || credential.kid === kid);
  if (named.length === 0)
    return `kid is ${shown(kid)}; the keys of the client have ${list(usable.map((one) => one.kid))}.`;
  if (named.every((credential) => credential.alg !== alg))
    return `alg is ${shown(alg)}; the keys that it may be by are for ${list(named.map((one) => one.alg))}.`;
  return `The signature is by none of the client's keys: ${list(named.map(({ id }) => id))}.`;
}

function list(values: readonly (string | undefined)[]): string {
  return [...new Set(values)].map((value) => value ?? 'none').join(', ');
}

/** How far a time is from now, as this server knows it. */
function clock(time: unknown, now: number): string {
  if (typeof time !== 'number') return `is ${shown(time)}`;
  const ahead = Math.round(time - now);
  if (ahead === 0) return 'is now';
  return ahead > 0
    ? `is ${ahead} s ahead of this server's clock`
    : `is ${-ahead} s behind this server's clock`;
}

const longestShown = 120;

function shown(value: unknown): string {
  return value === undefined ? 'absent' : excerpt(JSON.stringify(value), longestShown);
}
