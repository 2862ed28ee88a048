import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config/config.js';
import { unknownVariables } from '../../config/given.js';
import { type OperatorSettings, readOperatorSettings } from '../../config/operator-settings.js';
import type { Flags } from '../../config/settings.js';
import { type InstanceKey, loadInstanceKeys } from '../../instance/instance-key.js';
import { isInUse } from '../../instance/lock.js';
import { readServerNote } from '../../instance/server-note.js';
import type { Engine } from '../../storage/database/engine.js';
import { isStillToBeMade, placeOf, reading } from '../registry.js';
import { checkCredentialKeys } from './credential-keys.js';
import { checkDataFolder } from './data-folder.js';
import { checkFacts, checkPostgres, checkSchema, checkSearch, checkSqlite } from './database.js';
import { checkExpiring, parseWithin } from './expiring.js';
import { checked, type Finding, fail, ok, warn } from './finding.js';
import { checkIdentifiers } from './identifiers.js';
import { checkDisk, checkNode } from './machine.js';
import { checkPort, type PortCheck } from './ports.js';
import { checkSigningKeys } from './signing-keys.js';
import { checkTls } from './tls.js';

/** What `clientele doctor` is given: the settings that a start would get. */
export interface DoctorRequest {
  flags: Flags;
  env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** The time within which no secret, key or certificate of a client may expire; not looked at unless given. */
  expiring?: string | undefined;
}

/**
 * Checks all that a server needs, changes nothing, and shows no secret. docs/decisions/0053
 * @throws OperatorError for a time that is not understood.
 */
export async function diagnose({ flags, env, now, expiring }: DoctorRequest): Promise<Finding[]> {
  const expiringWithin = expiring === undefined ? undefined : parseWithin(expiring);
  const findings = checkNode(process.versions.node);
  let config: Config | undefined;
  const settingsFindings = await checked('settings', () => {
    config = readConfig(flags, env);
    return [ok('settings', `complete for ${config.mode} mode`)];
  });
  findings.push(...settingsFindings);
  findings.push(...unknownVariables(env).map((warning) => warn('settings', warning)));
  const settings = operatorSettings(flags, env);
  const keyIsNamed = !settingsFindings.some(({ message }) => message.startsWith('CLIENTELE_KEY_FILE'));
  if (settings) findings.push(...(await checkPlace(settings, { config, keyIsNamed, now, expiringWithin })));
  if (config) findings.push(...(await checkSockets(config, now)));
  if (expiringWithin !== undefined && !findings.some(({ check }) => check === 'expiring'))
    findings.push(fail('expiring', 'what expires could not be looked up, because of what is said above'));
  return findings;
}

// What is wrong with them has been said already; without them there is nothing more to look at.
function operatorSettings(flags: Flags, env: NodeJS.ProcessEnv): OperatorSettings | undefined {
  try {
    return readOperatorSettings(flags, env);
  } catch {
    return undefined;
  }
}

interface Circumstances {
  config: Config | undefined;
  /** Whether nothing was said yet of the setting that names the instance key. */
  keyIsNamed: boolean;
  now: () => number;
  expiringWithin: number | undefined;
}

async function checkPlace(settings: OperatorSettings, circumstances: Circumstances): Promise<Finding[]> {
  const folder = usesDataFolder(settings)
    ? [
        ...(await checked('data folder', () => checkDataFolder(settings.data))),
        ...(await checked('disk', () => checkDisk(settings.data))),
      ]
    : [];
  // Whatever else would be found follows from it.
  if (folder.some(({ check, status }) => check === 'data folder' && status === 'fail'))
    return folder.filter(({ check }) => check === 'data folder');
  const key = await checkKey(settings, circumstances);
  return [
    ...folder,
    ...key.findings,
    ...(await checked('database', () => checkDatabase(settings, key.keys, circumstances))),
  ];
}

