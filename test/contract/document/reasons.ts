import type { Difference } from './differences.js';

/** Why the two documents may differ somewhere. */
export interface Reason {
  /** What decides, where the published description does not. */
  source: 'recordings' | 'newer types' | 'access rules' | 'extension' | 'bounds' | 'notation' | 'not here';
  text: string;
  /** The facts that it is about; what is tested is the fact with both values. */
  about: RegExp;
}

/** Each difference has the first of these reasons that is about it, and each reason is about some difference. */
export const reasons: readonly Reason[] = [
  {
    source: 'not here',
    text: 'Clients that publish their metadata under a URL, and organizations, do not exist here.',
    about:
      /^\w+ \/(clients\/cimd|organizations)\/|^GET \/client-grants\/\{\}\/organizations answer[^ ]*\[\]\./,
  },
  {
    source: 'not here',
    text: 'A log event has no connection, location or strategy, and a user only where a person signed in to the console; `_id` is its older id.',
    about: /^GET \/logs[^ ]* (answer|query)/,
  },
  {
    source: 'extension',
    text: 'Connections are kept here as far as clients need them; the excerpt leaves their endpoints out.',
    about: /^\w+ \/connections(\/\{\})? operation/,
  },
  {
    source: 'extension',
    text: 'Search for clients and APIs, and the list forms, filters and `fields` that tools send for APIs and clients.',
    about:
      /^GET \/(clients|resource-servers)\/search |^GET \/resource-servers[^ ]* (query\.(fields|from|take)|answer\.next)|query\.client_ids/,
  },
  {
    source: 'extension',
    text: 'Reports on the secrets, keys and certificates of all clients.',
    about: /^GET \/credentials\/\w+ operation/,
  },
  {
    source: 'extension',
    text: 'Several secrets of a client, and an overlap of rotations: `/clients/{id}/secrets`, `secret_rotation`, `previous_secret_expires_in`.',
    about:
      /^\w+ \/clients\/\{\}\/secrets(\/\{\})? operation|\.secret_rotation property|^POST \/clients\/\{\}\/rotate-secret (body|status 409)/,
  },
  {
    source: 'extension',
    text: 'Whose a secret is that was found somewhere, and its end.',
    about: /^POST \/secrets\/lookup operation/,
  },
  {
    source: 'extension',
    text: 'Why an assertion of a client is refused.',
    about: /^POST \/clients\/\{\}\/check-assertion operation/,
  },
  {
    source: 'extension',
    text: 'Counted use: `/usage`, `/clients/{id}/rotation`, and `last_used` of credentials with `include_usage`.',
    about:
      /^GET \/(usage|clients\/\{\}\/rotation) operation|^GET \/clients\/\{\}\/credentials[^ ]* (query\.include_usage|answer(\[\])?\.last_used) property/,
  },
  {
    source: 'extension',
    text: 'Preconditions: `If-Match` on changes, answered by 412.',
    about: / status 412 /,
  },
  {
    source: 'extension',
    text: 'Every POST can be repeated with an `Idempotency-Key`; one that was sent with another request is 409.',
    about: /^POST [^ ]* status 409 undefined/,
  },
  {
    source: 'extension',
    text: '503 while the database is away; 404 for an API that does not exist; 400 for a query, path or state that is refused.',
    about: / status (503|400|404) undefined|^PATCH \/resource-servers\/\{\} status 404/,
  },
  {
    source: 'extension',
    text: 'Algorithms for elliptic keys: ES256 and EdDSA.',
    about: /(alg|signing_alg) enum /,
  },
  {
    source: 'extension',
    text: '`disabled` stops a client; a secret may be chosen on create too, and has at least 16 characters.',
    about: /(\.disabled|POST \/clients body\.client_secret) property|body\.client_secret (minLength|pattern)/,
  },
  {
    source: 'extension',
    text: 'The kind of a signing key, `kty`, since there are several; and until when one that has signed is published.',
    about: /\/keys\/signing[^ ]* answer[^ ]*\.(kty|published_until) /,
  },
  {
    source: 'recordings',
    text: 'Credentials and APIs answer PATCH with 200, an identifier cannot change into one that is in use, and the shown members of a token encryption have no key.',
    about: /^PATCH [^ ]* status (200|201|409)|answer[^ ]*\.token_encryption/,
  },
  {
    source: 'recordings',
    text: 'A change of `token_vault_privileged_access` has all its members, and a new one no empty list.',
    about:
      /^PATCH \/clients\/\{\} body\.token_vault_privileged_access\.\w+ required|^POST \/clients body\.token_vault_privileged_access\.\w+ minItems/,
  },
  {
    source: 'recordings',
    text: 'null takes `addons`, `signed_request_object`, `token_vault_privileged_access` and either twin of `oidc_logout` away.',
    about:
      /\.(addons|signed_request_object|token_vault_privileged_access|oidc_logout|oidc_backchannel_logout) type /,
  },
  {
    source: 'recordings',
    text: 'Properties that tools send and answers have: `cross_origin_auth`, `oidc_backchannel_logout`, `callback_url_template`, `encrypted` on create, `token_lifetime_for_web`, the id of the client in the body of its rotation; a credential that never expires may answer `expires_at: null`.',
    about:
      /rotate-secret body\.id property|\.(cross_origin_auth|oidc_backchannel_logout|callback_url_template|use_scope_descriptions_for_consent|encrypted|token_lifetime_for_web) property|\.expires_at type/,
  },
  {
    source: 'newer types',
    text: 'What the SDK of this autumn has beyond the description of June.',
    about:
      /\.(agent_id|anonymous_sessions|b2b_integration_configuration|identity_assertion_authorization_grant|created_at|updated_at|third_party_client_access|grants|agent_subject_claims|anonymous_user|token_lifetime_for_anonymous_access_tokens|cross_app_access_resource_app|allow_missing_user_id|enabled_clients|\w+_lifetime_in_minutes) property|(app_type|subject_type|strategy|strategy\[\]) enum/,
  },
  {
    source: 'access rules',
    text: 'Which scopes a change needs is decided by property, and the connections of a client need two; `signing_keys` is taken only to be refused by its own message.',
    about: / scopes |PATCH \/clients\/\{\} body\.signing_keys /,
  },
  {
    source: 'access rules',
    text: 'A credential of another client is a 404 on DELETE too; an unknown one is a 204, and no state refuses it.',
    about: /^DELETE \/clients\/\{\}\/credentials\/\{\} status /,
  },
  {
    source: 'access rules',
    text: '`encryption_key` takes no further members, so that a private key sent by mistake is not kept.',
    about: /\.encryption_key members /,
  },
  {
    source: 'bounds',
    text: 'Every text, list and number has a bound, also where the description names none; text has no spaces or control characters where it is part of a URL or a scope.',
    about:
      / (maxLength|maxItems|maximum|minimum|maxProperties) undefined |body[^ ]*(scopes\[\]\.value|identifier|cross_origin_loc) pattern /,
  },
  {
    source: 'bounds',
    text: 'A text that must be there is not empty, and a list names nothing twice.',
    about: / (minLength undefined 1|minItems 0 undefined|minLength undefined 0|uniqueItems undefined true)$/,
  },
  {
    source: 'bounds',
    text: 'Grant types are those that the original knows; a misspelt one is refused.',
    about: /grant_types\[\] (enum|minLength) /,
  },
  {
    source: 'notation',
    text: 'Formats of addresses and ids, which are checked by rules of this registry or by a pattern.',
    about: / (format|pattern) /,
  },
  {
    source: 'notation',
    text: 'Numbers are whole, times are text, and what answers do not hold is not written as null.',
    about:
      /answer[^ ]* type |\[\] minLength 1 undefined|query\.allow_any_organization enum|rotate-secret body /,
  },
  {
    source: 'not here',
    text: 'There is no sandbox, so no list of its versions.',
    about: /\.sandbox_versions_available property/,
  },
  {
    source: 'not here',
    text: 'Statuses that no request leads to.',
    about: /^(POST \/clients|GET \/keys\/signing[^ ]*) status (400|409) true undefined/,
  },
];

/** The reason of a difference, or undefined. */
export function reasonOf({ fact, theirs, ours }: Difference): Reason | undefined {
  return reasons.find(({ about }) => about.test(`${fact} ${theirs} ${ours}`));
}
