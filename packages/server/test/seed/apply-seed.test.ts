import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { applySeed, type SeedOutcome } from '../../src/seed/apply-seed.js';
import type { Tenant } from '../../src/tenancy/tenants.js';
import { emptyTenant, sharedDatabase } from './empty-tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  type: 'spki',
  format: 'pem',
});
writeFileSync(join(folder, 'robot.pem'), pem);
writeFileSync(join(folder, 'web-secret'), 'a secret from a file\n');

const yaml = `
# What the team begins with.
resource_servers:
  - identifier: https://invoices.example/
    name: Invoices
    signing_alg: ES256
    scopes: [{ value: read:invoices, description: Read invoices }]
clients:
  - name: Invoice robot
    client_id: invoice-robot
    app_type: non_interactive
    credentials:
      - credential_type: public_key
        name: first
        pem: { file: robot.pem }
        enable: true
  - name: Web
    client_id: { env: WEB_ID }
    client_secret: { file: web-secret }
    client_metadata: { env: production }
  - name: Nameless
client_grants:
  - client_id: invoice-robot
    audience: https://invoices.example/
    scope: [read:invoices]
  - client: Nameless
    audience: management
    scope: [read:clients, create:client_ids]
connections:
  - name: staff
    strategy: auth0
    enabled_clients: [Web, invoice-robot]
`;

const fileWith = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const apply = (tenant: Tenant, file: string): Promise<SeedOutcome> =>
  applySeed(tenant, { file, env: { WEB_ID: 'web-1' }, bootstrapClientId: undefined, now: Date.now() });

async function clientsOf({ storage }: Tenant) {
  const found = [];
  for await (const { item } of storage.clients.list(
    { isGlobal: false },
    { limit: 50, offset: 0 },
    { withSecret: true },
  ))
    found.push(item);
  return found;
}

