import { fileURLToPath } from 'node:url';
import { publishedUntil, signingKeyState } from '@clientele/model';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RouteOptions,
} from 'fastify';
import { webConsole } from './console/console.js';
import { consoleThatIsOff } from './console/off.js';
import type { ConsoleOptions, SettingShown } from './console/options.js';
import { type ProviderSettings, provider } from './console/provider.js';
import type { SignInLinks } from './console/sign-in-links.js';
import { description } from './description/description.js';
import { sdkDocs } from './description/sdk-docs.js';
import type { Guide } from './description/surroundings.js';
import { forgetTypeOfNoBody } from './http/absent-body.js';
import { limitAnswers } from './http/answer-memory.js';
import { type CrossOrigin, crossOrigin } from './http/cross-origin.js';
import { answerErrors, notFound } from './http/errors.js';
import { type Checks, health, healthPaths } from './http/health.js';
import { resolveTenant } from './http/hosts.js';
import { type MetricsAccess, metricsEndpoint } from './http/metrics-endpoint.js';
import { requireProxy } from './http/proxied.js';
import { newRequestId } from './http/request-id.js';
import { logRequests } from './http/request-log.js';
import { leadSessionsToManagement } from './http/session-path.js';
import { logOutages } from './http/unavailable.js';
import { addressOf, networkMatcher } from './limits/source.js';
import { managementErrors } from './management/answers/error-body.js';
import { managementApi } from './management/management.js';
import type { ManagementOptions } from './management/requests/context.js';
import type { EscalationPolicy } from './management/requests/escalation.js';
import type { SecretOverlap } from './management/requests/secret-overlap.js';
import { checkClientAssertion } from './oauth/assertion-check.js';
import { discovery } from './oauth/discovery.js';
import { failedAuthentications } from './oauth/failed-authentications.js';
import { secretSignIn } from './oauth/secret-sign-in.js';
import { tokenEndpoint } from './oauth/token.js';
import type { TokenRules } from './oauth/token-rules.js';
import type { AccessRule } from './session/session-scopes.js';
import { type Sessions, sessions } from './session/sessions.js';
import { eventQueue } from './telemetry/event-queue.js';
import { createMetrics, type Metrics, type MetricsSources, type ReplicaState } from './telemetry/metrics.js';
import type { Tenants } from './tenancy/tenants.js';
import { version } from './version.js';

/** What the app needs from outside; everything else it makes itself. */
export interface AppOptions {
  tenants: Pick<Tenants, 'byHost' | 'hosts' | 'all'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
  logger: FastifyBaseLogger;
  /** Addresses and networks of proxies: their forwarded headers are trusted, and only they may use plain http. */
  trustedProxy: string[];
  limits: Limits;
  /** How the server runs; log events say so. */
  mode: 'development' | 'production';
  tokenRules: TokenRules;
  /** How many credentials a method of a client can name, and what generated secrets look like. */
  credentialRules: ManagementOptions['credentialRules'];
  /** Whether callers may give Management scopes that they do not hold, and the like. */
  escalation: EscalationPolicy;
  /** For how long previous secrets go on working. */
  secretOverlap: SecretOverlap;
  /** Who may read `/metrics`; nobody unless given. */
  metricsAccess?: MetricsAccess;
  /** How this server stands to others on its database, where there may be any. */
  replica?: { state: () => ReplicaState; clockError: () => number | undefined } | undefined;
  /** Whether it is noticed that many callers share one address; not unless given. */
  watchSources?: boolean;
  /** Which token requests are events of the log; each unless given. */
  logTokens?: 'each' | 'refused';
  /** How much is kept of the addresses that secrets and credentials are used from; all unless given. */
  usageAddresses?: 'full' | 'network' | 'none';
  /** How many connections there are and were refused, where the server has sockets. */
  connections?: MetricsSources['connections'];
  /** Origins whose scripts may use the Management API; none unless given. */
  corsOrigins?: readonly string[];
  /** Whether client secrets can be shown again, or only once; readable unless given. */
  clientSecrets?: 'readable' | 'once';
  /** How people sign in to the console; it is not served unless given. */
  console?: ConsoleSettings | undefined;
  /** One-time links that sign in to the console, and what shows a new one; none unless given. */
  signInLinks?: { codes: SignInLinks; show?: (() => void) | undefined } | undefined;
  /** What pages tell of a development server. */
  guide?: Guide | undefined;
  /** What expires soon, as counted last. */
  expiring?: MetricsSources['expiring'];
  /** Whether the database can be used; always unless given. */
  databaseAvailable?: () => boolean;
}

/** Limits on requests, failures and waiting answers; 0 is no limit. */
export interface Limits {
  /** Management requests per second of one source. */
  rateLimit: number;
  /** Failed authentications per minute, by client and source. */
  failedAuthenticationLimit: number;
  /** Bytes of large answers that wait to be read by their peers, in all. */
  unsentBytes: number;
}

/** How people sign in to the console, and for how long. */
export interface ConsoleSettings {
  /** How the server is set up, to be shown. */
  setUp?: readonly SettingShown[];
  /** Whether by a client's id and secret. */
  clients: boolean;
  /** By which OpenID provider, and who may. */
  provider?: (ProviderSettings & { access: readonly AccessRule[] }) | undefined;
  /** Minutes without a request after which a session ends. */
  idleMinutes: number;
  /** Hours after which it ends in any case. */
  sessionHours: number;
}

const metricsPath = '/metrics';

/** Beside the sources and what is built of them alike. */
const sdkDocsFolder = fileURLToPath(new URL('../sdk-docs', import.meta.url));
const consoleFolder = fileURLToPath(new URL('../console', import.meta.url));

