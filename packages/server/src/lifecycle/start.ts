import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { DestinationStream, Logger } from 'pino';
import { createServer } from '../app.js';
import type { Config } from '../config/config.js';
import { hiddenCallersWarning } from '../config/hidden-callers.js';
import { StartError } from '../errors/start-error.js';
import { type DataFolder, openDataFolder } from '../instance/data-folder.js';
import { developmentCertificate } from '../instance/development-certificate.js';
import { writeDurably } from '../instance/durable-file.js';
import {
  createInstanceKey,
  ephemeralInstanceKey,
  type InstanceKeys,
  instanceKeyReader,
} from '../instance/instance-key.js';
import { belongsTo } from '../limits/source.js';
import { type Listeners, openListeners } from '../sockets/listeners.js';
import { openFileLimit, withinOpenFiles } from '../sockets/open-files.js';
import { readTlsFiles } from '../sockets/tls-files.js';
import { noteAssertionLifetime } from '../storage/counts/spent-until.js';
import type { Watch } from '../storage/database/outage.js';
import type { Database } from '../storage/database/tables.js';
import { createStorage } from '../storage/open-storage.js';
import type { Storage } from '../storage/port/port.js';
import { createLogger, standardOutput } from '../telemetry/logger.js';
import { type BootstrapClient, ensureBootstrapClient, isCurrentSecret } from '../tenancy/bootstrap-client.js';
import { ensureSystemObjects } from '../tenancy/system-objects.js';
import { managementAudience, type Tenant, tenantsByHost } from '../tenancy/tenants.js';
import { loadSigningKeys } from '../token/signing-keys.js';
import type { Replica } from './replica.js';
import { keepKeysFresh, outageLog, sweepNowAndThen, writeTokenCounts } from './upkeep.js';

/** A server that answers requests. */
export interface RunningServer {
  issuer: string;
  audience: string;
  httpUrl: string | undefined;
  httpsUrl: string | undefined;
  /** The development CA, where there is one. */
  caFile: string | undefined;
  dataFolder: string | undefined;
  /** The PostgreSQL database, where there is one. */
  databaseUrl: string | undefined;
  bootstrap: (BootstrapClient & { secretFile: string | undefined }) | undefined;
  /** Whether this start made the database. */
  firstRun: boolean;
  /** What the operator should know and no setting refuses. */
  warnings: string[];
  /** Finishes the requests in flight and gives everything back. */
  stop(): Promise<void>;
}

/** What may differ from a plain start. */
export interface StartOptions {
  /** Milliseconds since the epoch; the system's clock unless given. */
  now?: () => number;
  /** Where log lines go; standard output unless given. */
  logTo?: DestinationStream;
}

/** The one tenant that there is by default. */
const defaultTenant = 'default';

/**
 * Starts a server as configured.
 * @throws StartError or UnavailableError with one line that says what is wrong and how to mend it.
 */
