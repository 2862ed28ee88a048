import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RegisteredClient, registerClient, tokenBySecret } from '../oauth/registered-client.js';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ now: Date.parse('2026-06-01T12:00:00Z') });
});
afterAll(() => server.close());

const json = async (...call: Parameters<TestServer['call']>) => (await server.call(...call)).json();
const settings = () => json('GET', '/tenants/settings');
const change = (body: object) => json('PATCH', '/tenants/settings', body);

const values: Record<string, unknown> = {
  change_password: { enabled: true, html: '<p>' },
  guardian_mfa_page: { enabled: false },
  error_page: { url: 'https://example.com/error', show_log_link: true, html: '' },
  device_flow: { charset: 'digits', mask: '***-***' },
  friendly_name: 'Acme',
  picture_url: 'https://example.com/logo.png',
  support_email: 'help@example.com',
  support_url: '',
  enabled_locales: ['de', 'pt-BR'],
  security_headers: {
    content_security_policy: { enabled: true, policies: [{ directives: { 'default-src': ["'self'"] } }] },
    x_xss_protection: null,
  },
  session_lifetime: 1,
  idle_session_lifetime: 2,
  ephemeral_session_lifetime: 3,
  session_cookie: { mode: 'non-persistent' },
  sessions: { oidc_logout_prompt_enabled: false },
  oidc_logout: { rp_logout_end_session_endpoint_discovery: false },
  allowed_logout_urls: ['https://example.com/out'],
  default_redirection_uri: 'https://example.com/',
  default_audience: 'https://api.example/',
  default_directory: 'users',
  default_token_quota: { clients: { client_credentials: { per_day: 5, enforce: false } } },
  acr_values_supported: [],
  mtls: { enable_endpoint_aliases: true },
  pushed_authorization_requests_supported: true,
  resource_parameter_profile: 'compatibility',
  dynamic_client_registration_security_mode: 'strict',
  sandbox_version: '18',
  country_codes: { list: ['DE'], mode: 'allow' },
};

describe('the settings of a tenant', () => {
  it.each(Object.entries(values))('keep and show %s', async (name, value) => {
    const before = await settings();
    const shown = { ...before, [name]: value };
    expect(await change({ [name]: value })).toEqual(shown);
    expect(await settings()).toEqual(shown);
    expect(await json('GET', `/tenants/settings?fields=${name}`)).toEqual({ [name]: value });
  });

  it('have their switches changed one by one, and lose what null takes away', async () => {
    const { mtls, ...before } = await settings();
    expect(mtls).toBeDefined();
    await change({ flags: { enable_sso: true, use_scope_descriptions_for_consent: true } });
    expect(await change({ flags: { genai_trial: false }, mtls: null })).toEqual({
      ...before,
      flags: { enable_sso: true, use_scope_descriptions_for_consent: true, genai_trial: false },
    });
  });

  it.each([
    [{ session_lifetime: 8 }, { session_lifetime: 8 }],
    [{ session_lifetime_in_minutes: 45 }, { session_lifetime: 0.75 }],
    [{ idle_session_lifetime_in_minutes: 30 }, { session_lifetime: 0.75, idle_session_lifetime: 0.5 }],
    [{ session_lifetime: 2, session_lifetime_in_minutes: 150 }, { session_lifetime: 2.5 }],
    [{ session_lifetime: 3 }, { session_lifetime: 3 }],
    [{ ephemeral_session_lifetime_in_minutes: 90 }, { ephemeral_session_lifetime: 1.5 }],
    [{ idle_ephemeral_session_lifetime_in_minutes: 15 }, { idle_ephemeral_session_lifetime: 0.25 }],
  ])('show lifetimes in hours: %j', async (sent, lifetimes) => {
    const before = await settings();
    expect(await change(sent)).toEqual({ ...before, ...lifetimes });
    expect(await settings()).toEqual({ ...before, ...lifetimes });
  });

  it.each([
    [{}, /minimum/],
    [{ unknown: 1 }, /Additional properties not allowed: unknown/],
    [{ flags: { unknown: true } }, /Additional properties not allowed: unknown' on property flags/],
    [{ session_lifetime: 0 }, /on property session_lifetime/],
    [{ enabled_locales: [] }, /on property enabled_locales/],
    [{ enabled_locales: ['xx'] }, /No enum match/],
    [{ friendly_name: null }, /on property friendly_name/],
    [{ picture_url: 'logo.png' }, /on property picture_url/],
    [{ default_redirection_uri: 'http://example.com' }, /on property default_redirection_uri/],
    [{ default_token_quota: {} }, /on property default_token_quota/],
    [
      { default_token_quota: { clients: { client_credentials: { per_hour: 0 } } } },
      /on property default_token_quota/,
    ],
    [{ sandbox_version: '123456789' }, /on property sandbox_version/],
    [{ session_cookie: {} }, /Missing required property: mode/],
    [{ country_codes: { list: ['de'] } }, /on property country_codes/],
  ])('do not take %j', async (body, message) => {
    const before = await settings();
    expect(await change(body)).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: expect.stringMatching(message),
      errorCode: 'invalid_body',
    });
    expect(await settings()).toEqual(before);
  });

  it('are changed with update:tenant_settings alone, and logged', async () => {
    const reader = await server.tokenWith('read:tenant_settings');
    expect(await json('PATCH', '/tenants/settings', { friendly_name: 'x' }, { token: reader })).toMatchObject(
      {
        statusCode: 403,
        message: 'Insufficient scope, expected any of: update:tenant_settings',
      },
    );
    const token = await server.tokenWith('update:tenant_settings');
    const body = { friendly_name: 'Written' };
    expect(await json('PATCH', '/tenants/settings', body, { token })).toEqual(body);
    const [event] = await json('GET', '/logs?q=type:sapi&per_page=1');
    expect(event).toMatchObject({
      type: 'sapi',
      description: 'Update a tenant settings',
      details: { object: 'tenant_settings', action: 'update', properties: ['friendly_name'] },
    });
  });
});

describe('a default quota', () => {
  const quotaOf = async (client: RegisteredClient) => {
    const { statusCode, headers } = await tokenBySecret(server, client);
    return [statusCode, headers['auth0-client-quota-limit']];
  };
  const perHour = (per_hour: number) => ({ clients: { client_credentials: { per_hour } } });

  it('is that of clients without one of their own, from the next token on', async () => {
    await change({ default_token_quota: null });
    const client = await registerClient(server, {});
    const other = await registerClient(server, { token_quota: { client_credentials: { per_hour: 9 } } });
    expect(await quotaOf(client)).toEqual([200, undefined]);
    await change({ default_token_quota: perHour(2) });
    expect(await quotaOf(client)).toEqual([200, 'b=per_hour;q=2;r=1;t=3600']);
    expect(await quotaOf(client)).toEqual([200, 'b=per_hour;q=2;r=0;t=3600']);
    expect((await quotaOf(client))[0]).toBe(429);
    expect(await quotaOf(other)).toEqual([200, 'b=per_hour;q=9;r=8;t=3600']);
    await change({ default_token_quota: { organizations: { client_credentials: { per_hour: 1 } } } });
    expect(await quotaOf(client)).toEqual([200, undefined]);
  });
});
