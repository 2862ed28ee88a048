import {
  type Client,
  clientReadScopes,
  parseFields,
  presentClient,
  presentRefusal,
  propertyScopes,
  RuleError,
} from '@clientele/model';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientOf, credentialOf, keyClientOf } from './samples.js';

const summary = ['client_id', 'app_type', 'name', 'description'];
const keys = [
  'client_secret',
  'encryption_key',
  'signing_keys',
  'client_authentication_methods',
  'signed_request_object',
  'token_vault_privileged_access',
];
const scopes = (...held: string[]) => new Set(held);
const all = scopes(...clientReadScopes);

const full: Client & { client_secret: string } = {
  ...clientOf({
    app_type: 'non_interactive',
    description: 'd',
    encryption_key: { pub: 'P', cert: 'C' },
    oidc_logout: {
      backchannel_logout_urls: ['https://a.test'],
      backchannel_logout_initiators: { mode: 'all' },
    },
    mobile: { android: { app_package_name: 'a' }, ios: { team_id: 't' } },
  }),
  client_secret: 'the secret',
  signing_keys: [{ cert: 'CERT', pkcs7: 'PKCS7', subject: '/CN=acme' }],
  signed_request_object: { required: true, credentials: [{ id: 'cred_1' }] },
  token_vault_privileged_access: { credentials: [{ id: 'cred_1' }] },
  owners: ['o'],
  config_route: '/r',
};

describe('presentClient', () => {
  it.each([
    [['read:client_summary'], true, false, false],
    [['read:clients'], true, true, false],
    [['read:client_credentials'], true, false, true],
    [['read:client_keys'], true, true, true],
    [['read:clients', 'read:client_credentials'], true, true, true],
    [['update:clients'], false, false, false],
  ])('shows %j what it may see', (held, summarized, rest, secrets) => {
    const shown = Object.keys(presentClient(full, { scopes: scopes(...held) }));
    const everything = Object.keys(presentClient(full, { scopes: all }));
    const expected = everything.filter((name) => {
      if (summary.includes(name)) return summarized;
      return keys.includes(name) ? secrets : rest;
    });
    expect(shown.sort()).toEqual(expected.sort());
  });

  it('shows nobody a key property without a scope for keys, whatever the client holds', () => {
    const named = fc.record({ credentials: fc.array(fc.record({ id: fc.string() })) });
    const held = fc.record(
      {
        client_secret: fc.string(),
        encryption_key: fc.record({ pub: fc.string(), cert: fc.string() }),
        signing_keys: fc.array(fc.record({ cert: fc.string() })),
        client_authentication_methods: fc.record({ private_key_jwt: named }),
        signed_request_object: named,
        token_vault_privileged_access: named,
      },
      { requiredKeys: [] },
    );
    const granted = fc.subarray([
      'read:clients',
      'read:client_summary',
      'update:client_keys',
      'create:clients',
    ]);
    const fields = fc.option(
      fc.subarray([...keys, 'name', 'encryption_key.pub', 'mobile.ios'], { minLength: 1 }),
    );
    fc.assert(
      fc.property(held, granted, fields, fc.boolean(), (holds, scopesHeld, names, include) => {
        const shown = presentClient(
          { ...clientOf(), ...holds },
          { scopes: new Set(scopesHeld), fields: parseFields(names?.join(), include), inList: true },
        );
        expect(Object.keys(shown).filter((name) => keys.includes(name))).toEqual([]);
      }),
    );
  });

  it('hides the secret while the client has authentication methods, from everyone', () => {
    const client = { ...keyClientOf('cred_1'), client_secret: 'the secret' };
    const view = { scopes: all, always: ['client_id', 'client_secret'] };
    expect(JSON.stringify(presentClient(client, view))).not.toContain('the secret');
    expect(presentClient(full, { scopes: all })).toMatchObject({ client_secret: 'the secret' });
  });

  it('shows the older names beside the newer ones', () => {
    expect(presentClient(full, { scopes: all })).toMatchObject({
      cross_origin_authentication: false,
      cross_origin_auth: false,
      oidc_logout: full.oidc_logout,
      oidc_backchannel_logout: { backchannel_logout_urls: ['https://a.test'] },
    });
  });

  it('never lets a private key out of the signing keys', () => {
    const signing_keys = [{ cert: 'CERT', key: 'PRIVATE' }];
    expect(presentClient({ ...full, signing_keys }, { scopes: all }).signing_keys).toEqual([
      { cert: 'CERT' },
    ]);
  });

  it('always shows what was just generated', () => {
    const view = { scopes: scopes('create:clients'), always: ['client_id', 'client_secret'] };
    expect(presentClient(full, view)).toEqual({ client_id: 'client1', client_secret: 'the secret' });
  });

  it('echoes new credentials in full where they are named', () => {
    const credential = credentialOf('cred_1', { kid: 'kid-of-the-key' });
    const shown = presentClient(keyClientOf('cred_1'), { scopes: all, credentials: [credential] });
    expect(shown.client_authentication_methods).toEqual({ private_key_jwt: { credentials: [credential] } });
  });

  const select = (fields: string, include?: boolean) =>
    presentClient(full, { scopes: scopes('read:clients'), fields: parseFields(fields, include) });

  it('keeps the named properties, nested ones inside their object', () => {
    expect(select('client_id, mobile.ios,refresh_token.leeway')).toEqual({
      client_id: 'client1',
      mobile: { ios: { team_id: 't' } },
      refresh_token: { leeway: 0 },
    });
    expect(select('mobile.ios,mobile.android')).toEqual({ mobile: full.mobile });
    expect(select('mobile.ios,mobile')).toEqual({ mobile: full.mobile });
  });

  it('takes the named properties away, nested ones out of their object', () => {
    const { mobile, ...rest } = presentClient(full, { scopes: scopes('read:clients') });
    expect(select('mobile', false)).toEqual(rest);
    expect(select('mobile.ios', false)).toEqual({ ...rest, mobile: { android: { app_package_name: 'a' } } });
  });

  it('leaves out what the client lacks or the token may not see, though it was named', () => {
    expect(select('logo_uri,client_secret,signing_key,encryption_key.pub,jwt_configuration.alg')).toEqual({});
  });

  it('understands signing_key as signing_keys', () => {
    expect(presentClient(full, { scopes: all, fields: parseFields('signing_key', true) })).toEqual({
      signing_keys: full.signing_keys,
    });
  });

  it('adds the tenant to lists with fields, where it is visible', () => {
    const view = { fields: parseFields('client_id', undefined), inList: true };
    expect(presentClient(full, { scopes: scopes('read:clients'), ...view })).toEqual({
      client_id: 'client1',
      tenant: 'acme',
    });
    expect(presentClient(full, { scopes: scopes('read:client_summary'), ...view })).toEqual({
      client_id: 'client1',
    });
  });
});

