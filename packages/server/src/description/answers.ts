import {
  assertionAlgorithms,
  ClientCreate,
  ClientGrantCreate,
  ConnectionCreate,
  logEventTypes,
  ResourceServerCreate,
  signingKeyTypes,
} from '@clientele/model';
import type { TProperties, TSchema } from 'typebox';
import * as Type from 'typebox';

const text = (description: string) => Type.String({ description });
const time = (description: string) => Type.String({ format: 'date-time', description });

/** What an answer can have; which of it depends on the object, on `fields`, and on the token's scopes. */
function answer(properties: TProperties, description: string): TSchema {
  return Type.Object(Type.Partial(Type.Object(properties)).properties, { description });
}

/** A certificate of a client. client-visibility.md */
const signingKeys = Type.Array(
  Type.Object({ cert: text('Certificate'), pkcs7: text('PKCS #7'), subject: text('Subject') }),
  { description: 'Certificates of the client; never a private key' },
);

const credential = answer(
  {
    id: text('Id'),
    credential_type: Type.Enum(['public_key', 'cert_subject_dn', 'x509_cert'], { description: 'Type' }),
    name: text('Name'),
    kid: text('Id of the key'),
    alg: Type.Enum([...assertionAlgorithms], { description: 'Algorithm of the key' }),
    subject_dn: text('Distinguished name of the subject'),
    thumbprint_sha256: text('SHA-256 of the certificate, in base64url'),
    created_at: time('When it was made'),
    updated_at: time('When it was last changed'),
    expires_at: time('When it expires'),
  },
  'A credential; its key is never shown.',
);

/** A slot names credentials by id; only the answer to create shows them in full. management-api.md 2.2 */
const slot = (description: string) => Type.Object({}, { additionalProperties: true, description });

const client = answer(
  {
    client_id: text('Id'),
    tenant: text('Tenant'),
    global: Type.Boolean({ description: 'Whether it is the global client' }),
    ...ClientCreate.properties,
    cross_origin_auth: Type.Boolean({ description: 'Older name of cross_origin_authentication' }),
    callback_url_template: Type.Boolean({ description: 'Whether callbacks are templates' }),
    encrypted: Type.Boolean({ description: 'In the answer to create only' }),
    signing_keys: signingKeys,
    client_authentication_methods: slot('How the client authenticates with keys and certificates'),
    signed_request_object: slot('Signed request objects'),
    token_vault_privileged_access: slot('Privileged access to the token vault'),
    external_client_id: text('URL under which the client publishes its metadata'),
  },
  'A client.',
);

const clientGrant = answer(
  {
    id: text('Id'),
    ...ClientGrantCreate.properties,
    is_system: Type.Boolean({ description: 'Whether it belongs to the system' }),
  },
  'A client grant.',
);

const resourceServer = answer(
  {
    id: text('Id'),
    ...ResourceServerCreate.properties,
    token_encryption: slot('Encryption of access tokens; the key itself is not shown'),
    client_id: text('The client that is this API'),
    is_system: Type.Boolean({ description: 'Whether it belongs to the system' }),
  },
  'A resource server (API).',
);

const connection = answer({ id: text('Id'), ...ConnectionCreate.properties }, 'A connection.');

const state = (description: string) => Type.Boolean({ description });

const signingKey = answer(
  {
    kid: text('Id'),
    cert: text('Certificate'),
    pkcs7: text('The certificate as PKCS #7'),
    fingerprint: text('SHA-1 of the certificate, in hexadecimal with colons'),
    thumbprint: text('The same without colons'),
    kty: Type.Enum([...signingKeyTypes], { description: 'Type of the key (RFC 7517)' }),
    current: state('Whether it signs'),
    next: state('Whether it signs after the next rotation'),
    previous: state('Whether it has signed'),
    current_since: time('When it began to sign'),
    current_until: time('When it ceased to sign'),
    revoked: state('Whether it was revoked'),
    revoked_at: time('When it was revoked'),
  },
  'A key that signs access tokens; its private half is never shown.',
);

const next = Type.Optional(text('Cursor for the next page, where there is one'));

function checkpointList(name: string, item: TSchema): TSchema {
  return Type.Object({ [name]: Type.Array(item), next }, { description: 'With take or from' });
}

/** A list in its three forms. management-api.md 1.5 */
function list(name: string, item: TSchema): TSchema {
  return Type.Union(
    [
      Type.Array(item, { description: 'Without totals' }),
      Type.Object(
        {
          total: Type.Integer({ description: 'How many there are' }),
          start: Type.Integer({ description: 'Index of the first of them' }),
          limit: Type.Integer({ description: 'How many a page holds' }),
          [name]: Type.Array(item),
        },
        { description: 'With include_totals=true' },
      ),
      checkpointList(name, item),
    ],
    { description: 'A list' },
  );
}

