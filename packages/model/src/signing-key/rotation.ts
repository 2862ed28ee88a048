import { RuleError } from '../error.js';
import {
  findSigningKey,
  publishedUntil,
  type SigningKeyType,
  signingKeyState,
  type TokenSigningKey,
} from './signing-key.js';

type Keys = readonly TokenSigningKey[];

/** How many keys of a type may be published after they were rotated away; daily rotation with tokens of 30 days needs 31. */
const maxPublished = 32;
/** How many keys of a type are kept for the list after they have left it. */
const maxHistory = 10;

/** Takes keys that were offered where there is none that signs, or none that comes next, and leaves the others aside. */
export function supplySigningKeys(keys: Keys, offered: Keys, now: number): TokenSigningKey[] {
  const supplied = [...keys];
  for (const key of offered)
    if (!findSigningKey(supplied, key.type, 'current')) supplied.push({ ...key, current_since: now });
    else if (!findSigningKey(supplied, key.type, 'next')) supplied.push(key);
  return supplied;
}

/**
 * For each type of which a key is offered: the next key signs from now on, the current one no more, and the offered one comes next.
 * @throws RuleError (400) where too many earlier keys are still published. signing-keys.md
 */
export function rotateSigningKeys(keys: Keys, offered: Keys, now: number): TokenSigningKey[] {
  checkSigningKeyRotation(keys, now);
  const turned = offered.reduce((before: Keys, fresh) => {
    const current = findSigningKey(before, fresh.type, 'current');
    const next = findSigningKey(before, fresh.type, 'next');
    if (!current || !next) return before;
    const after = before.map((key) => {
      if (key === current) return retired({ ...key, current_until: now });
      return key === next ? { ...key, current_since: now } : key;
    });
    return [...after, fresh];
  }, keys);
  return withoutOld(turned, now);
}

/** @throws RuleError (400) where too many earlier keys are still published for another rotation. signing-keys.md */
export function checkSigningKeyRotation(keys: Keys, now: number): void {
  const published = keys.filter((key) => signingKeyState(key) === 'previous' && publishedUntil(key) > now);
  for (const { type } of published)
    if (published.filter((key) => key.type === type).length >= maxPublished)
      throw new RuleError(
        400,
        'operation_not_supported',
        `There are ${maxPublished} earlier signing keys whose tokens have not expired; revoke one of them first.`,
      );
}

/** The types whose current key has signed for that many days; none for 0. */
export function dueForRotation(keys: Keys, days: number, now: number): SigningKeyType[] {
  if (days === 0) return [];
  return keys
    .filter((key) => signingKeyState(key) === 'current')
    .filter(({ current_since: since = now }) => now - since >= days * 86_400_000)
    .map(({ type }) => type);
}

/**
 * Revokes a key; an unknown kid and one that is revoked already change nothing. `offered` comes next in place of a key that was to.
 * @throws RuleError (400) for the current key. signing-keys.md
 */
export function revokeSigningKey(
  keys: Keys,
  kid: string,
  { offered, now }: { offered: TokenSigningKey | undefined; now: number },
): TokenSigningKey[] {
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key || key.revoked_at !== undefined) return [...keys];
  if (signingKeyState(key) === 'current')
    throw new RuleError(
      400,
      'operation_not_supported',
      'The current signing key cannot be revoked; rotate the signing keys first.',
    );
  const left = keys.map((one) => (one === key ? retired({ ...one, revoked_at: now }) : one));
  return withoutOld(supplySigningKeys(left, offered ? [offered] : [], now), now);
}

/** What signs no more needs no private half. */
function retired({ private_key, ...kept }: TokenSigningKey): TokenSigningKey {
  return kept;
}

function withoutOld(keys: Keys, now: number): TokenSigningKey[] {
  const old = keys
    .filter((key) => publishedUntil(key) <= now)
    .sort((one, other) => publishedUntil(other) - publishedUntil(one));
  return keys.filter((key) => {
    const place = old.filter(({ type }) => type === key.type).indexOf(key);
    return place < maxHistory;
  });
}