/** Puts Management API, token endpoint and discovery together; the caller connects it to sockets. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { tenants, now, random, logger, trustedProxy, limits, tokenRules, credentialRules } = options;
  const access = options.metricsAccess ?? 'closed';
  const origins = crossOrigin(options.corsOrigins ?? []);
  const app = newApp(options, origins);
  const events = eventQueue(logger);
  app.addHook('onClose', () => events.close());
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff').header('x-request-id', request.id);
    origins.mark(request, reply);
    forgetTypeOfNoBody(request);
    done();
  });
  const unsent = limitAnswers(app, { bytes: limits.unsentBytes });
  const metrics = metricsOf(options, { queue: events.state, unsent });
  logOutages(app, now);
  const openPaths = Object.values(healthPaths);
  requireProxy(app, trustedProxy, openPaths);
  // Who has no token for the figures must name a host, as browsers that were led here cannot.
  const pathsOfNoTenant = typeof access === 'object' ? [...openPaths, metricsPath] : openPaths;
  resolveTenant(app, { tenants, mode: options.mode, pathsOfNoTenant });
  logRequests(app, metrics);
  origins.answerPreflights(app);
  app.setErrorHandler(answerErrors(managementErrors));
  app.setNotFoundHandler(async () => {
    throw notFound();
  });
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  await app.register(health, { checks: checksOf(options) });
  await app.register(metricsEndpoint, { metrics, access, path: metricsPath });
  const clockIsOff = () => options.replica?.clockError() !== undefined;
  const ofConsole = sessionsOf(options);
  const rules = { ...tokenRules, maxCredentials: credentialRules.perSlot };
  await app.register(managementApi, {
    prefix: '/api/v2',
    now,
    random,
    rateLimit: limits.rateLimit,
    events,
    escalation: options.escalation,
    credentialRules,
    secretOverlap: options.secretOverlap,
    sessions: ofConsole,
    checkAssertion: (tenant, asked) => checkClientAssertion(tenant, asked, rules),
    clockIsOff,
    environmentName: options.mode,
  });
  const failures = failedAuthentications(limits.failedAuthenticationLimit, app.log);
  app.addHook('onClose', () => failures.close());
  await app.register(tokenEndpoint, {
    now,
    failures,
    rules,
    events,
    metrics,
    clockIsOff,
    watchSources: options.watchSources,
    logTokens: options.logTokens,
    usageAddresses: options.usageAddresses,
  });
  await app.register(discovery);
  if (ofConsole)
    await app.register(webConsole, {
      ...consoleOptions(options, { sessions: ofConsole, events }),
      authenticateClient: options.console?.clients ? secretSignIn({ now, failures }) : undefined,
    });
  else await app.register(consoleThatIsOff);
  await app.register(description, {
    routes,
    version,
    guide: options.guide,
    hasConsole: ofConsole !== undefined,
  });
  await app.register(sdkDocs, { folder: sdkDocsFolder });
  await app.ready();
  return app;
}

function consoleOptions(
  { now, random, mode, clientSecrets = 'readable', signInLinks, console }: AppOptions,
  made: Pick<ConsoleOptions, 'sessions' | 'events'>,
): ConsoleOptions {
  const by = console?.provider;
  return {
    ...made,
    now,
    random,
    folder: consoleFolder,
    mode,
    clientSecrets,
    version,
    errors: managementErrors,
    links: signInLinks,
    provider: by && { issuer: by.issuer, provider: provider(by, now) },
    setUp: console?.setUp ?? [],
  };
}

function sessionsOf({ console, signInLinks, now, random, mode }: AppOptions): Sessions | undefined {
  if (!console) return undefined;
  const { idleMinutes, sessionHours: hours, clients: client, provider } = console;
  const ways = { link: signInLinks !== undefined, client, provider };
  return sessions({ now, random, idleMinutes, hours, ways, alwaysSecure: mode === 'production' });
}

function newApp({ logger, trustedProxy, now, console }: AppOptions, origins: CrossOrigin): FastifyInstance {
  const isTrusted = networkMatcher(trustedProxy);
  return Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newRequestId(now()),
    // Proxies in a chain may write of each other with ports.
    trustProxy: trustedProxy.length > 0 && ((address) => isTrusted(addressOf(address))),
    ...(console && { rewriteUrl: leadSessionsToManagement }),
    routerOptions: { maxParamLength: 2000 },
    // Where these are not given, Fastify loads its own compilers, and takes much longer to start.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    frameworkErrors: (error, request, reply) => {
      origins.mark(request, reply);
      answerErrors(managementErrors)(error, request, reply);
    },
  });
}

function noCompiler(): never {
  throw new Error('a plugin whose routes have schemas brings the compiler for them');
}

function checksOf({ tenants, databaseAvailable = () => true, replica }: AppOptions): Checks {
  return {
    database: databaseAvailable,
    ...(replica && { clock: () => replica.clockError() === undefined }),
    signing_keys: () => tenants.all().every(({ keys }) => keys.all().length > 0),
  };
}

function metricsOf(options: AppOptions, measured: Pick<MetricsSources, 'queue' | 'unsent'>): Metrics {
  const { tenants, metricsAccess, now, replica, databaseAvailable = () => true } = options;
  return createMetrics({
    now,
    replica: replica?.state,
    ...measured,
    connections: options.connections,
    databaseAvailable,
    expiring: options.expiring,
    // Watching the process costs something, so it is only done for someone who may look.
    process: metricsAccess !== undefined && metricsAccess !== 'closed',
    signingKeys: () =>
      tenants.all().flatMap(({ id, keys }) =>
        keys
          .all()
          .filter((key) => now() < publishedUntil(key))
          .map((key) => ({
            tenant: id,
            kid: key.kid,
            state: signingKeyState(key),
            createdAt: key.created_at,
          })),
      ),
  });
}
