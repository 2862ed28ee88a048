import * as Type from 'typebox';
import { closed, nullable, open, text } from '../schema.js';

const scopes = Type.Array(
  closed({
    value: text('Name of the scope', { minLength: 1, maxLength: 280, pattern: '^[^\\s\\p{Cc}]+$' }),
    description: Type.Optional(text('What the scope allows', { maxLength: 500 })),
  }),
  { maxItems: 1000, description: 'Scopes of the API' },
);

/** The longest lifetime of a token, in seconds: 30 days. */
const maxTokenLifetime = 2_592_000;
const lifetime = (description: string) =>
  Type.Integer({ minimum: 0, maximum: maxTokenLifetime, description });

function policy<Schema extends Type.TSchema>(values: Schema) {
  return Type.Optional(open({ policy: Type.Optional(values) }));
}

const policies = {
  user: policy(Type.Enum(['allow_all', 'deny_all', 'require_client_grant'])),
  client: policy(Type.Enum(['deny_all', 'require_client_grant'])),
  anonymous_user: policy(Type.Enum(['deny_all', 'require_client_grant'])),
};

const tokenEncryption = closed(
  {
    format: Type.Literal('compact-nested-jwe'),
    encryption_key: closed({
      name: Type.Optional(text('Name of the key', { minLength: 1, maxLength: 128 })),
      alg: Type.Enum(['RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'], {
        description: 'Algorithm of the key',
      }),
      kid: Type.Optional(text('Id of the key', { minLength: 1, maxLength: 128 })),
      pem: text('PEM with the public key', { minLength: 1, maxLength: 4096, writeOnly: true }),
    }),
  },
  { description: 'Encryption of access tokens' },
);

/** What create and update take alike. management-api.md 5 */
const changeable = Type.Partial(
  Type.Object({
    name: text('Name of the API', { minLength: 1, maxLength: 200, pattern: '^[^<>]+$' }),
    scopes,
    signing_alg: Type.Enum(['HS256', 'RS256', 'RS512', 'PS256', 'ES256', 'EdDSA'], {
      description: 'Algorithm that signs tokens',
    }),
    signing_secret: text('Secret that signs tokens', { minLength: 16, writeOnly: true }),
    allow_offline_access: Type.Boolean({ description: 'Whether refresh tokens may be issued' }),
    allow_online_access: Type.Boolean({ description: 'Whether online refresh tokens may be issued' }),
    allow_online_access_with_ephemeral_sessions: Type.Boolean({
      description: 'The same for ephemeral sessions',
    }),
    skip_consent_for_verifiable_first_party_clients: Type.Boolean({
      description: 'Whether consent is skipped',
    }),
    token_lifetime: lifetime('Time for which a token is valid'),
    token_lifetime_for_web: lifetime('Time for which a token of a browser flow is valid'),
    token_lifetime_for_anonymous_access_tokens: nullable(
      lifetime('Time for which a token of an anonymous session is valid'),
    ),
    agent_subject_claims: nullable(
      Type.Unknown({ description: 'Claims that name an agent; kept and shown as sent' }),
    ),
    subject_type_authorization: closed(policies, { description: 'Who may get tokens' }),
    enforce_policies: Type.Boolean({ description: 'Whether authorization policies are enforced' }),
    token_dialect: Type.Enum(
      ['access_token', 'access_token_authz', 'rfc9068_profile', 'rfc9068_profile_authz'],
      { description: 'Form of the access tokens' },
    ),
    token_encryption: nullable(tokenEncryption),
    consent_policy: nullable(
      Type.Enum(['transactional-authorization-with-mfa'], { description: 'Consent policy' }),
    ),
    authorization_details: nullable(
      Type.Array(Type.Unknown({ description: 'Type of authorization details, as `{"type":"…"}`' }), {
        maxItems: 100,
        description: 'Types of authorization details (RFC 9396)',
      }),
    ),
    proof_of_possession: nullable(
      closed(
        {
          mechanism: Type.Enum(['mtls', 'dpop'], { description: 'How possession is proved' }),
          required: Type.Boolean({ description: 'Whether possession must be proved' }),
          required_for: Type.Optional(
            Type.Enum(['public_clients', 'all_clients'], { description: 'Who must prove possession' }),
          ),
        },
        { description: 'Proof of possession' },
      ),
    ),
    authorization_policy: nullable(
      closed(
        { policy_id: text('Id of the policy', { minLength: 1, maxLength: 1024 }) },
        { description: 'Authorization policy' },
      ),
    ),
  }),
).properties;

/** Body of POST /resource-servers. management-api.md 5 */
export const ResourceServerCreate = closed({
  identifier: text('Identifier of the API', { minLength: 1, maxLength: 600, pattern: '^[^\\s\\p{Cc}]+$' }),
  ...changeable,
});
/** Body of POST /resource-servers. */
export type ResourceServerCreate = Type.Static<typeof ResourceServerCreate>;

/** Body of PATCH /resource-servers/{id}. management-api.md 5 */
export const ResourceServerUpdate = closed(changeable);
/** Body of PATCH /resource-servers/{id}. */
export type ResourceServerUpdate = Type.Static<typeof ResourceServerUpdate>;
