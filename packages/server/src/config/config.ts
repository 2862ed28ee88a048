import { resolve } from 'node:path';
import { OperatorError } from '../errors/operator-error.js';
import { type ConsoleConfig, consoleConfig } from './console-config.js';
import { readFlags } from './flags.js';
import { collect, fallbacks, understand } from './given.js';
import { helpText } from './help.js';
import { checkDatabase, checkDevelopment, checkProduction } from './mode-rules.js';
import { type NamedDatabase, readDatabase, readSecret } from './secret-file.js';
import type { Mode } from './setting.js';
import type { Fallbacks, Flags, Values } from './settings.js';
import { type ShownSetting, shownSettings } from './shown-settings.js';
import { refuseUnsafe } from './unsafe-settings.js';
import { isUnspecified } from './value.js';

/** The settings of a server (docs/architecture.md, "Starting"). */
export interface Config {
  mode: Mode;
  /** An absolute path, or `:memory:`. */
  data: string;
  /** The PostgreSQL database; absent where SQLite in the data folder keeps everything. */
  postgres: { url: string; poolSize: number; setting?: string } | undefined;
  /** Whether a start brings the schema up to date, or refuses one that is behind. */
  migrate: boolean;
  /** Absent where http is not served; 0 is any free port. */
  httpPort: number | undefined;
  /** Absent where https is not served; 0 is any free port. */
  httpsPort: number | undefined;
  /** The addresses to listen on. */
  host: string[];
  /** Absent where it follows from the https port. */
  issuer: string | undefined;
  /** Host names that a development server answers to and its certificate covers, besides those of loopback and the issuer's. */
  hostnames: string[];
  /** Where the certificate of the development CA is written besides the data folder. */
  caFile: string | undefined;
  keyFile: string | undefined;
  bootstrap: { clientId?: string; clientSecret?: string; allScopes?: boolean };
  /** What an empty database begins with. */
  seedFile: string | undefined;
  clientSecrets: 'readable' | 'once';
  /** For how many seconds the previous secret works after a rotation: usually, and at most. */
  secretOverlap: { usual: number; most: number };
  /** What the token endpoint accepts and how it refuses. */
  tokenRules: { errors: 'auth0' | 'rfc'; assertionAudiences: string[]; assertionMaxLifetime: number };
  /** How many credentials a method of a client can name, and what generated secrets look like. */
  credentialRules: { perSlot: number; secretFormat: 'plain' | 'prefixed' };
  /** Whether callers of the Management API may give scopes that they do not hold, and the like. */
  escalation: 'refuse' | 'allow';
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Which token requests are events of the log. */
  logTokens: 'each' | 'refused';
  /** How much is kept of the addresses that secrets and credentials are used from. */
  usageAddresses: 'full' | 'network' | 'none';
  /** Days for which the log is kept; 0 is for ever. */
  logRetentionDays: number;
  /** Who may read `/metrics`. */
  metricsAccess: { token: string } | 'loopback' | 'closed';
  /** Origins whose pages may use the Management API. */
  corsOrigins: string[];
  /** How people sign in to the console; absent where it is not served. */
  console: (ConsoleConfig & { setUp: ShownSetting[] }) | undefined;
  trustedProxy: string[];
  /** Limits on requests, failures and waiting answers; 0 is no limit. */
  limits: { rateLimit: number; failedAuthenticationLimit: number; unsentBytes: number };
  /** How many connections and requests there may be at once; 0 is no limit. */
  connectionLimits: { connections: number; connectionsPerAddress: number; pipelinedRequests: number };
  /** After how many days signing keys are rotated; 0 is never. */
  signingKeyRotationDays: number;
  tls: { certFile: string; keyFile: string } | undefined;
  /** Whether development mode listens beyond this machine. */
  exposedDevelopment: boolean;
}

/** What a command line asks for: a server, or a text to print. */
export type Invocation = { kind: 'start'; config: Config } | { kind: 'print'; text: string };

/** Reads a command line and the environment, or says in one line what is wrong with them (docs/architecture.md, "Starting"). */
export function readInvocation(argv: readonly string[], env: NodeJS.ProcessEnv, version: string): Invocation {
  if (argv.includes('--help')) return { kind: 'print', text: helpText(version) };
  if (argv.includes('--version')) return { kind: 'print', text: version };
  return { kind: 'start', config: readConfig(readFlags(argv), env) };
}

/** The mode that command line and environment ask for, also where something is wrong with them. */
export function modeOf(argv: readonly string[], env: NodeJS.ProcessEnv): Mode {
  const at = argv.findLastIndex((text) => text === '--mode' || text.startsWith('--mode='));
  const flag = argv[at] === '--mode' ? argv[at + 1] : argv[at]?.slice('--mode='.length);
  return (flag ?? env.CLIENTELE_MODE) === 'production' ? 'production' : 'development';
}

/**
 * Understands flags and environment.
 * @throws OperatorError that says in one line what is wrong with them.
 */
