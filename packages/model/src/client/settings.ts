import * as Type from 'typebox';
import { type AddressFormatName, address } from '../address/format.js';
import { closed, dictionary, eachNullable, open, text } from '../schema.js';
import { appTypes, grantTypes, maxMetadata } from './setting-values.js';

/** A switch. */
export function flag(description: string) {
  return Type.Boolean({ description });
}

/** A duration in whole seconds. */
export function seconds(description: string, { minimum = 0, maximum = 2_147_483_647 } = {}) {
  return Type.Integer({ minimum, maximum, description });
}

/** A list of addresses. docs/reference/addresses.md */
export function addresses(format: AddressFormatName, description: string, maxItems = 500) {
  return Type.Array(address(format), { maxItems, description });
}

function partial<Properties extends Type.TProperties>(properties: Properties) {
  return Type.Partial(Type.Object(properties)).properties;
}

function names(description: string) {
  return Type.Array(text('Name', { minLength: 1, maxLength: 1000 }), { maxItems: 500, description });
}

/** Lists of the legacy protocols. management-api.md 2.8 */
export const lists = {
  client_aliases: names('Audiences of the SAML protocol'),
  allowed_clients: names('Clients and APIs that may make delegation requests'),
};

/** Content of pages; a change empties one, and a new client that has none leaves it out. management-api.md 2.8 */
export function pages(minLength: 0 | 1) {
  const page = (description: string) => text(description, { minLength, maxLength: 500_000 });
  return {
    custom_login_page: page('Custom login page'),
    custom_login_page_preview: page('Preview of the custom login page'),
    form_template: page('Form template of WS-Federation'),
  };
}

/** `app_type`. management-api.md 2.8 */
export const AppType = Type.Enum([...appTypes], { description: 'Type of the client' });

/** `grant_types`. management-api.md 2.8 */
export const GrantTypes = Type.Array(Type.Enum([...grantTypes]), {
  maxItems: 20,
  uniqueItems: true,
  description: 'Grant types that the client may use',
});

/** `encryption_key`; closed, so that no private key sent by mistake is kept. management-api.md 2.8 */
export const EncryptionKey = closed(
  {
    pub: Type.Optional(text('Public key', { maxLength: 16384, writeOnly: true })),
    cert: Type.Optional(text('Certificate', { maxLength: 16384, writeOnly: true })),
    subject: Type.Optional(text('Subject of the certificate', { maxLength: 1000 })),
  },
  { description: 'Key for encrypting tokens' },
);

const metadataValue = text('Value', { maxLength: 255 });
const metadataOptions = { propertyNames: text('Name'), description: 'Metadata of the client' };

/** `client_metadata` of a new client. management-api.md 2.8 */
export const ClientMetadata = dictionary<string>(metadataValue, {
  ...metadataOptions,
  maxProperties: maxMetadata,
});

/** `client_metadata` in a change, where null takes an entry away. management-api.md 2.4 */
export const ClientMetadataChange = dictionary<string | null>(Type.Union([metadataValue, Type.Null()]), {
  ...metadataOptions,
  maxProperties: maxMetadata,
});

/** `mobile`. management-api.md 2.8 */
export const Mobile = open(
  {
    android: Type.Optional(
      open({
        app_package_name: Type.Optional(text('Package name')),
        sha256_cert_fingerprints: Type.Optional(
          Type.Array(text('Fingerprint', { minLength: 1 }), {
            minItems: 1,
            maxItems: 100,
            description: 'Certificate fingerprints',
          }),
        ),
      }),
    ),
    ios: Type.Optional(
      open({
        team_id: Type.Optional(text('Team')),
        app_bundle_identifier: Type.Optional(text('Bundle identifier')),
      }),
    ),
  },
  { description: 'Native mobile settings' },
);

const someMember = { minProperties: 1 };
const socialLogins = (() => {
  const login = closed({ enabled: Type.Optional(flag('Whether it is enabled')) }, someMember);
  return { apple: login, facebook: login, google: login };
})();
const socialLoginOptions = { ...someMember, description: 'Native social login' };

/** `native_social_login`. management-api.md 2.8 */
export const NativeSocialLogin = closed(partial(socialLogins), socialLoginOptions);

/** `native_social_login` in a change, where null takes one provider away. management-api.md 2.4 */
export const NativeSocialLoginChange = closed(partial(eachNullable(socialLogins)), socialLoginOptions);

const federated = {
  google: closed({ is_enabled: Type.Optional(flag('Whether it is enabled')) }, someMember),
};
const federatedOptions = { ...someMember, description: 'Federated credential management' };

/** `fedcm_login`. management-api.md 2.8 */
export const FedcmLogin = closed(partial(federated), federatedOptions);

