import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Management, Reached } from '../management.js';

/** The version that is installed with the checkout. */
export const installedCli = createRequire(import.meta.url).resolve('auth0-deploy-cli/lib/index.js');

/** What is deployed: the names are those of the tool's files. */
export const deployed = {
  resourceServers: [
    {
      name: 'Orders',
      identifier: 'https://orders.example.com/',
      scopes: [{ value: 'read:orders', description: 'Read orders' }, { value: 'write:orders' }],
      signing_alg: 'RS256',
      token_lifetime: 3600,
      token_lifetime_for_web: 1800,
      allow_offline_access: true,
    },
    { name: 'Stock', identifier: 'urn:stock', scopes: [{ value: 'read:stock' }] },
  ],
  clients: [
    {
      name: 'Worker',
      app_type: 'non_interactive',
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
      client_metadata: { team: 'orders' },
    },
    {
      name: 'Shop',
      app_type: 'spa',
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      callbacks: ['https://shop.example.com/callback'],
      refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 10 },
    },
  ],
  clientGrants: [
    {
      client_id: 'Worker',
      audience: 'https://orders.example.com/',
      scope: ['read:orders'],
    },
    { client_id: 'Worker', audience: 'urn:stock', scope: ['read:stock'] },
  ],
};

/** The same without one of each. */
export const lessDeployed = {
  resourceServers: deployed.resourceServers.slice(0, 1),
  clients: deployed.clients.slice(0, 1),
  clientGrants: deployed.clientGrants.slice(0, 1),
};

/** A folder of its own for one use of the tool. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'clientele-deploy-'));

  constructor(private readonly cli: string) {}

  /** Writes a file for the tool; JSON is YAML too. */
  write(file: string, content: unknown): string {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(content));
    return path;
  }

  /** The content of a folder that the tool exported, by file name. */
  read(folder: string): Record<string, unknown> {
    const files = readdirSync(join(this.folder, folder)).sort();
    return Object.fromEntries(
      files.map((file) => [file, JSON.parse(readFileSync(join(this.folder, folder, file), 'utf8'))]),
    );
  }

  /** Writes what is deployed as the tool's folder has it. */
  writeFolder(folder: string, content: typeof deployed): string {
    for (const api of content.resourceServers) this.write(`${folder}/resource-servers/${api.name}.json`, api);
    for (const client of content.clients) this.write(`${folder}/clients/${client.name}.json`, client);
    content.clientGrants.forEach((grant, index) => {
      this.write(`${folder}/grants/${index}.json`, grant);
    });
    return join(this.folder, folder);
  }

  /** Runs the tool, unmodified and in a process of its own; throws with its output when it fails. */
  async run(server: Reached, args: string[], settings: Record<string, string> = {}): Promise<string> {
    const child = spawn(process.execPath, [this.cli, ...args], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        NODE_EXTRA_CA_CERTS: server.caFile,
        AUTH0_DOMAIN: server.domain,
        AUTH0_CLIENT_ID: server.clientId,
        AUTH0_CLIENT_SECRET: server.clientSecret,
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk;
      });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`a0deploy ${args.join(' ')} ended with ${code}:\n${output}`);
    return output;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

const lists = { clients: 'clients', grants: 'client-grants', apis: 'resource-servers' };
type Registry = Record<keyof typeof lists, Record<string, unknown>[]>;

/** All that a registry holds, as its Management API tells it. */
export async function registryOf(management: Management): Promise<Registry> {
  const read = (path: string) => management.get<Registry['clients']>(`${path}?per_page=100`);
  return {
    clients: await read(lists.clients),
    grants: await read(lists.grants),
    apis: await read(lists.apis),
  };
}

/** Takes away all but the system objects and the first administrator. */
export async function removeAll(management: Management, { clientId }: Reached): Promise<void> {
  const { clients, apis } = await registryOf(management);
  for (const { client_id, global } of clients)
    if (!global && client_id !== clientId) await management.delete(`clients/${client_id}`);
  for (const { id, is_system } of apis) if (!is_system) await management.delete(`resource-servers/${id}`);
}

/** The names, sorted, of what a registry holds beside its system objects and its first administrator. */
export function namesOf({ clients, grants, apis }: Registry): Record<string, unknown[]> {
  const names = new Map(clients.map(({ client_id, name }) => [client_id, name]));
  return {
    clients: clients
      .map(({ name }) => name)
      .filter((name) => !builtIn.includes(name))
      .sort(),
    grants: grants
      .map(({ client_id, audience }) => `${names.get(client_id)} ${audience}`)
      .filter((name) => !name.startsWith('Clientele Bootstrap'))
      .sort(),
    apis: apis
      .filter(({ is_system }) => !is_system)
      .map(({ name }) => name)
      .sort(),
  };
}

const builtIn: unknown[] = ['All Applications', 'Clientele Bootstrap'];