export function readConfig(flags: Flags, env: NodeJS.ProcessEnv): Config {
  const texts = collect(flags, env);
  const given = understand(texts);
  if (given.mode === 'production') refuseUnsafe(given, { texts, env });
  const config = configOf(given, readDatabase(given, texts), env);
  const console = consoleConfig(given, { mode: config.mode, all: { ...fallbacks(config.mode), ...given } });
  return { ...config, console: console && { ...console, setUp: shownSettings(texts, config.mode) } };
}

function configOf(
  given: Values,
  database: NamedDatabase | undefined,
  env: NodeJS.ProcessEnv,
): Omit<Config, 'console'> {
  const mode = given.mode ?? fallbacks('development').mode;
  const all = { ...fallbacks(mode), ...given };
  checkDatabase(database, { mode, data: all.data, env });
  if (mode === 'production') checkProduction(given, all.data);
  else checkDevelopment(given);
  const { clientSecrets, host, logLevel, trustedProxy = [] } = all;
  return {
    mode,
    data: all.data === ':memory:' ? all.data : resolve(all.data),
    postgres: database && { ...database, poolSize: all.databasePool },
    // What is in memory is new with each start.
    migrate: all.migrate || all.data === ':memory:',
    ...ports(all),
    host,
    issuer: all.issuer,
    hostnames: all.hostnames ?? [],
    caFile: all.caFile === undefined ? undefined : resolve(all.caFile),
    keyFile: all.keyFile === undefined ? undefined : resolve(all.keyFile),
    bootstrap: bootstrap(given),
    seedFile: all.seedFile === undefined ? undefined : resolve(all.seedFile),
    clientSecrets,
    secretOverlap: secretOverlap(all),
    tokenRules: {
      errors: all.tokenErrors,
      assertionAudiences: all.assertionAudiences ?? [],
      assertionMaxLifetime: all.assertionMaxLifetime,
    },
    credentialRules: { perSlot: all.maxCredentials, secretFormat: all.secretFormat },
    escalation: all.escalation,
    logLevel,
    logTokens: all.logTokens,
    usageAddresses: all.usageAddresses,
    logRetentionDays: all.logRetentionDays,
    metricsAccess: metricsAccess(given, mode),
    corsOrigins: all.corsOrigins ?? [],
    trustedProxy,
    limits: {
      rateLimit: all.rateLimit,
      failedAuthenticationLimit: all.failedAuthenticationLimit,
      unsentBytes: all.unsentLimit * 1024 * 1024,
    },
    connectionLimits: {
      connections: all.connectionLimit,
      connectionsPerAddress: all.addressConnectionLimit,
      pipelinedRequests: all.pipelineLimit,
    },
    signingKeyRotationDays: all.signingKeyRotationDays,
    tls: tlsFiles(given),
    exposedDevelopment: mode === 'development' && host.some(isUnspecified),
  };
}

function ports(all: Values & Fallbacks): Pick<Config, 'httpPort' | 'httpsPort'> {
  const production = all.mode === 'production';
  const httpPort = production && all.trustedProxy === undefined ? undefined : all.httpPort;
  const httpsPort = production && all.tlsCertFile === undefined ? undefined : all.httpsPort;
  if (httpPort === httpsPort && httpPort !== 0 && httpPort !== undefined) {
    throw new OperatorError(
      `CLIENTELE_HTTP_PORT and CLIENTELE_HTTPS_PORT are both ${httpPort}: give each protocol a port of its own`,
    );
  }
  return { httpPort, httpsPort };
}

function secretOverlap({ secretOverlap: usual, secretOverlapMax: most }: Fallbacks): Config['secretOverlap'] {
  if (usual > most)
    throw new OperatorError(
      `CLIENTELE_SECRET_OVERLAP is ${usual}, which is more than CLIENTELE_SECRET_OVERLAP_MAX allows (${most}): lower the one, or raise the other`,
    );
  return { usual, most };
}

function bootstrap(given: Values): Config['bootstrap'] {
  const clientSecret = readSecret(given, 'bootstrapClientSecret', 'bootstrapClientSecretFile');
  return {
    ...(given.bootstrapClientId !== undefined && { clientId: given.bootstrapClientId }),
    ...(clientSecret !== undefined && { clientSecret }),
    ...(given.bootstrapScopes === 'all' && { allScopes: true }),
  };
}

function metricsAccess(given: Values, mode: Mode): Config['metricsAccess'] {
  const token = readSecret(given, 'metricsToken', 'metricsTokenFile');
  if (token !== undefined) return { token };
  return mode === 'development' ? 'loopback' : 'closed';
}

function tlsFiles({ tlsCertFile, tlsKeyFile }: Values): Config['tls'] {
  if (tlsCertFile === undefined || tlsKeyFile === undefined) return undefined;
  return { certFile: resolve(tlsCertFile), keyFile: resolve(tlsKeyFile) };
}
