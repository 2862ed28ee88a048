import { describe, expect, it } from 'vitest';
import type { ClientSecret } from '../../src/credential/client-secret.js';
import type { Credential } from '../../src/credential/credential.js';
import { rotatingOf } from '../../src/credential/remaining.js';

const now = Date.parse('2026-11-30T12:00:00Z');
const secrets: ClientSecret[] = [
  { id: 'sec_old', state: 'retiring', createdAt: 1, expiresAt: now + 1 },
  { id: 'sec_new', state: 'primary', createdAt: 2 },
];
const credential = (id: string, createdAt: string, expires_at?: string): Credential => ({
  id,
  credential_type: 'public_key',
  created_at: createdAt,
  updated_at: createdAt,
  ...(expires_at !== undefined && { expires_at }),
});
const credentials = [
  credential('first', '2026-01-01T00:00:00.000Z'),
  credential('second', '2026-02-01T00:00:00.000Z'),
  credential('expired', '2026-03-01T00:00:00.000Z', '2026-11-30T12:00:00.000Z'),
  credential('not-enabled', '2026-04-01T00:00:00.000Z'),
];
const naming = (...ids: string[]) => ({
  client_authentication_methods: { private_key_jwt: { credentials: ids.map((id) => ({ id })) } },
});

const statesOf = ({ credentials: shown }: ReturnType<typeof rotatingOf>) =>
  shown.map(({ credential: { id }, state }) => [id, state]);

describe('what shall remain', () => {
  it('is the primary secret of a client that uses secrets, none of whose keys is enabled', () => {
    const rotating = rotatingOf({}, { secrets, credentials }, now);
    expect(rotating).toMatchObject({ remaining: 'sec_new', works: true });
    expect(statesOf(rotating)).toEqual([
      ['not-enabled', 'disabled'],
      ['expired', 'disabled'],
      ['second', 'disabled'],
      ['first', 'disabled'],
    ]);
  });

  it('does not work where no secret is primary, or the primary one has expired', () => {
    const [retiring] = secrets;
    expect(rotatingOf({}, { secrets: retiring ? [retiring] : [], credentials }, now)).toMatchObject({
      remaining: undefined,
      works: false,
    });
    const expired: ClientSecret = { id: 'sec_new', state: 'primary', createdAt: 2, expiresAt: now };
    expect(rotatingOf({}, { secrets: [expired], credentials }, now)).toMatchObject({
      remaining: 'sec_new',
      works: false,
    });
  });

  it('is the newest credential that is enabled and has not expired, of a client with methods', () => {
    const rotating = rotatingOf(naming('first', 'expired', 'second'), { secrets, credentials }, now);
    expect(rotating).toMatchObject({ remaining: 'second', works: true });
    expect(statesOf(rotating)).toEqual([
      ['not-enabled', 'disabled'],
      ['expired', 'retiring'],
      ['second', 'primary'],
      ['first', 'retiring'],
    ]);
  });

  it('is nothing where all have expired, also where there are secrets, which such a client cannot use', () => {
    expect(rotatingOf(naming('expired'), { secrets, credentials }, now)).toMatchObject({
      remaining: undefined,
      works: false,
    });
  });

  it('does not follow credentials that are for other than authentication', () => {
    const holder = { signed_request_object: { credentials: [{ id: 'first' }] } };
    const rotating = rotatingOf(holder, { secrets, credentials }, now);
    expect(rotating.remaining).toBe('sec_new');
    expect(statesOf(rotating)).toContainEqual(['first', 'disabled']);
  });
});
