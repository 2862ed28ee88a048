import * as Type from 'typebox';
import { TokenQuota } from '../client/settings.js';
import { closed, nullable, open, text } from '../schema.js';
import { tenantFlags } from './flags.js';
import { locales } from './locales.js';
import { SecurityHeaders } from './security-headers.js';

const flag = (description: string) => Type.Boolean({ description });
const html = text('HTML', { maxLength: 100_000 });
const atLeastOne = (description: string) => Type.Integer({ minimum: 1, description });
/** An absolute URI, or nothing. */
const address = (description: string, schemes = '[A-Za-z][A-Za-z0-9+.-]*') =>
  text(description, { maxLength: 2048, pattern: `^(${schemes}:[^\\s\\p{Cc}]+)?$` });

const page = (description: string) =>
  nullable(
    closed(
      { enabled: Type.Optional(flag('Whether it is used')), html: Type.Optional(html) },
      { description },
    ),
  );

/** What the tenant's pages show. */
const pages = {
  change_password: page('Page on which a password is changed'),
  guardian_mfa_page: page('Page of multi-factor authentication'),
  error_page: nullable(
    closed(
      {
        html: Type.Optional(html),
        show_log_link: Type.Optional(flag('Whether the log is linked')),
        url: Type.Optional(address('Address of the page')),
      },
      { description: 'Error page' },
    ),
  ),
  device_flow: nullable(
    closed(
      {
        charset: Type.Optional(Type.Enum(['base20', 'digits'], { description: 'Characters of a user code' })),
        mask: Type.Optional(text('Form of a user code', { maxLength: 20 })),
      },
      { description: 'Device authorization' },
    ),
  ),
  friendly_name: text('Name of the tenant'),
  picture_url: address('Address of the logo'),
  support_email: text('Address of the support', { pattern: '^([^\\s@]+@[^\\s@]+)?$' }),
  support_url: address('Page of the support'),
  enabled_locales: Type.Array(Type.Enum(locales), { minItems: 1, maxItems: 100, description: 'Languages' }),
  security_headers: nullable(SecurityHeaders),
};

/** How long people stay logged in, and where they are sent. */
const sessions = {
  session_lifetime: atLeastOne('Hours for which a session lasts'),
  session_lifetime_in_minutes: atLeastOne('Minutes for which a session lasts'),
  idle_session_lifetime: atLeastOne('Hours for which a session lasts without use'),
  idle_session_lifetime_in_minutes: atLeastOne('Minutes for which a session lasts without use'),
  ephemeral_session_lifetime: atLeastOne('Hours for which a passing session lasts'),
  ephemeral_session_lifetime_in_minutes: atLeastOne('Minutes for which a passing session lasts'),
  idle_ephemeral_session_lifetime: atLeastOne('Hours for which a passing session lasts without use'),
  idle_ephemeral_session_lifetime_in_minutes: atLeastOne(
    'Minutes for which a passing session lasts without use',
  ),
  session_cookie: nullable(
    closed(
      {
        mode: Type.Enum(['persistent', 'non-persistent'], { description: 'Whether it outlives the browser' }),
      },
      { description: 'Session cookie' },
    ),
  ),
  sessions: nullable(
    closed(
      { oidc_logout_prompt_enabled: Type.Optional(flag('Whether a logout is confirmed')) },
      { description: 'Sessions' },
    ),
  ),
  oidc_logout: closed(
    { rp_logout_end_session_endpoint_discovery: Type.Optional(flag('Whether the endpoint is published')) },
    { description: 'Logout' },
  ),
  allowed_logout_urls: Type.Array(text('Address', { maxLength: 2048 }), {
    maxItems: 100,
    description: 'Where users may be sent after a logout',
  }),
  default_redirection_uri: address('Where users are sent otherwise', 'https'),
  skip_non_verifiable_callback_uri_confirmation_prompt: nullable(flag('Whether that prompt is skipped')),
};

const defaultQuota = Type.Optional(
  open(TokenQuota.properties, { description: 'How many tokens each may get' }),
);

/** How the tenant speaks OAuth. */
const protocol = {
  default_audience: text('Identifier of the API that is meant where none is named', { maxLength: 600 }),
  default_directory: text('Name of the connection that is meant where none is named'),
  default_token_quota: nullable(
    closed(
      { clients: defaultQuota, organizations: defaultQuota },
      { minProperties: 1, description: 'Quota of those that have none of their own' },
    ),
  ),
  flags: closed(
    Type.Partial(Type.Object(Object.fromEntries(tenantFlags.map((name) => [name, flag('Switch')]))))
      .properties,
    { description: 'Switches' },
  ),
  acr_values_supported: nullable(
    Type.Array(text('Value', { minLength: 1 }), { maxItems: 100, description: 'Values of acr' }),
  ),
  mtls: nullable(
    closed(
      { enable_endpoint_aliases: Type.Optional(flag('Whether the aliases are published')) },
      { description: 'Mutual TLS' },
    ),
  ),
  pushed_authorization_requests_supported: nullable(flag('Whether requests can be pushed')),
  authorization_response_iss_parameter_supported: nullable(flag('Whether answers name the issuer')),
  allow_organization_name_in_authentication_api: nullable(flag('Whether an organization is named')),
  customize_mfa_in_postlogin_action: nullable(flag('Whether actions choose the factor')),
  resource_parameter_profile: Type.Enum(['audience', 'compatibility'], {
    description: 'How an API is named',
  }),
  client_id_metadata_document_supported: flag('Whether clients are registered by a document'),
  dynamic_client_registration_security_mode: Type.Enum(['strict', 'permissive'], {
    description: 'Security of clients that register themselves',
  }),
};

const service = {
  sandbox_version: text('Version of the sandbox', { maxLength: 8 }),
  legacy_sandbox_version: text('Version of the older sandbox', { maxLength: 8 }),
  enable_ai_guide: flag('Whether the guide is on'),
  phone_consolidated_experience: flag('Whether phones have one place'),
  include_session_metadata_in_tenant_logs: flag('Whether metadata of sessions is logged'),
  country_codes: nullable(
    closed(
      {
        list: Type.Optional(
          Type.Array(
            Type.String({ minLength: 2, maxLength: 2, pattern: '^[A-Z]{2}$', description: 'Country' }),
            {
              maxItems: 300,
              description: 'Countries',
            },
          ),
        ),
        mode: Type.Optional(Type.Enum(['allow', 'deny'], { description: 'What becomes of them' })),
      },
      { description: 'Countries of phone numbers' },
    ),
  ),
};

/** Body of PATCH /tenants/settings. management-api.md 7 */
export const TenantSettingsUpdate = closed(
  Type.Partial(Type.Object({ ...pages, ...sessions, ...protocol, ...service })).properties,
  { minProperties: 1 },
);
/** Body of PATCH /tenants/settings. */
export type TenantSettingsUpdate = Type.Static<typeof TenantSettingsUpdate>;
