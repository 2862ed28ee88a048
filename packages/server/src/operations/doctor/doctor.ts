import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config/config.js';
import { unknownVariables } from '../../config/given.js';
import { type OperatorSettings, readOperatorSettings } from '../../config/operator-settings.js';
import type { Flags } from '../../config/settings.js';
import { type InstanceKey, loadInstanceKeys } from '../../instance/instance-key.js';
import type { Engine } from '../../storage/database/engine.js';
import { placeOf, reading } from '../registry.js';
import { checkCredentialKeys } from './credential-keys.js';
import { checkDataFolder } from './data-folder.js';
import { checkFacts, checkPostgres, checkSchema, checkSearch, checkSqlite } from './database.js';
import { checked, type Finding, fail, ok, warn } from './finding.js';
import { checkIdentifiers } from './identifiers.js';
import { checkDisk, checkNode } from './machine.js';
import { checkPort } from './ports.js';
import { checkSigningKeys } from './signing-keys.js';
import { checkTls } from './tls.js';

/** What `clientele doctor` is given: the settings that a start would get. */
export interface DoctorRequest {
  flags: Flags;
  env: NodeJS.ProcessEnv;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Checks all that a server needs, changes nothing, and shows no secret. docs/decisions/0053 */
export async function diagnose({ flags, env, now }: DoctorRequest): Promise<Finding[]> {
  const findings = checkNode(process.versions.node);
  let config: Config | undefined;
  const settingsFindings = await checked('settings', () => {
    config = readConfig(flags, env);
    return [ok('settings', `complete for ${config.mode} mode`)];
  });
  findings.push(...settingsFindings);
  findings.push(...unknownVariables(env).map((warning) => warn('settings', warning)));
  const settings = operatorSettings(flags, env);
  if (settings) findings.push(...(await checkPlace(settings, { config, now })));
  if (config) findings.push(...(await checkSockets(config, now)));
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
  now: () => number;
}

async function checkPlace(settings: OperatorSettings, circumstances: Circumstances): Promise<Finding[]> {
  const key = await checkKey(settings);
  return [
    ...(await checked('data folder', () => checkDataFolder(settings.data))),
    ...(await checked('disk', () => checkDisk(settings.data))),
    ...key.findings,
    ...(await checked('database', () => checkDatabase(settings, key.keys, circumstances))),
  ];
}

async function checkKey(settings: OperatorSettings): Promise<{ findings: Finding[]; keys: InstanceKey[] }> {
  const { keyFile } = settings;
  const check = 'instance key';
  const keys: InstanceKey[] = [];
  const findings = await checked(check, () => {
    if (keyFile === undefined)
      return [
        fail(
          check,
          'CLIENTELE_KEY_FILE is not set: create a key with clientele key new --key-file <file>, and name that file',
        ),
      ];
    if (mayBeMade(settings)) return [ok(check, `${keyFile} does not exist yet: the first start creates it`)];
    keys.push(...loadInstanceKeys(keyFile));
    return [ok(check, `${keyFile} holds ${keys.map(({ id }) => id).join(', ')}, closed to other users`)];
  });
  return { findings, keys };
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
  const file = placeOf(settings).file;
  if (settings.databaseUrl === undefined && !existsSync(file))
    return [ok('database', `${file} does not exist yet: the first start creates it`)];
  return reading(settings, async (registry) => [
    ...(await checked('database', () =>
      registry.name === 'sqlite' ? checkSqlite(registry, file) : checkPostgres(registry, circumstances.now),
    )),
    ...(await checkContent(registry, { settings, keys, ...circumstances })),
  ]);
}

async function checkContent(
  registry: Engine,
  {
    settings,
    keys,
    config,
    now,
  }: Circumstances & { settings: OperatorSettings; keys: readonly InstanceKey[] },
): Promise<Finding[]> {
  const { clientSecrets } = settings;
  const schema = await checked('schema', () => checkSchema(registry, config?.migrate ?? true));
  if (schema.some(({ status }) => status !== 'ok')) return schema;
  return [
    ...schema,
    ...(await checked('instance key', () =>
      checkFacts(registry, { keys, clientSecrets, keyIsMade: mayBeMade(settings) }),
    )),
    ...(await checked('search', () => checkSearch(registry))),
    ...(await checked('identifiers', () => checkIdentifiers(registry.db))),
    ...(await checked('signing keys', () =>
      checkSigningKeys(registry.db, { rotationDays: config?.signingKeyRotationDays ?? 0, now: now() }),
    )),
    ...(await checked('credential keys', () => checkCredentialKeys(registry.db))),
  ];
}

async function checkSockets(
  { tls, issuer, httpPort, httpsPort, host }: Config,
  now: () => number,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (tls)
    findings.push(...(await checked('certificate', () => checkTls({ files: tls, issuer, now: now() }))));
  for (const [protocol, port] of [
    ['http', httpPort],
    ['https', httpsPort],
  ] as const)
    if (port !== undefined)
      findings.push(...(await checked(`${protocol} port`, () => checkPort({ protocol, port, host }))));
  return findings;
}
