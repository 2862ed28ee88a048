import { randomBytes } from 'node:crypto';
import type { ResourceServer } from '@clientele/model';
import { type CredentialRules, usualCredentialRules } from '../registration/credential-rules.js';
import { ConflictError } from '../storage/port/errors.js';
import type { TenantStorage } from '../storage/port/port.js';
import { listsOf, readSeed } from './seed.js';
import { makeObjects, type SeedObjects } from './seed-objects.js';

/** A tenant that may begin with a seed file. */
export interface SeedTarget {
  id: string;
  issuer: string;
  managementAudience: string;
  storage: TenantStorage;
}

/** What a seed is applied with. */
export interface SeedOptions {
  file: string;
  env: NodeJS.ProcessEnv;
  /** The id that the first administrator is to get. */
  bootstrapClientId: string | undefined;
  /** The usual ones unless given. */
  credentialRules?: CredentialRules;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What became of a seed file at a start. */
export interface SeedOutcome {
  /** How many objects it made, where it was applied now. */
  applied?: { resource_servers: number; clients: number; client_grants: number; connections: number };
  /** The APIs that it made. */
  resourceServers: readonly ResourceServer[];
  /** Why it was not applied. */
  ignored?: 'applied before' | 'not empty';
  /** What the operator should know. */
  warning?: string;
}

/**
 * Applies a seed file to an empty registry, all of it in one transaction; a registry that has something, or had a seed,
 * is left alone. Of servers that start together one applies it. docs/decisions/0105
 * @throws OperatorError for a file that does not fit, which names file, line and property; then nothing is written.
 */
export async function applySeed(target: SeedTarget, options: SeedOptions): Promise<SeedOutcome> {
  const before = await target.storage.seed.digest();
  if (before !== undefined) return appliedBefore(before, options.file);
  if (!(await isEmpty(target.storage))) return { ignored: 'not empty', resourceServers: [] };
  const seed = await readSeed(options.file);
  const objects = await makeObjects(seed.document, listsOf(seed, options), {
    tenant: target,
    managementApi: await managementApiOf(target),
    bootstrapClientId: options.bootstrapClientId,
    credentialRules: options.credentialRules ?? usualCredentialRules,
    now: options.now,
    random: randomBytes,
  });
  try {
    await write(target.storage, { digest: seed.digest, objects });
  } catch (error) {
    // Another server that started at the same time may have applied one.
    const other = error instanceof ConflictError ? await target.storage.seed.digest() : undefined;
    if (other === undefined) throw error;
    return appliedBefore(other, options.file);
  }
  return {
    applied: {
      resource_servers: objects.resourceServers.length,
      clients: objects.clients.length,
      client_grants: objects.grants.length,
      connections: objects.connections.length,
    },
    resourceServers: objects.resourceServers.map(({ resourceServer }) => resourceServer),
  };
}

async function appliedBefore(digest: string, file: string): Promise<SeedOutcome> {
  const ignored = { ignored: 'applied before', resourceServers: [] } as const;
  const now = await readSeed(file).catch(() => undefined);
  if (now?.digest === digest) return ignored;
  const what = now ? 'has changed since it was applied' : 'can no longer be read';
  return {
    ...ignored,
    warning: `CLIENTELE_SEED_FILE: ${file} ${what}. It is applied to an empty database only, so this one stays as it is.`,
  };
}

async function managementApiOf({ storage, managementAudience }: SeedTarget): Promise<ResourceServer> {
  const api = await storage.resourceServers.findByIdentifier(managementAudience);
  if (!api) throw new Error('the Management API is made before the seed is applied');
  return api.resourceServer;
}

/** Whether there is nothing but what every tenant has from the start. */
async function isEmpty({
  clients,
  resourceServers,
  connections,
  bootstrap,
}: TenantStorage): Promise<boolean> {
  if ((await bootstrap.clientId()) !== undefined) return false;
  const counts = [
    await clients.count({ isGlobal: false }),
    (await resourceServers.count({})) - 1,
    await connections.count({}),
  ];
  return counts.every((count) => count === 0);
}

function write(
  storage: TenantStorage,
  { digest, objects }: { digest: string; objects: SeedObjects },
): Promise<void> {
  return storage.change({}, async (stores) => {
    await stores.seed.record(digest);
    for (const api of objects.resourceServers) await stores.resourceServers.create(api);
    for (const client of objects.clients) await stores.clients.create(client);
    for (const grant of objects.grants) await stores.clientGrants.create(grant);
    for (const connection of objects.connections) await stores.connections.create(connection);
  });
}