/** `fedcm_login` in a change, where null takes one provider away. management-api.md 2.4 */
export const FedcmLoginChange = closed(partial(eachNullable(federated)), federatedOptions);

/** `token_quota`. management-api.md 2.8 */
export const TokenQuota = closed(
  {
    client_credentials: closed(
      {
        enforce: Type.Optional(flag('Whether requests beyond the quota fail')),
        per_day: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Tokens per day' }),
        ),
        per_hour: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Tokens per hour' }),
        ),
      },
      someMember,
    ),
  },
  { description: 'How many tokens the client may get' },
);

/** `token_exchange`. management-api.md 2.8 */
export const TokenExchange = closed(
  {
    allow_any_profile_of_type: Type.Optional(
      Type.Array(Type.Enum(['custom_authentication', 'on_behalf_of_token_exchange']), {
        maxItems: 2,
        uniqueItems: true,
        description: 'Types of profiles that the client may use',
      }),
    ),
  },
  { description: 'Token exchange' },
);

const id = (description: string) => text(description, { minLength: 1 });

/** An id of the original's, which begins with the kind of object that it names. */
const prefixed = (kind: string, description: string) =>
  text(description, { pattern: `^${kind}_[0-9A-Za-z]{1,64}$` });

/** `default_organization`. management-api.md 2.8 */
export const DefaultOrganization = closed(
  {
    organization_id: prefixed('org', 'Id of the organization'),
    flows: Type.Array(Type.Enum(['client_credentials']), {
      maxItems: 1,
      description: 'Flows that use the organization',
    }),
  },
  { description: 'Default organization' },
);

/** `express_configuration`. management-api.md 2.8 */
export const ExpressConfiguration = closed(
  {
    initiate_login_uri_template: address('login-uri-template', 'Template of the login URI'),
    user_attribute_profile_id: prefixed('uap', 'Id of the user attribute profile'),
    connection_profile_id: prefixed('cop', 'Id of the connection profile'),
    enable_client: flag('Whether connections are enabled for the client'),
    enable_organization: flag('Whether connections are enabled for the organization'),
    linked_clients: Type.Optional(Type.Array(closed({ client_id: id('Id of a client') }), { maxItems: 100 })),
    okta_oin_client_id: id('Id of the express configuration client'),
    admin_login_domain: id('Domain where administrators log in'),
    oin_submission_id: Type.Optional(
      text('Id of the published application', { minLength: 1, maxLength: 200 }),
    ),
  },
  { description: 'Express configuration' },
);

/** `my_organization_configuration`. management-api.md 2.8 */
export const MyOrganizationConfiguration = closed(
  {
    connection_profile_id: Type.Optional(prefixed('cop', 'Id of the connection profile')),
    user_attribute_profile_id: Type.Optional(prefixed('uap', 'Id of the user attribute profile')),
    allowed_strategies: Type.Array(
      Type.Enum(['pingfederate', 'adfs', 'waad', 'google-apps', 'okta', 'oidc', 'samlp']),
      { maxItems: 100, description: 'Strategies of the connections that may be made' },
    ),
    connection_deletion_behavior: Type.Enum(['allow', 'allow_if_empty'], {
      description: 'Which connections may be deleted',
    }),
    invitation_landing_client_id: Type.Optional(id('Id of the client that invitations lead to')),
    third_party_client_access: Type.Optional(
      closed({
        default_value: Type.Enum(['block'], { description: 'What new organizations have' }),
        allowed_values: Type.Array(Type.Enum(['allow', 'block']), {
          maxItems: 10,
          description: 'What organizations may choose',
        }),
      }),
    ),
  },
  { description: 'Configuration of self-service organizations' },
);

/** `anonymous_sessions`. management-api.md 2.8 */
export const AnonymousSessions = closed(
  { active: flag('Whether anonymous sessions are active') },
  { description: 'Anonymous sessions' },
);

/** `b2b_integration_configuration`. management-api.md 2.8 */
export const B2bIntegrationConfiguration = closed(
  {
    sso_profiles: Type.Optional(
      Type.Array(id('Id of a profile'), { maxItems: 1, description: 'Profiles that are linked' }),
    ),
    integration_type: Type.Optional(
      Type.Enum(['custom_auth_server', 'third_party', 'application'], {
        description: 'Kind of the integration',
      }),
    ),
  },
  { description: 'B2B integration' },
);

/** `identity_assertion_authorization_grant`. management-api.md 2.8 */
export const IdentityAssertionAuthorizationGrant = closed(
  { active: flag('Whether the grant is active') },
  { description: 'Identity assertion authorization grant' },
);