describe('parseFields', () => {
  it.each([
    '',
    ' ',
    'name,',
    'nme',
    'constructor',
    '__proto__',
    'mobile.web',
    'name.first',
    'jwt_configuration.',
  ])('refuses %j', (fields) => {
    const parse = () => parseFields(fields, true);
    expect(parse).toThrow(RuleError);
    expect(parse).toThrow(/^Query validation error: .* on property fields\.$/);
  });

  it('selects nothing where fields is absent', () => {
    expect(parseFields(undefined, false)).toBeUndefined();
  });
});

describe('propertyScopes', () => {
  it.each([
    [{ name: 'x', client_secret: 's' }, 'create', []],
    [{ client_authentication_methods: {} }, 'create', ['create:client_credentials']],
    [{ signed_request_object: {} }, 'create', ['create:client_credentials']],
    [{ token_vault_privileged_access: {} }, 'create', ['create:client_credentials']],
    [{ name: 'x' }, 'update', []],
    [{ client_secret: 's' }, 'update', ['update:client_keys']],
    [{ signing_keys: [] }, 'update', ['update:client_keys']],
    [{ client_authentication_methods: null }, 'update', ['update:client_credentials']],
    [
      { client_secret: 's', signed_request_object: {} },
      'update',
      ['update:client_keys', 'update:client_credentials'],
    ],
  ] as const)('for %j on %s are %j', (body, action, expected) => {
    expect(propertyScopes(body, action)).toEqual(expected);
  });
});

describe('presentRefusal', () => {
  const refusal = new RuleError(
    400,
    'invalid_body',
    'client_authentication_methods and name do not go together',
  );
  const shown = (scopes: string[], sent: object) =>
    presentRefusal(refusal, { scopes: new Set(scopes), sent }).message;

  it('names what the token may see, and what the caller sent itself', () => {
    expect(shown(['read:client_credentials'], { name: 'x' })).toBe(refusal.message);
    expect(shown([], { client_authentication_methods: null, name: 'x' })).toBe(refusal.message);
  });

  it('names nothing else', () => {
    expect(shown(['read:clients'], { name: 'x' })).toBe(
      'The change of name contradicts properties that this token may not see.',
    );
  });
});