describe('a seed file', () => {
  it.each([
    ['YAML', fileWith('seed.yaml', yaml)],
    ['JSON', undefined],
  ])('in %s becomes APIs, clients with secrets and keys, grants and connections', async (_, given) => {
    const { parse } = await import('yaml');
    const file = given ?? fileWith('seed.json', JSON.stringify(parse(yaml), null, '\t'));
    const tenant = await emptyTenant();
    const { storage } = tenant;
    expect(await apply(tenant, file)).toMatchObject({
      applied: { resource_servers: 1, clients: 3, client_grants: 2, connections: 1 },
      resourceServers: [{ identifier: 'https://invoices.example/', signing_alg: 'ES256' }],
    });
    const clients = await clientsOf(tenant);
    const named = Object.fromEntries(clients.map((client) => [client.name, client]));
    expect(named.Web).toMatchObject({
      client_id: 'web-1',
      client_secret: 'a secret from a file',
      client_metadata: { env: 'production' },
    });
    expect(named.Nameless?.client_id).toMatch(/^\w{32}$/);
    const [credential] = await storage.credentials.list('invoice-robot');
    expect(credential).toMatchObject({ name: 'first', credential_type: 'public_key' });
    expect(named['Invoice robot']).toMatchObject({
      client_id: 'invoice-robot',
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential?.id }] } },
    });
    const api = await storage.resourceServers.findByIdentifier('https://invoices.example/');
    const grant = await storage.clientGrants.findForClient('invoice-robot', api?.resourceServer.id ?? '');
    expect(grant).toMatchObject({ scope: ['read:invoices'] });
    const management = await storage.resourceServers.findByIdentifier(tenant.managementAudience);
    const ofNameless = await storage.clientGrants.findForClient(
      named.Nameless?.client_id ?? '',
      management?.resourceServer.id ?? '',
    );
    expect(ofNameless).toMatchObject({ scope: ['read:clients', 'create:client_ids'] });
    expect(await storage.connections.count({})).toBe(1);
  });

  it('is applied once: later it is ignored, with a warning where it has changed or is gone', async () => {
    const database = await sharedDatabase();
    const text = `${yaml}\n# at the end\n`.replace('{ file: web-secret }', 'a-secret-in-the-file');
    const file = fileWith('once.yaml', text);
    await apply(await emptyTenant(database), file);
    const again = await emptyTenant(database);
    expect(await apply(again, file)).toEqual({ ignored: 'applied before', resourceServers: [] });
    // Of secrets nothing is kept by which they could be guessed.
    writeFileSync(file, yaml.replace('{ file: web-secret }', 'another-secret-in-it'));
    expect((await apply(again, file)).warning).toBeUndefined();
    writeFileSync(file, text.replace('read:invoices]', 'write:invoices]'));
    expect((await apply(again, file)).warning).toContain(`${file} has changed since it was applied`);
    writeFileSync(file, 'clients: [');
    expect((await apply(again, file)).warning).toContain(`${file} can no longer be read`);
    expect(await clientsOf(again)).toHaveLength(3);
  });

  it('stays applied when all that it made is deleted', async () => {
    const tenant = await emptyTenant();
    const file = fileWith('deleted.yaml', 'clients: [{ name: a, client_id: a }]');
    await apply(tenant, file);
    await tenant.storage.change({}, ({ clients }) => clients.delete('a'));
    expect((await apply(tenant, file)).ignored).toBe('applied before');
  });

  it('is ignored by a registry that has something', async () => {
    const tenant = await emptyTenant();
    await apply(tenant, fileWith('other.yaml', 'clients: [{ name: a }]'));
    const other = await emptyTenant();
    await other.storage.change({}, ({ connections }) =>
      connections.create({
        connection: {
          id: 'con_1',
          name: 'c',
          strategy: 'auth0',
          options: {},
          realms: ['c'],
          is_domain_connection: false,
        },
        enabledClients: [],
      }),
    );
    expect(await apply(other, fileWith('late.yaml', yaml))).toEqual({
      ignored: 'not empty',
      resourceServers: [],
    });
    expect(await clientsOf(other)).toEqual([]);
  });

  it('is applied by one of several servers that start together', async () => {
    const database = await sharedDatabase();
    const file = fileWith('together.yaml', yaml);
    const servers = [];
    for (let server = 0; server < 4; server += 1) servers.push(await emptyTenant(database));
    const outcomes = await Promise.all(servers.map((tenant) => apply(tenant, file)));
    expect(outcomes.filter(({ applied }) => applied)).toHaveLength(1);
    expect(outcomes.filter(({ ignored }) => ignored === 'applied before')).toHaveLength(3);
    for (const tenant of servers) expect(await clientsOf(tenant)).toHaveLength(3);
  });

  it('is written whole or not at all', async () => {
    const tenant = await emptyTenant();
    const file = fileWith('half.yaml', 'clients: [{ name: a, client_id: a }]');
    const { change } = tenant.storage;
    const interrupted = Object.assign(Object.create(tenant.storage) as typeof tenant.storage, {
      change: ((by, act) =>
        change(by, async (stores) => {
          await act(stores);
          throw new Error('the server ends here');
        })) as typeof change,
    });
    await expect(apply({ ...tenant, storage: interrupted }, file)).rejects.toThrow('the server ends here');
    expect(await clientsOf(tenant)).toEqual([]);
    expect(await apply(tenant, file)).toMatchObject({ applied: { clients: 1 } });
  });

  it('is in the log, as are the objects that it made', async () => {
    const tenant = await emptyTenant();
    await apply(tenant, fileWith('logged.yaml', 'clients: [{ name: a, client_id: a }]'));
    const events = await tenant.storage.logEvents.list({}, { limit: 20, writtenAfter: undefined });
    const made = events.flatMap(({ change }) => (change ? [`${change.action} ${change.object}`] : []));
    expect(made).toEqual(expect.arrayContaining(['apply seed_file', 'create client']));
  });
});
