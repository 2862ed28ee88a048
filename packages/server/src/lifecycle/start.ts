import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DestinationStream, Logger } from 'pino';
import { createApp } from '../app.js';
import type { Config } from '../config/config.js';
import { hiddenCallersWarning } from '../config/hidden-callers.js';
import { linkOf, signInLinks } from '../console/sign-in-links.js';
import type { Guide } from '../description/surroundings.js';
import { type DataFolder, openDataFolder } from '../instance/data-folder.js';
import { findInstanceKeys } from '../instance/find-instance-keys.js';
import { noteServer } from '../instance/server-note.js';
import { networkMatcher } from '../limits/source.js';
import { type Listeners, openListeners } from '../sockets/listeners.js';
import { openFileLimit, withinOpenFiles } from '../sockets/open-files.js';
import { noteAssertionLifetime } from '../storage/counts/spent-until.js';
import type { SharedDatabase } from '../storage/database/shared-database.js';
import {
  isToBeMade,
  openToServe,
  type Place,
  requireRegistry,
  type ServedEngine,
  wasNeverServed,
} from '../storage/engines.js';
import { openStorage } from '../storage/open-storage.js';
import { createLogger, standardOutput } from '../telemetry/logger.js';
import { openTenant } from '../tenancy/open-tenant.js';
import { managementAudience, servedTenants } from '../tenancy/tenants.js';
import { type FoundBootstrap, findBootstrap } from './bootstrap-secret.js';
import { followCertificate } from './certificate-renewal.js';
import { watchExpiries } from './expiry-watch.js';
import { nothingOpened, type Opened } from './opened.js';
import { type ReachableUrls, reachableUrls } from './reachable.js';
import { joinReplicas, type Replica } from './replica.js';
import { type SeedFacts, seedTenant } from './seed.js';
import { findCertificate, type ServerCertificate } from './server-certificate.js';
import { stageSuccessors } from './successors.js';
import { keepSearchable, outageLog, refreshSigningKeys, sweepExpired, writeTokenCounts } from './upkeep.js';
import { tendUsage, writeUsage } from './usage-upkeep.js';

/** A server that answers requests. */
export interface RunningServer {
  issuer: string;
  audience: string;
  /** Where it is reached from this machine; the first of each protocol also by itself. */
  urls: ReachableUrls;
  httpUrl: string | undefined;
  httpsUrl: string | undefined;
  /** The host names that it answers to besides. */
  hostnames: readonly string[];
  /** The development CA, where there is one. */
  ca: { pem: string; file: string | undefined } | undefined;
  dataFolder: string | undefined;
  /** The PostgreSQL database, where there is one. */
  databaseUrl: string | undefined;
  bootstrap: FoundBootstrap['bootstrap'];
  /** Where the console is, if it is served. */
  consolePage: string | undefined;
  /** Makes a link that signs in to the console once, where such links do. */
  newSignInLink: (() => string) | undefined;
  /** What became of the seed file, where one is set. */
  seed: SeedFacts | undefined;
  /** Whether this start made the database. */
  firstRun: boolean;
  /** What the operator should know and no setting refuses. */
  warnings: string[];
  /** Reads the certificate files again, where https is served with some. */
  readCertificateAgain: (() => void) | undefined;
  /** Finishes the requests in flight and releases everything. */
  stop(): Promise<void>;
}

/** What may differ from a plain start. */
export interface StartOptions {
  /** Milliseconds since the epoch; the system's clock unless given. */
  now?: () => number;
  /** Where log lines go; standard output unless given. */
  logTo?: DestinationStream;
  /** Called when somebody at the console asks for a link that signs in; without it, nobody can. */
  onLinkWanted?: () => void;
}

/** The one tenant that there is by default. */
const defaultTenant = 'default';

