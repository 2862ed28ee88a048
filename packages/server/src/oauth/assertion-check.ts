import { type Credential, usableCredentials } from '@clientele/model';
import { type Jws, parseJws } from '../crypto/jws.js';
import type { ClientAuthentication } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { signerSearch } from './assertion-keys.js';
import { type Accepted, acceptedAt, claimsOf, statedRules } from './assertion-rules.js';
import { explainStated, messages, whyNotSigned } from './assertion-words.js';
import type { TokenRules } from './token-rules.js';

/** What one rule says of an assertion. */
export interface RuleVerdict {
  rule: string;
  outcome: 'passed' | 'failed' | 'not_checked';
  message: string;
}

/** Which rules the token endpoint would refuse an assertion by. */
export interface AssertionVerdict {
  /** All of them, in the order in which the token endpoint looks at them. */
  checks: RuleVerdict[];
  jws: Pick<Jws, 'header' | 'payload'> | undefined;
  /** The credential whose key made the signature, where the client may use it. */
  credentialId: string | undefined;
  /** Whether it was used before; undefined where another rule refuses it already. */
  alreadyUsed: boolean | undefined;
}

/** Keys that are tried at most beside those that the client may use, to name the one that signed. */
const otherKeysTried = 10;

/**
 * Looks at an assertion as the token endpoint would at this moment, and spends nothing; undefined where there is no such
 * client. Nothing is said of other clients. docs/decisions/0125
 */
export async function checkClientAssertion(
  tenant: Tenant,
  { assertion, clientId, now }: { assertion: string; clientId: string; now: number },
  rules: TokenRules,
): Promise<AssertionVerdict | undefined> {
  // What is cached may be a second old, and what was changed just now is what is asked about.
  const known = await tenant.storage.clients.authentication(clientId, () => false);
  if (!known) return undefined;
  const jws = parseJws(assertion);
  if (!jws) {
    const others = ruleNames.filter((name) => name !== 'format');
    const checks = [verdict('format', false, messages.format), ...others.map(notChecked)];
    return { checks, jws, credentialId: undefined, alreadyUsed: undefined };
  }
  const accepted = acceptedAt(tenant, rules, now);
  const { signature, credentialId } = signedBy(jws, known, { rules, now });
  const checks = [
    verdict('format', true),
    ...statedOf(jws, accepted),
    verdict('client', jws.payload.sub === clientId, messages.client(clientId)),
    signature,
    verdict('enabled', !known.client.disabled, messages.enabled),
  ];
  const { jti, keepUntil } = claimsOf(jws);
  // Whoever cannot make an assertion that is accepted must not learn which were.
  const alreadyUsed = checks.every(({ outcome }) => outcome === 'passed')
    ? await tenant.storage.assertionReplays.isSpent(clientId, jti, keepUntil)
    : undefined;
  const used =
    alreadyUsed === undefined ? notChecked('unused') : verdict('unused', !alreadyUsed, messages.unused);
  return { checks: [...checks, used], jws, credentialId, alreadyUsed };
}

const ruleNames = [
  'format',
  ...statedRules.map(({ name }) => name),
  'client',
  'signature',
  'enabled',
  'unused',
];

function statedOf(jws: Jws, accepted: Accepted): RuleVerdict[] {
  return statedRules.map((rule) => ({
    rule: rule.name,
    outcome: rule.holds(jws, accepted) ? 'passed' : 'failed',
    message: explainStated(rule.name, jws, accepted),
  }));
}

function signedBy(
  jws: Jws,
  { client, credentials }: ClientAuthentication,
  { rules, now }: { rules: TokenRules; now: number },
): { signature: RuleVerdict; credentialId: string | undefined } {
  const usable = usableCredentials(client, 'private_key_jwt', credentials, now);
  const search = signerSearch(jws, rules.maxCredentials);
  const signer = search.among(usable);
  if (signer)
    return {
      signature: { rule: 'signature', outcome: 'passed', message: messages.signed(nameOf(signer)) },
      credentialId: signer.id,
    };
  const others = credentials.filter((one) => !usable.includes(one)).slice(0, otherKeysTried);
  const message = whyNotSigned(jws, { client, usable, unusableSigner: search.among(others), now });
  return { signature: { rule: 'signature', outcome: 'failed', message }, credentialId: undefined };
}

function nameOf({ id, name }: Credential): string {
  return name === undefined ? id : `${id} (${name})`;
}

function verdict(rule: string, holds: boolean, whyNot = ''): RuleVerdict {
  return holds
    ? { rule, outcome: 'passed', message: messages.passed }
    : { rule, outcome: 'failed', message: whyNot };
}

function notChecked(rule: string): RuleVerdict {
  return { rule, outcome: 'not_checked', message: messages.notChecked };
}
