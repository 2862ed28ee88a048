import {
  newResourceServer,
  patchResourceServer,
  presentResourceServer,
  ResourceServerCreate,
  ResourceServerUpdate,
  RuleError,
  validator,
} from '@clientele/model';
import { describe, expect, it } from 'vitest';

const create = (body: object) =>
  newResourceServer(validator(ResourceServerCreate, 'Payload')({ identifier: 'urn:api', ...body }), {
    id: 'id1',
    encryptionKeyThumbprint: 'THUMB',
  });
const patch = (current: ReturnType<typeof create>, change: object) =>
  patchResourceServer(current, validator(ResourceServerUpdate, 'Payload')(change), {
    encryptionKeyThumbprint: 'THUMB',
  });

const encryption = (key: object = {}) => ({
  format: 'compact-nested-jwe',
  encryption_key: { alg: 'RSA-OAEP-256', pem: 'PEM', ...key },
});

describe('newResourceServer', () => {
  it('fills in the defaults and nothing else', () => {
    expect(create({})).toEqual({
      id: 'id1',
      identifier: 'urn:api',
      signing_alg: 'RS256',
      allow_offline_access: false,
      skip_consent_for_verifiable_first_party_clients: false,
      token_lifetime: 86400,
      token_lifetime_for_web: 7200,
      subject_type_authorization: {
        client: { policy: 'require_client_grant' },
        user: { policy: 'allow_all' },
      },
    });
  });

  it('completes who may get tokens, keeps empty scopes, and never keeps the secret', () => {
    const api = create({
      scopes: [],
      signing_secret: 'a secret of the API',
      subject_type_authorization: { client: { policy: 'deny_all' } },
    });
    expect(api).toMatchObject({
      scopes: [],
      subject_type_authorization: { client: { policy: 'deny_all' }, user: { policy: 'allow_all' } },
    });
    expect(api).not.toHaveProperty('signing_secret');
  });

  it('shortens the lifetime in browsers along, unless a longer one is asked for', () => {
    expect(create({ token_lifetime: 600 }).token_lifetime_for_web).toBe(600);
    expect(() => create({ token_lifetime: 600, token_lifetime_for_web: 601 })).toThrow('must not be greater');
  });

  it.each([
    [{ scopes: [{ value: 'a' }, { value: 'a' }] }, 'scopes lists "a" twice'],
    [{ scopes: [{ value: 'a b' }] }, 'on property scopes[0].value'],
    [{ identifier: '' }, 'too short'],
    [{ name: '<x>' }, 'does not match pattern'],
    [{ signing_secret: 'short' }, 'String is too short (5 chars), minimum 16'],
    [{ token_lifetime: -1 }, 'less than minimum 0'],
    [{ name: 'x'.repeat(201) }, 'String is too long (201 chars), maximum 200'],
    [{ is_system: true, client_id: 'x' }, 'Additional properties not allowed: is_system,client_id'],
  ])('refuses %j', (body, message) => {
    expect(() => create(body)).toThrow(message);
  });
});

describe('patchResourceServer', () => {
  it('replaces scopes as a whole and keeps what was not sent', () => {
    const current = create({ scopes: [{ value: 'a' }, { value: 'b' }] });
    expect(patch(current, { scopes: [{ value: 'c' }] })).toEqual({ ...current, scopes: [{ value: 'c' }] });
  });

  it.each([
    'token_encryption',
    'authorization_details',
    'proof_of_possession',
    'consent_policy',
    'authorization_policy',
  ])('takes %s away with null, whether it was there or not', (name) => {
    const current = create({
      token_encryption: encryption(),
      authorization_details: [{ type: 'payment' }],
      proof_of_possession: { mechanism: 'mtls', required: true },
      consent_policy: 'transactional-authorization-with-mfa',
      authorization_policy: { policy_id: 'p' },
    });
    expect(current).toHaveProperty(name);
    expect(patch(current, { [name]: null })).not.toHaveProperty(name);
    expect(patch(create({}), { [name]: null })).toEqual(create({}));
  });

  it.each([
    { authorization_policy: { policy_id: 'p' } },
    { proof_of_possession: { mechanism: 'dpop', required: true } },
  ] as const)('does not let %j lock everybody out of the Management API', (change) => {
    const management = { ...create({}), identifier: 'https://id.example.com/api/v2/', is_system: true };
    expect(() => patch(management, change)).toThrow('nobody could get a token to change it back');
    expect(patch({ ...management, identifier: 'https://id.example.com/me/' }, change)).toMatchObject(change);
  });

  it('takes the name of a system API that is sent back', () => {
    const system = { ...create({ name: 'System' }), is_system: true };
    expect(patch(system, { name: 'System' })).toEqual(system);
  });

  it('lets only a few things about a system API be changed', () => {
    const system = { ...create({}), is_system: true };
    const change = {
      token_lifetime: 3600,
      skip_consent_for_verifiable_first_party_clients: true,
      subject_type_authorization: { user: { policy: 'deny_all' } },
    };
    expect(patch(system, change)).toMatchObject({ token_lifetime: 3600, token_lifetime_for_web: 3600 });
    expect(() => patch(system, { token_lifetime: 0 })).toThrow('token_lifetime of a system API');
    expect(() => patch(system, { name: 'x', token_lifetime: 60, scopes: [] })).toThrow(
      new RuleError(
        400,
        'invalid_body',
        "Payload validation error: 'Additional properties not allowed: name,scopes'.",
      ),
    );
    expect(() => patch(system, { subject_type_authorization: { client: { policy: 'deny_all' } } })).toThrow(
      "Payload validation error: 'Additional properties not allowed: client' on property subject_type_authorization (Who may get tokens).",
    );
  });

  it('does not know the identifier', () => {
    expect(() => patch(create({}), { identifier: 'urn:b' })).toThrow(
      'Additional properties not allowed: identifier',
    );
  });
});

describe('presentResourceServer', () => {
  it('shows the thumbprint of an encryption key without kid, and never the key', () => {
    expect(presentResourceServer(create({ token_encryption: encryption() })).token_encryption).toEqual({
      format: 'compact-nested-jwe',
      encryption_key: { alg: 'RSA-OAEP-256', thumbprint_sha256: 'THUMB' },
    });
    expect(
      presentResourceServer(create({ token_encryption: encryption({ kid: 'k' }) })).token_encryption,
    ).toEqual({
      format: 'compact-nested-jwe',
      encryption_key: { alg: 'RSA-OAEP-256', kid: 'k' },
    });
  });

  it('shows the rest as it is', () => {
    expect(presentResourceServer({ ...create({}), signing_secret: 's' })).toEqual({
      ...create({}),
      signing_secret: 's',
    });
  });
});
