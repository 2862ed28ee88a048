/** Properties that belong together, in the order in which they are asked about. */
export interface PropertyGroup {
  title: string;
  about: string;
  properties: readonly string[];
}

/** The properties of a client in plain groups; what is in none of them comes last. */
export const groups: readonly PropertyGroup[] = [
  {
    title: 'Basics',
    about: 'What the client is, for people and for the rules that apply to it.',
    properties: [
      'name',
      'description',
      'app_type',
      'is_first_party',
      'third_party_security_mode',
      'disabled',
      'logo_uri',
    ],
  },
  {
    title: 'Tokens',
    about: 'How the client may ask for tokens, how many, and what they are like.',
    properties: [
      'grant_types',
      'jwt_configuration',
      'refresh_token',
      'token_quota',
      'token_exchange',
      'require_proof_of_possession',
    ],
  },
  {
    title: 'Secrets',
    about: 'What happens when the secret is rotated.',
    properties: ['secret_rotation'],
  },
  {
    title: 'Addresses',
    about: 'Where users may be sent, and from where scripts may ask. Each has to match as a whole.',
    properties: ['callbacks', 'allowed_logout_urls', 'web_origins', 'allowed_origins', 'initiate_login_uri'],
  },
  {
    title: 'Metadata',
    about:
      'Keys and values of your own. Clients can be found by them. No secrets: everybody who reads clients reads them.',
    properties: ['client_metadata'],
  },
  {
    title: 'Sign-in',
    about: 'How users sign in and out of the application.',
    properties: [
      'oidc_conformant',
      'sso',
      'sso_disabled',
      'cross_origin_authentication',
      'cross_origin_loc',
      'oidc_logout',
      'session_transfer',
      'native_social_login',
      'fedcm_login',
      'custom_login_page_on',
      'custom_login_page',
      'custom_login_page_preview',
      'anonymous_sessions',
      'async_approval_notification_channels',
    ],
  },
  {
    title: 'Organizations',
    about: 'Whether the application is used for organizations, and how they are asked for.',
    properties: [
      'organization_usage',
      'organization_require_behavior',
      'organization_discovery_methods',
      'default_organization',
      'my_organization_configuration',
    ],
  },
  {
    title: 'Requests',
    about: 'What is asked of requests for authorization.',
    properties: [
      'require_pushed_authorization_requests',
      'par_request_expiry',
      'signed_request_object',
      'redirection_policy',
      'skip_non_verifiable_callback_uri_confirmation_prompt',
      'compliance_level',
      'is_token_endpoint_ip_header_trusted',
    ],
  },
];

/** Properties that have a place of their own, or are an older name of another one. */
export const elsewhere: ReadonlySet<string> = new Set([
  'client_secret',
  'signing_keys',
  'client_authentication_methods',
  'token_endpoint_auth_method',
  'cross_origin_auth',
  'oidc_backchannel_logout',
]);

/** The scope that a change of a property needs besides the right to change clients. */
export const furtherScope: Readonly<Record<string, string>> = {
  secret_rotation: 'update:client_keys',
  signed_request_object: 'update:client_credentials',
  token_vault_privileged_access: 'update:client_credentials',
};

/** The groups, with all properties of a schema. */
export function groupsOf(properties: readonly string[]): readonly PropertyGroup[] {
  const named = new Set(groups.flatMap((group) => group.properties));
  const rest = properties.filter((name) => !named.has(name) && !elsewhere.has(name));
  return [
    ...groups,
    {
      title: 'Other',
      about: 'What few clients need: older protocols, add-ons, and special kinds of clients.',
      properties: rest,
    },
  ];
}
