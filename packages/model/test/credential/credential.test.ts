import {
  addCredential,
  type Credential,
  CredentialCreate,
  CredentialUpdate,
  fullCredentials,
  normalizeTimestamp,
  presentCredential,
  RuleError,
  usableCredentials,
  validator,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';
import { clientOf, credentialOf, keyClientOf } from '../client/samples.js';

const check = validator(CredentialCreate, 'Payload');

describe('the body of a new credential', () => {
  it.each([
    { credential_type: 'public_key', pem: 'P' },
    {
      credential_type: 'public_key',
      pem: 'P',
      name: 'n',
      alg: 'PS256',
      kid: 'abc-_12345',
      parse_expiry_from_cert: true,
      expires_at: '2030-01-01T00:00:00+02:00',
    },
    { credential_type: 'cert_subject_dn', pem: 'P' },
    { credential_type: 'cert_subject_dn', subject_dn: 'CN=a', name: '' },
    { credential_type: 'x509_cert', pem: 'P' },
  ])('may be %j', (body) => {
    expect(check(body)).toEqual(body);
  });

  it.each([
    [{}, 'Missing required property: credential_type'],
    [{ credential_type: 'key' }, 'No enum match for: "key"'],
    [{ credential_type: 'public_key' }, 'Missing required property: pem'],
    [
      { credential_type: 'public_key', pem: 'P', subject_dn: 'CN=a' },
      'Additional properties not allowed: subject_dn',
    ],
    [{ credential_type: 'public_key', pem: 'P', alg: 'HS256' }, 'No enum match for: "HS256"'],
    [
      { credential_type: 'public_key', pem: 'P', kid: 'with spaces' },
      'does not match pattern ^[0-9a-zA-Z_-]{10,64}$',
    ],
    [{ credential_type: 'public_key', pem: 'P', expires_at: 'tomorrow' }, 'format date-time: tomorrow'],
    [
      { credential_type: 'public_key', pem: 'x'.repeat(16385) },
      'String is too long (16385 chars), maximum 16384',
    ],
    [{ credential_type: 'cert_subject_dn' }, 'Missing required property: pem'],
    [
      { credential_type: 'cert_subject_dn', pem: 'P', subject_dn: 'CN=a' },
      'Additional properties not allowed: subject_dn',
    ],
    [
      { credential_type: 'cert_subject_dn', subject_dn: 'CN=a', alg: 'RS256' },
      'Additional properties not allowed: alg',
    ],
    [{ credential_type: 'cert_subject_dn', subject_dn: 'x'.repeat(257) }, 'maximum 256'],
    [{ credential_type: 'x509_cert', subject_dn: 'CN=a' }, 'Additional properties not allowed: subject_dn'],
    [
      { credential_type: 'x509_cert', pem: 'P', expires_at: '2030-01-01T00:00:00Z' },
      'not allowed: expires_at',
    ],
  ])('may not be %j', (body, message) => {
    expect(() => check(body)).toThrow(message);
  });

  it('changes in its expiry only', () => {
    const update = validator(CredentialUpdate, 'Payload');
    expect(update({ expires_at: null })).toEqual({ expires_at: null });
    expect(() => update({ name: 'n' })).toThrow('Additional properties not allowed: name');
  });
});

describe('presentCredential', () => {
  it('shows what is set, in the documented order, and no key', () => {
    const stored: Credential = {
      ...credentialOf('cred_1', {
        kid: 'k',
        alg: 'RS256',
        name: 'n',
        expires_at: '2030-01-01T00:00:00.000Z',
      }),
      key_thumbprint: 't',
      public_key: 'PEM',
    };
    expect(Object.keys(presentCredential(stored))).toEqual([
      'id',
      'credential_type',
      'kid',
      'alg',
      'name',
      'created_at',
      'updated_at',
      'expires_at',
    ]);
    expect(presentCredential(credentialOf('cred_1', { subject_dn: 'CN=a' }))).toEqual(
      credentialOf('cred_1', { subject_dn: 'CN=a' }),
    );
  });
});

describe('fullCredentials', () => {
  it('lists the requests of all slots', () => {
    const [first, second] = [
      { credential_type: 'public_key', pem: '1' },
      { credential_type: 'public_key', pem: '2' },
    ] as const;
    const body = {
      name: 'x',
      client_authentication_methods: { private_key_jwt: { credentials: [first, second] } },
      token_vault_privileged_access: { credentials: [second] },
    };
    expect(fullCredentials(body)).toEqual([
      { slot: 'private_key_jwt', request: first },
      { slot: 'private_key_jwt', request: second },
      { slot: 'token_vault_privileged_access', request: second },
    ]);
    expect(fullCredentials({})).toEqual([]);
  });
});

describe('addCredential', () => {
  const four = ['1', '2', '3', '4'].map((id) =>
    credentialOf(id, { kid: `kid${id}`, key_thumbprint: `key${id}` }),
  );

  it('allows four credentials and no fifth', () => {
    expect(() => addCredential(four.slice(1), credentialOf('5'))).not.toThrow();
    expect(() => addCredential(four, credentialOf('5'))).toThrow(
      new RuleError(400, 'invalid_body', 'A client can have a maximum of 4 credentials.'),
    );
  });

  it.each([
    [{ key_thumbprint: 'key1' }, 'credentials contains public keys that already exist in client'],
    [{ kid: 'kid1' }, 'credentials contains a kid that already exists in client'],
  ])('refuses %j a second time', (rest, message) => {
    expect(() => addCredential(four.slice(0, 2), credentialOf('5', rest))).toThrow(
      new RuleError(400, 'invalid_body', message),
    );
  });

  it('allows certificates beside each other, which have neither', () => {
    const certificate = credentialOf('1', { credential_type: 'x509_cert' });
    expect(() => addCredential([certificate], certificate)).not.toThrow();
  });
});

describe('usableCredentials', () => {
  const now = Date.parse('2026-06-01T00:00:00.000Z');
  const credentials = [
    credentialOf('unnamed'),
    credentialOf('lasting'),
    credentialOf('running', { expires_at: '2026-06-01T00:00:00.001Z' }),
    credentialOf('expired', { expires_at: '2026-06-01T00:00:00.000Z' }),
  ];
  const usable = (...named: string[]) =>
    usableCredentials(keyClientOf(...named), 'private_key_jwt', credentials, now).map(({ id }) => id);

  it('are those named and not expired', () => {
    expect(usable('expired', 'running')).toEqual(['running']);
    expect(usable('lasting', 'deleted')).toEqual(['lasting']);
  });

  it('are none where none is named', () => {
    expect(usable()).toEqual([]);
    expect(usableCredentials(clientOf(), 'private_key_jwt', credentials, now)).toEqual([]);
    expect(usableCredentials(keyClientOf('lasting'), 'signed_request_object', credentials, now)).toEqual([]);
  });
});

describe('normalizeTimestamp', () => {
  it.each([
    ['2023-05-16T11:07:30.535694+02:00', '2023-05-16T09:07:30.535Z'],
    ['2095-05-13T09:33:13Z', '2095-05-13T09:33:13.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('writes %s as %s', (sent, answered) => {
    expect(normalizeTimestamp(sent)).toBe(answered);
  });

  it.each(['2016-12-31T23:59:60Z', '2030-01-01T00:00:00Z[Europe/Paris]', '9999-12-31T23:59:59-01:00', 'x'])(
    'refuses %s',
    (sent) => {
      expect(() => normalizeTimestamp(sent)).toThrow(RuleError);
    },
  );
});
