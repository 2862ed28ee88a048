/**
 * The settings of a server, by name: `httpPort` is what the command calls `--http-port` and `CLIENTELE_HTTP_PORT`.
 * `clientele start --help` says what each expects, and its default where that is not another one here.
 */
export interface ServerSettings {
  /** Development unless given. */
  mode?: 'development' | 'production';
  /** The data folder, or `:memory:`, which keeps nothing: that is the default here, without a `databaseUrl`. */
  data?: string;
  /** A PostgreSQL database instead of SQLite in the data folder. */
  databaseUrl?: string;
  databaseUrlFile?: string;
  /** The most connections to PostgreSQL, besides one that listens. */
  databasePool?: number;
  /** Whether the start migrates the schema of the database. */
  migrate?: boolean;
  /** 0 is any free port: that is the default here, except in production. */
  httpPort?: number;
  /** 0 is any free port: that is the default here, except in production. */
  httpsPort?: number;
  /** The addresses to listen on. */
  host?: string | readonly string[];
  /** The issuer of tokens: an https origin. */
  issuer?: string;
  /** Host names that a development server answers to and its certificate covers, besides those of loopback. */
  hostnames?: string | readonly string[];
  /** The file that the certificate of the development CA is written to. */
  caFile?: string;
  /** The file with the instance key. */
  keyFile?: string;
  /** The id of the first client; only an empty database takes it. */
  bootstrapClientId?: string;
  /** The secret of the first client; only an empty database takes it. */
  bootstrapClientSecret?: string;
  bootstrapClientSecretFile?: string;
  /** The Management scopes of the first client: those that Clientele acts on, or all that Auth0 lists. */
  bootstrapScopes?: 'used' | 'all';
  /** A file in JSON or YAML with what an empty database begins with. */
  seedFile?: string;
  /** Whether a client secret can be read again, or is shown once. */
  clientSecrets?: 'readable' | 'once';
  /** What generated client secrets look like. */
  secretFormat?: 'plain' | 'prefixed';
  /** Keys or certificates that can be enabled at once for a method of a client. */
  maxCredentials?: number;
  /** Seconds for which the previous secret of a client goes on working after a rotation. */
  secretOverlap?: number;
  /** The most seconds that a request or a client may ask for. */
  secretOverlapMax?: number;
  /** Errors of the token endpoint: as Auth0 sends them, or as the RFCs define them. */
  tokenErrors?: 'auth0' | 'rfc';
  /** Accepted as audiences of client assertions besides the issuer. */
  assertionAudiences?: string | readonly string[];
  /** The longest time that a client assertion may be valid for, in seconds. */
  assertionMaxLifetime?: number;
  /** Whether callers of the Management API may grant scopes that they do not hold. */
  escalation?: 'refuse' | 'allow';
  logLevel?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Which token requests are events of the log; all are counted either way. */
  logTokens?: 'each' | 'refused';
  /** How much is kept of the addresses that secrets and credentials are used from. */
  usageAddresses?: 'full' | 'network' | 'none';
  /** Days for which the log of token requests and changes is kept; 0 keeps it forever. */
  logRetentionDays?: number;
  /** The bearer token for `/metrics`. */
  metricsToken?: string;
  metricsTokenFile?: string;
  /** Management requests per second from one address; 0 is no limit. */
  rateLimit?: number;
  /** Failed authentications per minute of one client from one address; 0 is no limit. */
  failedAuthenticationLimit?: number;
  /** Open connections; 0 is no limit. */
  connectionLimit?: number;
  /** Open connections from one address; 0 is no limit. */
  addressConnectionLimit?: number;
  /** Requests that one connection may send without waiting for answers; 0 is no limit. */
  pipelineLimit?: number;
  /** Megabytes of answers that may wait to be read; 0 is no limit. */
  unsentLimit?: number;
  /** Days after which signing keys are rotated; 0 is never. */
  signingKeyRotationDays?: number;
  /** Origins whose pages may use the Management API from a browser. */
  corsOrigins?: string | readonly string[];
  /** Whether the web console is served; on in development, off in production unless people can sign in. */
  console?: 'on' | 'off';
  /** The issuer of the OpenID provider by which people sign in to the console. */
  consoleIssuer?: string;
  /** The console's own client id at that provider. */
  consoleClientId?: string;
  /** The secret of that client, where it has one. */
  consoleClientSecret?: string;
  consoleClientSecretFile?: string;
  /** Who may sign in by the provider, with which scopes. */
  consoleAccess?: string;
  /** The claim that lists a person's groups. */
  consoleGroupsClaim?: string;
  /** Whether a client can sign in to the console with its id and secret. */
  consoleClients?: boolean;
  /** Minutes without a request after which a session of the console ends. */
  consoleIdleMinutes?: number;
  /** Hours after which it ends in any case. */
  consoleSessionHours?: number;
  /** Proxies in front that terminate TLS (production). */
  trustedProxy?: string | readonly string[];
  /** The certificate chain for https, a PEM file; in development instead of the development CA's. */
  tlsCertFile?: string;
  /** The key of that certificate, a PEM file. */
  tlsKeyFile?: string;
  /** Allows development to listen on all addresses, for containers. */
  allowExposedDevelopment?: boolean;
}