async function checkKey(
  settings: OperatorSettings,
  { keyIsNamed }: Circumstances,
): Promise<{ findings: Finding[]; keys: InstanceKey[] }> {
  const { keyFile } = settings;
  const check = 'instance key';
  const keys: InstanceKey[] = [];
  const findings = await checked(check, () => {
    if (!keyIsNamed && (keyFile === undefined || !existsSync(keyFile))) return [];
    if (keyFile === undefined)
      return [
        fail(
          check,
          'CLIENTELE_KEY_FILE is not set: create a key with clientele key new --key-file <file>, and name that file',
        ),
      ];
    // A shared database may have been served with another data folder, which only itself knows.
    if (mayBeMade(settings)) return settings.databaseUrl === undefined ? [keyWillBeMade(keyFile)] : [];
    keys.push(...loadInstanceKeys(keyFile));
    return [ok(check, `${keyFile} holds ${keys.map(({ id }) => id).join(', ')}, closed to other users`)];
  });
  return { findings, keys };
}

function keyWillBeMade(keyFile: string): Finding {
  return ok('instance key', `${keyFile} does not exist yet: the first start creates it`);
}

/** Only in development, only in the data folder, and never beside a database: that one has a key already. */
function mayBeMade(settings: OperatorSettings): boolean {
  const { mode, data, keyFile } = settings;
  if (mode !== 'development' || keyFile !== join(data, 'instance.key') || existsSync(keyFile)) return false;
  return settings.databaseUrl !== undefined || !existsSync(placeOf(settings).file);
}

async function checkDatabase(
  settings: OperatorSettings,
  keys: readonly InstanceKey[],
  circumstances: Circumstances,
): Promise<Finding[]> {
  const { file } = placeOf(settings);
  if (await isStillToBeMade(settings))
    return [ok('database', `${file} does not exist yet: the first start creates it`)];
  return reading(settings, async (registry) => {
    const database = await checked('database', () =>
      registry.name === 'sqlite'
        ? checkSqlite(registry, file)
        : checkPostgres(registry, { now: circumstances.now, setting: settings.databaseSetting }),
    );
    if (hasFailed(database)) return database;
    return [...database, ...(await checkContent(registry, { settings, keys, ...circumstances }))];
  });
}

function hasFailed(findings: readonly Finding[]): boolean {
  return findings.some(({ status }) => status === 'fail');
}

async function checkContent(
  registry: Engine,
  {
    settings,
    keys,
    config,
    now,
    expiringWithin: within,
  }: Circumstances & { settings: OperatorSettings; keys: readonly InstanceKey[] },
): Promise<Finding[]> {
  const { clientSecrets } = settings;
  const schema = await checked('schema', () => checkSchema(registry, config?.migrate ?? true));
  if (schema.some(({ status }) => status !== 'ok')) return schema;
  const missingKeyFile = registry.shared && mayBeMade(settings) ? settings.keyFile : undefined;
  return [
    ...schema,
    ...(await checked('instance key', () => checkFacts(registry, { keys, clientSecrets, missingKeyFile }))),
    ...(await checked('search', () => checkSearch(registry))),
    ...(await checked('identifiers', () => checkIdentifiers(registry.db))),
    ...(await checked('signing keys', () =>
      checkSigningKeys(registry.db, { rotationDays: config?.signingKeyRotationDays ?? 0, now: now() }),
    )),
    ...(await checked('credential keys', () => checkCredentialKeys(registry.db))),
    ...(within === undefined
      ? []
      : await checked('expiring', () => checkExpiring(registry, { within, now: now() }))),
  ];
}

async function checkSockets(config: Config, now: () => number): Promise<Finding[]> {
  const { tls, issuer, httpPort, httpsPort, host } = config;
  const running = runningServer(config);
  const findings: Finding[] = [];
  if (tls)
    findings.push(...(await checked('certificate', () => checkTls({ files: tls, issuer, now: now() }))));
  for (const [protocol, port] of [
    ['http', httpPort],
    ['https', httpsPort],
  ] as const)
    if (port !== undefined)
      findings.push(
        ...(await checked(`${protocol} port`, () => checkPort({ protocol, port, host, running }))),
      );
  return findings;
}

/** In production, a server with a shared database keeps nothing in a folder. */
function usesDataFolder({ mode, databaseUrl }: Pick<OperatorSettings, 'mode' | 'databaseUrl'>): boolean {
  return mode !== 'production' || databaseUrl === undefined;
}

function runningServer({ data, mode, postgres }: Config): PortCheck['running'] {
  if (!usesDataFolder({ mode, databaseUrl: postgres?.url })) return 'unknown';
  return data !== ':memory:' && isInUse(data) ? { ports: readServerNote(data) } : 'none';
}