/** An entry of the log. docs/decisions/0020 */
const log = answer(
  {
    log_id: text('Id; later entries have greater ones'),
    _id: text('The same'),
    date: time('When it happened'),
    type: Type.Enum([...logEventTypes], { description: 'What it is about' }),
    description: text('What happened'),
    client_id: text('The client whose token it is about, or that asked for the change'),
    client_name: text('Its name'),
    ip: text('Where the request came from'),
    user_agent: text('With what it was sent'),
    hostname: text('Where it was sent to'),
    audience: text('The API that a token was asked for'),
    scope: text('What was granted, or asked for'),
    details: Type.Object(
      {},
      { additionalProperties: true, description: 'Request, credential, object, reason' },
    ),
  },
  'A log event; what is not known is left out.',
);

const object = (description: string) => Type.Object({}, { additionalProperties: true, description });

/** What each kind of answer holds. management-api.md 1 to 7 */
export const answers = {
  client,
  clients: list('clients', client),
  credential,
  credentials: Type.Array(credential, { description: 'Credentials, oldest first' }),
  clientGrant,
  clientGrants: list('client_grants', clientGrant),
  organizations: list('organizations', object('An organization')),
  resourceServer,
  resourceServers: list('resource_servers', resourceServer),
  connection,
  connections: list('connections', connection),
  clientConnections: checkpointList('connections', connection),
  connectionClients: checkpointList('clients', Type.Object({ client_id: text('Id of a client') })),
  log,
  logs: Type.Union(
    [
      Type.Array(log, { description: 'Without totals' }),
      Type.Object(
        {
          start: Type.Integer({ description: 'Index of the first of them' }),
          limit: Type.Integer({ description: 'How many a page holds' }),
          length: Type.Integer({ description: 'How many this page holds' }),
          total: Type.Integer({ description: 'How many there are, counted up to 1000' }),
          logs: Type.Array(log),
        },
        { description: 'With include_totals=true' },
      ),
    ],
    { description: 'Log events' },
  ),
  tenantSettings: answer(
    {
      friendly_name: text('Name of the tenant'),
      enabled_locales: Type.Array(Type.String(), { description: 'Languages' }),
      flags: object('Switches'),
      sandbox_version: text('Version of the sandbox'),
    },
    'Settings of the tenant.',
  ),
  signingKey,
  signingKeys: Type.Array(signingKey, { description: 'Keys that sign, will sign, or have signed' }),
  changedSigningKey: Type.Object(
    { kid: text('Id'), cert: text('Certificate') },
    { description: 'The key that signs now, or that was revoked.' },
  ),
  token: Type.Object(
    {
      access_token: text('The token: a JWT'),
      scope: Type.Optional(text('What was granted, separated by spaces')),
      expires_in: Type.Integer({ description: 'Seconds for which it is valid' }),
      token_type: Type.Literal('Bearer'),
    },
    { description: 'An access token.' },
  ),
  metadata: object('Metadata of the server (RFC 8414)'),
  keys: Type.Object({ keys: Type.Array(object('A public key (RFC 7517)')) }, { description: 'Public keys' }),
  liveness: Type.Object({ status: Type.Literal('ok') }, { description: 'The process runs.' }),
  readiness: Type.Object(
    {
      status: Type.Enum(['ok', 'unavailable'], { description: 'Whether all of them hold' }),
      checks: Type.Record(Type.String(), Type.Enum(['ok', 'failed']), {
        description: 'Each condition by its name',
      }),
    },
    { description: 'The server can serve requests, or what it lacks.' },
  ),
  nothing: undefined,
} satisfies Record<string, TSchema | undefined>;

/** Body of every refusal of the Management API. management-api.md 1.3 */
export const managementErrorSchema = Type.Object(
  {
    statusCode: Type.Integer({ description: 'Status of the answer' }),
    error: text('Its reason phrase'),
    message: text('What is wrong'),
    errorCode: Type.Optional(text('Which error it is')),
    attributes: Type.Optional(object('More about it')),
  },
  { description: 'A refusal of the Management API.' },
);

/** Body of every refusal of the token endpoint. RFC 6749 section 5.2. */
export const oauthErrorSchema = Type.Object(
  {
    error: text('Which error it is'),
    error_description: text('What is wrong'),
    error_uri: Type.Optional(text('Where to read more')),
  },
  { description: 'A refusal of the token endpoint.' },
);

/** Body of a token request. RFC 6749 section 4.4, RFC 7521 section 4.2. */
export const tokenRequestSchema = Type.Object(
  {
    grant_type: Type.Literal('client_credentials'),
    audience: text('Identifier of the API'),
    client_id: Type.Optional(text('Id of the client, unless it authenticates by HTTP Basic')),
    client_secret: Type.Optional(text('Its secret')),
    client_assertion_type: Type.Optional(
      Type.Literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
    ),
    client_assertion: Type.Optional(text('A JWT that the client signed, instead of its secret')),
    scope: Type.Optional(text('Scopes, separated by spaces; all that are granted unless sent')),
  },
  { description: 'A token request.' },
);
