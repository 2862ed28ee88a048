import type { FieldGroup } from '../elements/properties/properties-form.js';

const known: readonly FieldGroup[] = [
  {
    title: 'Basics',
    about: 'What the tenant is called, and where people find help.',
    properties: ['friendly_name', 'picture_url', 'support_email', 'support_url', 'enabled_locales'],
  },
  {
    title: 'Tokens and requests',
    about: 'What is meant where a request names nothing, how many tokens clients get, and how they register.',
    properties: [
      'default_audience',
      'default_directory',
      'default_token_quota',
      'resource_parameter_profile',
      'client_id_metadata_document_supported',
      'dynamic_client_registration_security_mode',
      'flags',
      'mtls',
      'acr_values_supported',
      'pushed_authorization_requests_supported',
      'authorization_response_iss_parameter_supported',
    ],
  },
  {
    title: 'Sessions of users',
    about: 'For how long people stay signed in, and where they are sent when they sign out.',
    properties: [
      'session_lifetime',
      'idle_session_lifetime',
      'ephemeral_session_lifetime',
      'idle_ephemeral_session_lifetime',
      'session_cookie',
      'sessions',
      'oidc_logout',
      'allowed_logout_urls',
      'default_redirection_uri',
      'skip_non_verifiable_callback_uri_confirmation_prompt',
    ],
  },
  {
    title: 'Pages for users',
    about: 'What they look like, and how browsers are told to treat them.',
    properties: ['change_password', 'guardian_mfa_page', 'error_page', 'device_flow', 'security_headers'],
  },
];
const listed = new Set(known.flatMap(({ properties }) => properties));

/** All settings of a tenant that a change may name, in groups; those that no group knows are the last one. */
export function tenantGroups(names: readonly string[]): readonly FieldGroup[] {
  return [
    ...known,
    {
      title: 'Others',
      about: 'Settings that few tenants need.',
      // Answers have lifetimes in hours alone, so that minutes would be shown as not set.
      properties: names.filter((name) => !listed.has(name) && !name.endsWith('_in_minutes')),
    },
  ];
}

/** More help than the descriptions give. */
export const tenantHelp: Readonly<Record<string, string>> = {
  friendly_name: 'For people: what the tenant is called.',
  default_audience: 'The API that a token is for where a request names none, by its identifier.',
  default_directory: 'The connection by whose users a password is checked where a request names none.',
  default_token_quota: 'How many tokens a client gets in an hour or a day that has no quota of its own.',
  session_lifetime: 'Hours after which people sign in again, however busy they are.',
  idle_session_lifetime: 'Hours without use after which people sign in again.',
};
