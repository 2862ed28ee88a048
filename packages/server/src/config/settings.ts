import { clientIdForm, isClientId, mostPerSlot, usualPerSlot } from '@clientele/model';
import { consoleSettings } from './console-settings.js';
import { parseDatabaseUrl } from './database-url.js';
import { anyText, between, type Setting } from './setting.js';
import {
  listOf,
  matching,
  oneOf,
  parseAddress,
  parseFlag,
  parseHostname,
  parseIssuer,
  parseNetwork,
  parseOrigin,
  parseUrl,
} from './value.js';

const maxHostnames = 100;
const readHostnames = listOf(parseHostname);

function hostnames(text: string): string[] | undefined {
  const names = readHostnames(text);
  return names && names.length <= maxHostnames ? names : undefined;
}

/** Every setting there is. */
export const settings = {
  mode: {
    name: 'CLIENTELE_MODE',
    meaning:
      'development needs no settings and serves this machine only; production does not start until all it needs is set',
    expected: 'development or production',
    fallback: 'development',
    parse: oneOf('development', 'production'),
  },
  data: {
    name: 'CLIENTELE_DATA',
    meaning: 'data folder; with :memory: everything is lost when the server stops (development only)',
    expected: 'a folder, or :memory:',
    fallback: './data',
    parse: anyText,
  },
  databaseUrl: {
    name: 'CLIENTELE_DATABASE_URL',
    flag: 'database',
    meaning:
      'PostgreSQL database, instead of SQLite in the data folder; prefer the variable or the file: flags are visible in process lists',
    expected:
      'postgres://user:password@host:port/database, percent-encoded, no parameter repeated, sslmode (if given) verify-full or disable',
    secret: true,
    parse: parseDatabaseUrl,
  },
  databaseUrlFile: {
    name: 'CLIENTELE_DATABASE_URL_FILE',
    meaning: 'file with that URL, instead of the URL itself',
    expected: 'a file with a postgres:// URL',
    parse: anyText,
  },
  databasePool: {
    name: 'CLIENTELE_DATABASE_POOL',
    meaning:
      'maximum number of pooled connections to PostgreSQL; one more listens for changes and watches for outages',
    ...between(2, 200),
    fallback: '10',
  },
  migrate: {
    name: 'CLIENTELE_MIGRATE',
    meaning:
      'whether to migrate the database schema at start; false refuses an outdated schema until clientele migrate was run',
    expected: 'true or false',
    fallback: 'true',
    parse: parseFlag,
  },
  httpPort: {
    name: 'CLIENTELE_HTTP_PORT',
    meaning: 'port for http; in production only behind a trusted proxy',
    ...between(0, 65_535, ' (0 is any free port)'),
    fallback: '4600',
  },
  httpsPort: {
    name: 'CLIENTELE_HTTPS_PORT',
    meaning: 'port for https; in production only with a certificate',
    ...between(0, 65_535, ' (0 is any free port)'),
    fallback: '4643',
  },
  host: {
    name: 'CLIENTELE_HOST',
    meaning: 'addresses to listen on; in development loopback only',
    expected: 'IP addresses or localhost, separated by commas',
    fallback: { development: '127.0.0.1,::1', production: '127.0.0.1' },
    parse: listOf(parseAddress),
  },
  issuer: {
    name: 'CLIENTELE_ISSUER',
    meaning:
      'issuer of the tokens: the public https origin; in development https://localhost:<https port>/ unless set',
    expected: 'an https origin without path, such as https://clients.example.com/',
    parse: parseIssuer,
  },
  hostnames: {
    name: 'CLIENTELE_HOSTNAMES',
    meaning:
      'host names under which other containers or machines reach a development server: it answers to them, and its certificate covers them',
    expected: 'host names, separated by commas, such as clientele,clientele.test; no addresses, no wildcards',
    parse: hostnames,
  },
  caFile: {
    name: 'CLIENTELE_CA_FILE',
    meaning:
      'file that the certificate of the development CA is written to at each start, for those who are to trust it (development)',
    expected: 'a file',
    parse: anyText,
  },
  keyFile: {
    name: 'CLIENTELE_KEY_FILE',
    meaning:
      'file with the instance key; in production outside the data folder, in development created there',
    expected: 'a file with 32 random bytes in base64 or hex',
    parse: anyText,
  },
  bootstrapClientId: {
    name: 'CLIENTELE_BOOTSTRAP_CLIENT_ID',
    meaning: 'id of the first client, which administers the registry',
    expected: clientIdForm,
    parse: (text) => (isClientId(text) ? text : undefined),
  },
  bootstrapClientSecret: {
    name: 'CLIENTELE_BOOTSTRAP_CLIENT_SECRET',
    meaning:
      'secret of that client, used on an empty database; prefer the file: flags are visible in process lists',
    expected: '16 to 255 characters without control characters',
    secret: true,
    parse: matching(/^\P{Cc}{16,255}$/u),
  },
  bootstrapClientSecretFile: {
    name: 'CLIENTELE_BOOTSTRAP_CLIENT_SECRET_FILE',
    meaning: 'file with that secret, instead of the secret itself',
    expected: 'a file with a secret of 16 to 255 characters',
    parse: anyText,
  },
  bootstrapScopes: {
    name: 'CLIENTELE_BOOTSTRAP_SCOPES',
    meaning:
      'Management scopes of that client: those that Clientele acts on, or all that Auth0 lists, which make a token of 9 KB',
    expected: 'used or all',
    fallback: 'used',
    parse: oneOf('used', 'all'),
  },
  seedFile: {
    name: 'CLIENTELE_SEED_FILE',
    meaning:
      'file in JSON or YAML with the APIs, clients, grants and connections that an empty database begins with; ignored later',
    expected: 'a file',
    parse: anyText,
  },
  clientSecrets: {
    name: 'CLIENTELE_CLIENT_SECRETS',
    meaning: 'whether client secrets can be read again later, or are shown once',
    expected: 'readable or once',
    fallback: { development: 'readable', production: 'once' },
    parse: oneOf('readable', 'once'),
  },
  secretFormat: {
    name: 'CLIENTELE_SECRET_FORMAT',
    meaning:
      'what generated client secrets look like: random characters alone, or with a prefix, an id and a checksum, so that scanners find one that leaked',
    expected: 'plain or prefixed',
    fallback: 'plain',
    parse: oneOf('plain', 'prefixed'),
  },
  maxCredentials: {
    name: 'CLIENTELE_MAX_CREDENTIALS',
    meaning:
      'keys or certificates that can be enabled at once for a method of a client; it can hold twice as many',
    ...between(1, mostPerSlot),
    fallback: String(usualPerSlot),
  },
  secretOverlap: {
    name: 'CLIENTELE_SECRET_OVERLAP',
    meaning:
      'seconds for which the previous secret of a client goes on working after a rotation, where neither request nor client says otherwise',
    ...between(0, 315_360_000),
    fallback: '0',
  },
  secretOverlapMax: {
    name: 'CLIENTELE_SECRET_OVERLAP_MAX',
    meaning: 'the most seconds that a request or a client may ask for',
    ...between(0, 315_360_000),
    fallback: '7776000',
  },
  tokenErrors: {
    name: 'CLIENTELE_TOKEN_ERRORS',
    meaning:
      'errors of the token endpoint: as Auth0 sends them, or as the RFCs define them; rfc also accepts form bodies only, and only the method that a client is registered for',
    expected: 'auth0 or rfc',
    fallback: 'auth0',
    parse: oneOf('auth0', 'rfc'),
  },
  assertionAudiences: {
    name: 'CLIENTELE_ASSERTION_AUDIENCES',
    meaning:
      'audiences accepted in client assertions besides the issuer, for clients that name the token endpoint',
    expected: 'http or https URLs, separated by commas',
    parse: listOf(parseUrl),
  },
  assertionMaxLifetime: {
    name: 'CLIENTELE_ASSERTION_MAX_LIFETIME',
    meaning: 'longest time a client assertion may be valid for, in seconds',
    ...between(1, 86_400),
    fallback: '300',
  },
  escalation: {
    name: 'CLIENTELE_ESCALATION',
    meaning:
      'whether callers of the Management API may grant scopes, or take over clients with scopes, that they do not hold themselves; allow logs a warning',
    expected: 'refuse or allow',
    fallback: { development: 'allow', production: 'refuse' },
    parse: oneOf('refuse', 'allow'),
  },
  logLevel: {
    name: 'CLIENTELE_LOG_LEVEL',
    meaning: 'lowest level of log lines that are written',
    expected: 'fatal, error, warn, info, debug, trace or silent',
    fallback: { development: 'warn', production: 'info' },
    parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
  logTokens: {
    name: 'CLIENTELE_LOG_TOKENS',
    meaning:
      'which token requests are events of the log: each, or only those that were refused; all are counted either way',
    expected: 'each or refused',
    fallback: 'each',
    parse: oneOf('each', 'refused'),
  },
  usageAddresses: {
    name: 'CLIENTELE_USAGE_ADDRESSES',
    meaning:
      'how much of an address is kept of who used a secret or credential: all of it, its network (/24 or /48), or nothing',
    expected: 'full, network or none',
    fallback: 'full',
    parse: oneOf('full', 'network', 'none'),
  },
  logRetentionDays: {
    name: 'CLIENTELE_LOG_RETENTION_DAYS',
    meaning: 'days for which the log of token requests and changes is kept; 0 keeps it forever',
    ...between(0, 1_000_000),
    fallback: '30',
  },
  metricsToken: {
    name: 'CLIENTELE_METRICS_TOKEN',
    meaning:
      'bearer token for /metrics; without one, /metrics is closed in production, and open to this machine only in development',
    expected: '16 to 255 visible ASCII characters',
    secret: true,
    parse: matching(/^[\x21-\x7e]{16,255}$/),
  },
  metricsTokenFile: {
    name: 'CLIENTELE_METRICS_TOKEN_FILE',
    meaning: 'file with that token, instead of the token itself',
    expected: 'a file with 16 to 255 visible ASCII characters',
    parse: anyText,
  },
  rateLimit: {
    name: 'CLIENTELE_RATE_LIMIT',
    meaning: 'rate limit: Management requests per second from one address; 0 is no limit',
    ...between(0, 1_000_000),
    fallback: '5000',
  },
  failedAuthenticationLimit: {
    name: 'CLIENTELE_FAILED_AUTHENTICATION_LIMIT',
    meaning:
      'failed authentications per minute of one client from one address, and ten times that of all clients from one address; 0 is no limit',
    ...between(0, 1_000_000),
    fallback: '100',
  },
  connectionLimit: {
    name: 'CLIENTELE_CONNECTION_LIMIT',
    meaning: 'connections open at once, trusted proxies excepted; 0 is no limit',
    ...between(0, 1_000_000),
    fallback: '2000',
  },
  addressConnectionLimit: {
    name: 'CLIENTELE_ADDRESS_CONNECTION_LIMIT',
    meaning: 'connections open at once from one address, trusted proxies excepted; 0 is no limit',
    ...between(0, 1_000_000),
    fallback: '1000',
  },
  pipelineLimit: {
    name: 'CLIENTELE_PIPELINE_LIMIT',
    meaning: 'requests that one connection may send without waiting for their answers; 0 is no limit',
    ...between(0, 1_000_000),
    fallback: '32',
  },
  unsentLimit: {
    name: 'CLIENTELE_UNSENT_LIMIT',
    meaning: 'megabytes of answers, in total, that may wait for their clients to read them; 0 is no limit',
    ...between(0, 1_000_000),
    fallback: '48',
  },
  signingKeyRotationDays: {
    name: 'CLIENTELE_SIGNING_KEY_ROTATION_DAYS',
    meaning: 'days after which signing keys are rotated automatically; 0 turns automatic rotation off',
    ...between(0, 3_650),
    fallback: '0',
  },
  corsOrigins: {
    name: 'CLIENTELE_CORS_ORIGINS',
    meaning:
      'origins whose pages may use the Management API from a browser, with a token that they have; the token endpoint stays closed to pages',
    expected:
      'origins as browsers send them, separated by commas, such as https://app.example.com or http://localhost:5173: in small letters, without a path or slash at the end, a default port, a wildcard or null',
    parse: listOf(parseOrigin),
  },
  ...consoleSettings,
  trustedProxy: {
    name: 'CLIENTELE_TRUSTED_PROXY',
    meaning: 'proxies in front that terminate TLS; their X-Forwarded headers are trusted (production)',
    expected: 'IP addresses or networks such as 10.0.0.0/8, separated by commas',
    parse: listOf(parseNetwork),
  },
  tlsCertFile: {
    name: 'CLIENTELE_TLS_CERT_FILE',
    meaning: 'certificate chain for https; in development instead of one by its own CA',
    expected: 'a PEM file',
    parse: anyText,
  },
  tlsKeyFile: {
    name: 'CLIENTELE_TLS_KEY_FILE',
    meaning: 'key of that certificate',
    expected: 'a PEM file',
    parse: anyText,
  },
  allowExposedDevelopment: {
    name: 'CLIENTELE_ALLOW_EXPOSED_DEVELOPMENT',
    meaning: 'allows development mode to listen on 0.0.0.0 or ::, for containers',
    expected: 'true or false',
    fallback: 'false',
    parse: parseFlag,
  },
} satisfies Record<string, Setting>;

/** The key of a setting in the table. */
export type SettingKey = keyof typeof settings;

type Value<Key extends SettingKey> = NonNullable<ReturnType<(typeof settings)[Key]['parse']>>;

/** The texts of the flags that were given, in their order. */
export type Flags = ReadonlyMap<SettingKey, string>;

/** The values of settings, as far as they were given. */
export type Values = { [Key in SettingKey]?: Value<Key> };

/** The values of all settings that hold without being given. */
export type Fallbacks = {
  [Key in SettingKey as (typeof settings)[Key] extends { fallback: unknown } ? Key : never]: Value<Key>;
};

/** The flag of a setting: its variable in kebab-case, unless it has another. */
export function flagOf({ name, flag }: Setting): string {
  return flag ?? name.slice('CLIENTELE_'.length).toLowerCase().replaceAll('_', '-');
}