export async function start(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const release: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const step of release.splice(0).reverse()) await step();
  };
  try {
    return await open(config, options, { release, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Lifetime {
  /** What is undone at the end, last first. */
  release: (() => void | Promise<void>)[];
  stop(): Promise<void>;
}

async function open(
  config: Config,
  options: StartOptions,
  { release, stop }: Lifetime,
): Promise<RunningServer> {
  const now = options.now ?? Date.now;
  const logger = createLogger(config.logLevel, options.logTo ?? standardOutput());
  const folder = needsDataFolder(config) ? openDataFolder(config.data) : undefined;
  if (folder) release.push(() => folder.release());
  const databaseFile = folder?.file('clientele.db') ?? ':memory:';
  // What is new, a file tells: the database itself, or where that is elsewhere, its key.
  const firstRun = !existsSync((config.postgres && folder?.file('instance.key')) ?? databaseFile);
  const instanceKeys = findInstanceKeys(config, folder, firstRun);
  const certificate = await findCertificate(config, folder, now());
  const connections = withinOpenFiles(config.connectionLimits, {
    openFiles: openFileLimit(),
    ofDatabase: config.postgres?.poolSize ?? 0,
  });
  const listeners = await openListeners({
    host: config.host,
    httpPort: config.httpPort,
    httpsPort: config.httpsPort,
    tls: certificate,
    connectionLimits: connections.limits,
    exempt: belongsTo(config.trustedProxy),
    onRefusals: (refusals) => logger.warn(refusals, 'connections were closed because of a limit'),
  });
  release.push(() => listeners.drain());
  const issuer = config.issuer ?? `https://localhost:${listeners.https?.port}/`;

  const { db, watch } = await openDatabase(config, databaseFile);
  // Requests in flight still need it, so it closes after the listeners have drained.
  release.splice(-1, 0, async () => {
    await db.destroy();
    await watch?.end();
  });
  watch?.subscribe(outageLog(logger));
  const replica = await replicaOf(config, { db, now, logger });
  release.splice(-1, 0, async () => replica?.notifications.close());
  const storage = await createStorage(db, {
    ...(replica && { invalidations: replica.notifications }),
    instanceKeys,
    clientSecrets: config.clientSecrets,
    managementIdentifier: () => managementAudience(issuer),
    now,
  });
  await noteAssertionLifetime(db, config.tokenRules.assertionMaxLifetime);
  const tenant = await openTenant(storage, issuer, now);
  const endUpkeep = await keepKeysFresh(tenant.keys, { rotationDays: config.signingKeyRotationDays, logger });
  release.splice(-1, 0, endUpkeep);
  // Requests in flight still count, so it ends after the listeners have drained, and before the database closes.
  release.splice(-1, 0, writeTokenCounts(tenant.storage, logger));
  const { bootstrap, warnings } = await findBootstrap(tenant, config, folder);
  const app = await createServer({
    tenants: tenantsByHost(
      [tenant],
      config.mode === 'development' ? ['localhost', '127.0.0.1', '[::1]'] : [],
    ),
    now,
    random: randomBytes,
    logger,
    trustedProxy: config.trustedProxy,
    limits: config.limits,
    tokenRules: config.tokenRules,
    escalation: config.escalation,
    measuredTenants: [tenant],
    metricsAccess: config.metricsAccess,
    replica: replica && { state: replica.notifications.state, clockError: replica.clockError },
    connections: listeners.connections,
    watchSources: config.mode === 'production',
    databaseAvailable: () => watch?.outage() === undefined,
  });
  release.splice(-1, 0, () => app.close());
  listeners.serve(app.routing);
  const { logRetentionDays } = config;
  const { clockIsRight } = replica ?? {};
  release.push(
    sweepNowAndThen(tenant.storage, { now, logRetentionDays, logger, ...(clockIsRight && { clockIsRight }) }),
  );

  return {
    issuer,
    audience: tenant.managementAudience,
    ...urls(listeners),
    caFile: certificate?.caFile,
    dataFolder: folder?.path,
    databaseUrl: config.postgres?.url,
    bootstrap,
    firstRun,
    warnings: [
      ...[hiddenCallersWarning(config, process.env), connections.warning].flatMap((warning) => warning ?? []),
      ...(replica?.warnings ?? []),
      ...warnings,
    ],
    stop,
  };
}

/** In production with PostgreSQL everything is somewhere else. */
function needsDataFolder({ data, mode, postgres }: Config): boolean {
  return data !== ':memory:' && !(mode === 'production' && postgres);
}

/** Each engine comes with a driver of some weight, so only the one that is used is loaded. */
async function openDatabase(
  { postgres, migrate }: Config,
  sqliteFile: string,
): Promise<{ db: Database; watch?: Watch }> {
  if (!postgres)
    return { db: await (await import('../storage/sqlite/open.js')).openSqlite(sqliteFile, { migrate }) };
  const { openPostgres } = await import('../storage/postgres/open.js');
  const watch = (await import('../storage/postgres/watch.js')).watchPostgres(postgres.url);
  try {
    return { db: await openPostgres(postgres.url, { ...postgres, migrate, watch }), watch };
  } catch (error) {
    await watch.end();
    throw error;
  }
}

/** Other servers may be on a PostgreSQL database, and on no other. */
async function replicaOf(
  { postgres }: Config,
  options: { db: Database; now: () => number; logger: Logger },
): Promise<Replica | undefined> {
  if (!postgres) return undefined;
  return (await import('./replica.js')).joinReplicas({ url: postgres.url, ...options });
}

/** How the instance keys are read: a rotation adds one while the server runs. docs/decisions/0050 */
function findInstanceKeys(
  { keyFile }: Config,
  folder: DataFolder | undefined,
  firstRun: boolean,
): () => InstanceKeys {
  if (keyFile !== undefined) return instanceKeyReader(keyFile);
  if (!folder) {
    const key = ephemeralInstanceKey();
    return () => [key];
  }
  const file = folder.file('instance.key');
  if (existsSync(file)) return instanceKeyReader(file);
  if (!firstRun)
    throw new StartError(
      `the instance key ${file} is missing, and without it the database cannot be read: put it back, or use another data folder`,
    );
  createInstanceKey(file);
  return instanceKeyReader(file);
}

async function findCertificate(
  config: Config,
  folder: DataFolder | undefined,
  now: number,
): Promise<{ key: string; cert: string; caFile?: string } | undefined> {
  if (config.tls) return readTlsFiles(config.tls);
  if (config.httpsPort === undefined || !folder) return undefined;
  return developmentCertificate(folder, new Date(now));
}

async function openTenant(storage: Storage, issuer: string, now: () => number): Promise<Tenant> {
  const tenantStorage = storage.tenant(defaultTenant);
  const tenant: Tenant = {
    id: defaultTenant,
    issuer,
    managementAudience: managementAudience(issuer),
    storage: tenantStorage,
    keys: await loadSigningKeys({ store: tenantStorage.signingKeys, host: new URL(issuer).hostname, now }),
  };
  await ensureSystemObjects(tenant, now());
  return tenant;
}

async function findBootstrap(
  tenant: Tenant,
  config: Config,
  folder: DataFolder | undefined,
): Promise<Pick<RunningServer, 'bootstrap' | 'warnings'>> {
  const client = await ensureBootstrapClient(tenant, config);
  if (!client) return { bootstrap: undefined, warnings: [] };
  const warnings: string[] = [];
  const { clientSecret: pinned } = config.bootstrap;
  if (pinned !== undefined && !(await isCurrentSecret(tenant, client.clientId, pinned)))
    warnings.push(
      'CLIENTELE_BOOTSTRAP_CLIENT_SECRET is ignored: the bootstrap client exists already, with another secret.',
    );
  if (config.mode === 'production' || !folder)
    return { bootstrap: { ...client, secretFile: undefined }, warnings };
  const secretFile = folder.file('bootstrap-client-secret');
  const secret = client.secret ?? (await keptSecret(tenant, client, secretFile));
  if (secret === undefined) return { bootstrap: { ...client, secretFile: undefined }, warnings };
  if (!existsSync(secretFile) || readFileSync(secretFile, 'utf8').trim() !== secret)
    writeDurably(secretFile, `${secret}\n`, 0o600);
  return { bootstrap: { clientId: client.clientId, secret, state: 'usable', secretFile }, warnings };
}

/** Where the database cannot tell the secret (mode `once`), the file of an earlier start may. */
async function keptSecret(
  tenant: Tenant,
  { clientId, state }: BootstrapClient,
  file: string,
): Promise<string | undefined> {
  if (state !== 'secret unknown' || !existsSync(file)) return undefined;
  const kept = readFileSync(file, 'utf8').trim();
  return (await isCurrentSecret(tenant, clientId, kept)) ? kept : undefined;
}

function urls({ http, https }: Listeners): Pick<RunningServer, 'httpUrl' | 'httpsUrl'> {
  return {
    httpUrl: http && `http://127.0.0.1:${http.port}`,
    httpsUrl: https && `https://localhost:${https.port}`,
  };
}
