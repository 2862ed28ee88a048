import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import type { OperatorSettings } from '../config/operator-settings.js';
import { OperatorError } from '../errors/operator-error.js';
import { loadInstanceKeys } from '../instance/instance-key.js';
import { fileProblem, systemErrorCode } from '../instance/system-error.js';
import { makeAdministrator } from '../registration/administrator.js';
import type { Engine } from '../storage/database/engine.js';
import { openStorage } from '../storage/open-storage.js';
import { changingAlone } from './registry.js';
import { keyFileOf } from './registry-keys.js';

/** The new administrator of a registry. */
export interface RecoveredAdministrator {
  clientId: string;
  secret: string;
}

/** Which of the tenants it administers. */
const tenant = 'default';
/** Stands for the issuer's identifier, which only a server knows. */
const managementApi = 'the Management API';

/**
 * Makes an administrator of a registry whose last one is lost, from the database and the instance key. On SQLite its server
 * must not be running. The secret is also written to `secretFile`, where one is named, before anything is changed.
 * docs/decisions/0107
 * @throws OperatorError with one line that says what is wrong and how to fix it.
 */
export async function recoverAdministrator(
  settings: OperatorSettings,
  { secretFile }: { secretFile?: string | undefined } = {},
): Promise<RecoveredAdministrator> {
  return changingAlone(settings, (engine) => recoverIn(engine, settings, secretFile));
}

async function recoverIn(
  engine: Engine,
  settings: OperatorSettings,
  secretFile: string | undefined,
): Promise<RecoveredAdministrator> {
  const keyFile = keyFileOf(settings);
  const storage = await openStorage(engine, {
    instanceKeys: () => loadInstanceKeys(keyFile),
    clientSecrets: settings.clientSecrets,
    managementIdentifier: () => managementApi,
    now: Date.now,
  });
  const own = storage.tenant(tenant);
  const api = await own.resourceServers.findByIdentifier(managementApi);
  if (!api)
    throw new OperatorError('this registry has no Management API yet: start its server once, then try again');
  const now = new Date().toISOString();
  const { client, secret, grant } = makeAdministrator({
    tenant,
    managementApiId: api.resourceServer.id,
    name: `Recovered administrator ${now.slice(0, 10)}`,
    description: `Made by clientele admin recover at ${now}.`,
    secretFormat: settings.secretFormat,
    random: randomBytes,
  });
  if (secretFile !== undefined) writeSecret(secretFile, secret.text);
  try {
    await own.change({ clientName: 'clientele admin recover' }, ({ clients }) =>
      clients.create({ client, secret, credentials: [], grant }),
    );
  } catch (error) {
    if (secretFile !== undefined) rmSync(secretFile, { force: true });
    throw error;
  }
  return { clientId: client.client_id, secret: secret.text };
}

function writeSecret(file: string, secret: string): void {
  try {
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    const why =
      systemErrorCode(error) === 'EEXIST'
        ? 'it is there already, and is not overwritten'
        : fileProblem(error);
    throw new OperatorError(`--secret-file: ${file} cannot be written (${why}): name another file`);
  }
}