/**
 * Starts a server as configured.
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export async function start(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const opened = nothingOpened();
  try {
    return await open(config, options, opened);
  } catch (error) {
    await opened.release();
    throw error;
  }
}

async function open(config: Config, options: StartOptions, opened: Opened): Promise<RunningServer> {
  const now = options.now ?? Date.now;
  const logger = createLogger(config.logLevel, options.logTo ?? standardOutput());
  const folder = openFolder(config, opened);
  const place = {
    databaseUrl: config.postgres?.url,
    databaseSetting: config.postgres?.setting,
    file: folder?.file('clientele.db') ?? ':memory:',
  };
  const isNewFile = await isToBeMade(place);
  const keysFor = (firstRun: boolean) => findInstanceKeys({ keyFile: config.keyFile, folder, firstRun });
  if (!isNewFile && !config.postgres && folder && !existsSync(config.keyFile ?? folder.file('instance.key')))
    await requireRegistry(place);
  // A file without its key would be of no use to the next start, so the key is there first.
  const keysOfFile = config.postgres ? undefined : keysFor(isNewFile);
  const certificate = await findCertificate(config, folder, new Date(now()));
  const { listeners, warning } = await listen(config, { certificate, logger, opened });
  if (folder)
    opened.add(noteServer(folder.path, { http: listeners.http?.port, https: listeners.https?.port }));
  const issuer = config.issuer ?? `https://localhost:${listeners.https?.port}/`;

  const { engine, shared } = await openDatabase(config, place, { logger, opened });
  const firstRun = isNewFile || (await wasNeverServed(engine));
  const instanceKeys = keysOfFile ?? keysFor(firstRun);
  const replica = await joinOthers(shared, { now, logger, opened });
  const storage = await openStorage(engine, {
    ...(replica && { news: replica.news }),
    instanceKeys,
    clientSecrets: config.clientSecrets,
    managementIdentifier: () => managementAudience(issuer),
    now,
  });
  await noteAssertionLifetime(engine.db, config.tokenRules.assertionMaxLifetime);
  const { secretFormat } = config.credentialRules;
  const tenant = await openTenant(storage, { id: defaultTenant, issuer, secretFormat }, now);
  const aliases =
    config.mode === 'development' ? ['localhost', '127.0.0.1', '[::1]', ...config.hostnames] : [];
  const tenants = servedTenants([tenant], { aliases });
  opened.add(await refreshSigningKeys(tenants, { rotationDays: config.signingKeyRotationDays, logger }));
  opened.add(writeTokenCounts(tenants, logger));
  opened.add(await writeUsage(tenants, logger));
  if (engine.shared) opened.add(keepSearchable(engine, logger));
  const { seed, warnings: seedWarnings } = await seedTenant(tenant, config, now());
  const { bootstrap, warnings } = await findBootstrap(tenant, config, folder);
  const { clockIsRight } = replica ?? {};
  const expiries = watchExpiries(tenants, { now, clockIsRight, logger });
  opened.add(expiries.end);
  opened.add(stageSuccessors(tenants, { secretFormat, now, random: randomBytes, clockIsRight, logger }));
  const urls = reachableUrls(listeners);
  const base = config.mode === 'development' ? (urls.http[0] ?? urls.https[0]) : issuer.slice(0, -1);
  const codes = config.console?.link ? signInLinks({ now, random: randomBytes }) : undefined;
  const app = await createApp({
    ...config,
    tenants,
    now,
    random: randomBytes,
    logger,
    replica,
    connections: listeners.connections,
    watchSources: config.mode === 'production',
    signInLinks: codes && { codes, show: options.onLinkWanted },
    guide: config.mode === 'development' ? guideOf(bootstrap, certificate?.ca) : undefined,
    expiring: expiries.counts,
    databaseAvailable: () => shared?.outages.outage() === undefined,
  });
  opened.add(() => app.close());
  listeners.serve(app.routing);
  // Requests in flight are finished before anything that they need is released.
  opened.add(() => listeners.drain());
  const { logRetentionDays } = config;
  opened.add(sweepExpired(tenants, { now, logRetentionDays, logger, ...(clockIsRight && { clockIsRight }) }));
  opened.add(tendUsage(tenants, { clockIsRight, logger }));

  const followed =
    config.tls && certificate && followCertificate(config.tls, { current: certificate, listeners, logger });
  if (followed) opened.add(followed.end);
  return {
    issuer,
    audience: tenant.managementAudience,
    urls,
    httpUrl: urls.http[0],
    httpsUrl: urls.https[0],
    hostnames: config.hostnames,
    ca: certificate?.ca,
    dataFolder: folder?.path,
    databaseUrl: config.postgres?.url,
    bootstrap,
    consolePage: config.console && `${base}/console/`,
    newSignInLink: codes && (() => linkOf(base ?? '', codes.make())),
    seed,
    firstRun,
    warnings: [
      ...[hiddenCallersWarning(config, process.env), warning].flatMap((text) => text ?? []),
      ...(certificate?.warnings ?? []),
      ...(replica?.warnings ?? []),
      ...seedWarnings,
      ...warnings,
    ],
    readCertificateAgain: followed?.readAgain,
    stop: opened.release,
  };
}

/** In production with PostgreSQL everything is somewhere else. */
function openFolder({ data, mode, postgres }: Config, opened: Opened): DataFolder | undefined {
  if (data === ':memory:' || (mode === 'production' && postgres)) return undefined;
  const folder = openDataFolder(data);
  opened.add(() => folder.release());
  return folder;
}

/** The secret itself is shown nowhere but on the terminal. */
function guideOf(bootstrap: FoundBootstrap['bootstrap'], ca: RunningServer['ca']): Guide {
  if (bootstrap?.state !== 'usable') return { ca };
  const { clientId, secretFile } = bootstrap;
  return { ca, bootstrap: { clientId, secretFile } };
}

/** Opens the sockets; requests wait until there is something that answers them. */
async function listen(
  config: Config,
  {
    certificate,
    logger,
    opened,
  }: { certificate: ServerCertificate | undefined; logger: Logger; opened: Opened },
): Promise<{ listeners: Listeners; warning: string | undefined }> {
  const { limits, warning } = withinOpenFiles(config.connectionLimits, {
    openFiles: openFileLimit(),
    ofDatabase: config.postgres?.poolSize ?? 0,
  });
  const listeners = await openListeners({
    host: config.host,
    httpPort: config.httpPort,
    httpsPort: config.httpsPort,
    tls: certificate && { key: certificate.key, cert: certificate.cert },
    connectionLimits: limits,
    exempt: networkMatcher(config.trustedProxy),
    onRefusals: (refusals) => logger.warn(refusals, 'connections were refused because a limit was reached'),
  });
  opened.add(() => listeners.drain());
  return { listeners, warning };
}

async function openDatabase(
  { postgres, migrate }: Config,
  place: Place,
  { logger, opened }: { logger: Logger; opened: Opened },
): Promise<ServedEngine> {
  const { engine, shared } = await openToServe(place, { poolSize: postgres?.poolSize ?? 1, migrate });
  opened.add(async () => {
    await engine.db.destroy();
    await shared?.end();
  });
  shared?.outages.subscribe(outageLog(logger));
  return { engine, ...(shared && { shared }) };
}

/** Other servers may be on a PostgreSQL database, and on no other. */
async function joinOthers(
  shared: SharedDatabase | undefined,
  { now, logger, opened }: { now: () => number; logger: Logger; opened: Opened },
): Promise<Replica | undefined> {
  if (!shared) return undefined;
  const replica = await joinReplicas(shared, { now, logger });
  opened.add(() => replica.news.close());
  return replica;
}
