import { existsSync, readFileSync } from 'node:fs';
import type { Config } from '../config/config.js';
import type { DataFolder } from '../instance/data-folder.js';
import { writeDurably } from '../instance/durable-file.js';
import { type BootstrapClient, ensureBootstrapClient, isCurrentSecret } from '../tenancy/bootstrap-client.js';
import type { Tenant } from '../tenancy/tenants.js';

/** The first administrator, and in development the file that its secret is in. */
export interface FoundBootstrap {
  /** `chosen` where the operator has set the secret that it has. */
  bootstrap: (BootstrapClient & { secretFile: string | undefined; chosen: boolean }) | undefined;
  /** What the operator should know. */
  warnings: string[];
}

/** Finds or makes the first administrator; in development its secret is kept in a file of the data folder. */
export async function findBootstrap(
  tenant: Tenant,
  config: Config,
  folder: DataFolder | undefined,
): Promise<FoundBootstrap> {
  const client = await ensureBootstrapClient(tenant, config);
  if (!client) return { bootstrap: undefined, warnings: [] };
  const warnings: string[] = [];
  const { clientSecret: pinned } = config.bootstrap;
  const chosen = pinned !== undefined && (await isCurrentSecret(tenant, client.clientId, pinned));
  if (pinned !== undefined && !chosen)
    warnings.push(
      'CLIENTELE_BOOTSTRAP_CLIENT_SECRET is ignored: the bootstrap client exists already, with another secret.',
    );
  if (config.mode === 'production' || !folder)
    return { bootstrap: { ...client, secretFile: undefined, chosen }, warnings };
  const secretFile = folder.file('bootstrap-client-secret');
  const secret = client.secret ?? (await keptSecret(tenant, client, secretFile));
  if (secret === undefined) return { bootstrap: { ...client, secretFile: undefined, chosen }, warnings };
  if (!existsSync(secretFile) || readFileSync(secretFile, 'utf8').trim() !== secret)
    writeDurably(secretFile, `${secret}\n`, 0o600);
  return { bootstrap: { clientId: client.clientId, secret, state: 'usable', secretFile, chosen }, warnings };
}

/** In mode `once` the database has no plaintext, but the file of an earlier start may. */
async function keptSecret(
  tenant: Tenant,
  { clientId, state }: BootstrapClient,
  file: string,
): Promise<string | undefined> {
  if (state !== 'secret unknown' || !existsSync(file)) return undefined;
  const kept = readFileSync(file, 'utf8').trim();
  return (await isCurrentSecret(tenant, clientId, kept)) ? kept : undefined;
}
