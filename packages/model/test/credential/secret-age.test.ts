import { expect, it } from 'vitest';
import type { ClientSecret } from '../../src/credential/client-secret.js';
import { successionOf } from '../../src/credential/secret-age.js';

const now = 1_800_000_000_000;
const secret = (
  id: string,
  state: ClientSecret['state'],
  others: Partial<ClientSecret> = {},
): ClientSecret => ({
  id,
  state,
  createdAt: now - 1000,
  ...others,
});
const old = secret('old', 'primary');
const others = (count: number, state: ClientSecret['state']) =>
  Array.from({ length: count }, (_, n) => secret(`other-${n}`, state));

it.each<
  [string, readonly ClientSecret[], { readable?: boolean; maxAge?: number }, boolean | undefined, string?]
>([
  ['alone', [old], {}, true],
  ['beside others', [old, ...others(4, 'disabled')], {}, true],
  ['without room', [old, ...others(5, 'disabled')], {}, false],
  ['beside ones that have ended', [old, ...others(9, 'ended')], {}, true],
  ['beside a staged one', [old, secret('next', 'staged')], {}, false, 'next'],
  ['beside a staged one that has expired', [old, secret('next', 'staged', { expiresAt: now })], {}, true],
  ['where it cannot be read', [old], { readable: false }, false],
  ['that is retiring', [secret('old', 'retiring', { expiresAt: now + 1 })], {}, undefined],
  ['that is gone', [secret('other', 'primary')], {}, undefined],
])('a primary secret %s', (_, secrets, given, stages, staged) => {
  const succession = successionOf('old', { secrets, maxAge: 60, readable: true, ...given }, now);
  expect(succession && { stages: succession.stages, staged: succession.notice.staged_secret_id }).toEqual(
    stages === undefined ? undefined : { stages, staged },
  );
});

it('a secret may grow as old as it likes where no age is said', () => {
  expect(successionOf('old', { secrets: [old], maxAge: undefined, readable: true }, now)).toBeUndefined();
});

it('its age is that as the primary one', () => {
  const promoted = secret('old', 'primary', { primarySince: now });
  for (const [one, at] of [
    [old, now - 1000],
    [promoted, now],
  ] as const)
    expect(successionOf('old', { secrets: [one], maxAge: 60, readable: true }, now)?.notice.too_old_at).toBe(
      new Date(at + 60_000).toISOString(),
    );
});
