import { expect } from 'vitest';
import { rotateKey, rotateKeyBeforeDestroying } from './keys.js';
import { applyManyProperties, changeManyProperties, changeManySettings } from './many.js';
import { keepSecret, rotateWriteOnlySecret } from './secrets.js';
import type { Operation, Stage } from './stage.js';
import { Workspace } from './workspace.js';

const nothing = {};

/** What people do with Terraform, in the order in which each version of the provider plays it. */
export const operations: Record<string, Operation> = {
  apply: apply,
  'a second plan says no changes': planNothing,
  'data sources of clients, APIs, the tenant and signing keys': readDataSources,
  'import of each kind, and a plan that says no changes': importAll,
  change: change,
  'drift is seen and mended': mendDrift,
  'rotate a secret by client_secret_wo': rotateWriteOnlySecret,
  'keep a secret by client_secret': keepSecret,
  'rotate a key by name: the next one beside the old one, then alone': rotateKey,
  'rotate a key with create_before_destroy': rotateKeyBeforeDestroying,
  'many properties of clients, connections, APIs and credentials, and a plan that says no changes':
    applyManyProperties,
  'all of these properties changed': changeManyProperties,
  'all settings of the tenant, and all changed': changeManySettings,
  'destroy leaves nothing': destroy,
};

async function apply({ workspace, management, name }: Stage): Promise<void> {
  await workspace.begin(['life/registry.tf'], { name });
  await workspace.apply();
  const ids = workspace.ids();
  expect(await management.get(`clients/${ids['auth0_client.worker']}`)).toMatchObject({
    name: `${name} worker`,
    description: 'Delivers orders',
    app_type: 'non_interactive',
    grant_types: ['client_credentials'],
    token_endpoint_auth_method: 'client_secret_post',
  });
  expect(await management.get(`resource-servers/${ids['auth0_resource_server.orders']}`)).toMatchObject({
    identifier: `https://${name}.example.com/`,
    token_lifetime: 3600,
    scopes: [
      { value: 'read:orders', description: 'Read orders' },
      { value: 'write:orders', description: 'Write orders' },
    ],
  });
  expect(await management.get(`client-grants/${ids['auth0_client_grant.worker']}`)).toMatchObject({
    client_id: ids['auth0_client.worker'],
    audience: `https://${name}.example.com/`,
    scope: ['read:orders'],
  });
  expect(await shopsOf({ management, workspace })).toEqual(
    [ids['auth0_client.shop["first"]'], ids['auth0_client.shop["second"]']].sort(),
  );
  expect(await management.get('tenants/settings')).toMatchObject({ support_email: 'support@example.com' });
}

async function planNothing({ workspace }: Stage): Promise<void> {
  expect(await workspace.plan()).toEqual(nothing);
}

async function readDataSources(stage: Stage): Promise<void> {
  stage.workspace.add('life/data.tf');
  try {
    await stage.workspace.apply();
    await readAll(stage);
  } finally {
    stage.workspace.take('life/data.tf');
  }
}

async function readAll({ workspace, management, server, name }: Stage): Promise<void> {
  const ids = workspace.ids();
  const { client_secret } = await management.get(`clients/${ids['auth0_client.worker']}`);
  expect(typeof client_secret).toBe(server.secrets === 'readable' ? 'string' : 'undefined');
  expect(await workspace.output('seen')).toEqual({
    by_name: ids['auth0_client.worker'],
    by_id: `${name} worker`,
    secret: client_secret ?? '',
    scopes: { 'read:orders': 'Read orders', 'write:orders': 'Write orders' },
    token_lifetime: 3600,
    // The provider leaves the port out.
    domain: new URL(server.issuer).hostname,
    support_email: 'support@example.com',
    current_keys: [expect.any(String)],
  });
}

async function importAll({ built, version, server, workspace, name }: Stage): Promise<void> {
  const ids = workspace.ids();
  const other = new Workspace(built, version, server);
  await other.begin(['life/registry.tf'], { name });
  other.write(
    'imports.tf',
    Object.entries(ids)
      .map(([address, id]) => `import {\n  to = ${address}\n  id = ${JSON.stringify(id)}\n}\n`)
      .join('\n'),
  );
  const imports = Object.keys(ids).map((address) => [address, 'import, no-op']);
  expect(await other.plan()).toEqual(Object.fromEntries(imports));
  await other.apply();
  expect(await other.plan()).toEqual(nothing);
  expect(other.ids()).toEqual(ids);
  other.remove();
}

async function change({ workspace, management }: Stage): Promise<void> {
  workspace.set({
    description: 'Delivers orders, and takes them back',
    scopes: { 'read:orders': 'Read all orders', 'return:orders': 'Take orders back' },
    granted: ['read:orders', 'return:orders'],
    shops: ['first', 'third'],
    support_email: 'help@example.com',
  });
  expect(await workspace.plan()).toEqual({
    'auth0_client.shop["second"]': 'delete',
    'auth0_client.shop["third"]': 'create',
    'auth0_client.worker': 'update',
    'auth0_client_grant.worker': 'update',
    'auth0_connection_clients.users': 'update',
    'auth0_resource_server_scopes.orders': 'update',
    'auth0_tenant.this': 'update',
  });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(nothing);
  const ids = workspace.ids();
  expect(await management.get(`clients/${ids['auth0_client.worker']}`)).toMatchObject({
    description: 'Delivers orders, and takes them back',
  });
  expect(await management.get(`client-grants/${ids['auth0_client_grant.worker']}`)).toMatchObject({
    scope: ['read:orders', 'return:orders'],
  });
  expect(await shopsOf({ management, workspace })).toEqual(
    [ids['auth0_client.shop["first"]'], ids['auth0_client.shop["third"]']].sort(),
  );
}

async function mendDrift({ workspace, management }: Stage): Promise<void> {
  const ids = workspace.ids();
  await management.patch(`clients/${ids['auth0_client.worker']}`, { description: 'Changed by hand' });
  await management.patch(`resource-servers/${ids['auth0_resource_server.orders']}`, { token_lifetime: 60 });
  await management.delete(`client-grants/${ids['auth0_client_grant.worker']}`);
  await management.delete(`clients/${ids['auth0_client.shop["third"]']}`);
  await management.patch('tenants/settings', { support_email: 'nobody@example.com' });
  expect(await workspace.plan()).toEqual({
    'auth0_client.shop["third"]': 'create',
    'auth0_client.worker': 'update',
    'auth0_client_grant.worker': 'create',
    'auth0_connection_clients.users': 'update',
    'auth0_resource_server.orders': 'update',
    'auth0_tenant.this': 'update',
  });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(nothing);
  expect(await management.get(`clients/${ids['auth0_client.worker']}`)).toMatchObject({
    description: 'Delivers orders, and takes them back',
  });
  expect(await management.get('tenants/settings')).toMatchObject({ support_email: 'help@example.com' });
}

async function destroy({ workspace, many, management, tenant }: Stage): Promise<void> {
  const ids = [workspace, many].flatMap((one) => Object.entries(one.ids()));
  await many.destroy();
  await workspace.destroy();
  expect([workspace.ids(), many.ids()]).toEqual([{}, {}]);
  const statuses = new Set<number>();
  for (const [address, id] of ids) {
    const collection = collections[address.split('.')[0] ?? ''];
    if (collection !== undefined) statuses.add(await management.statusOf(`${collection}/${id}`));
  }
  expect(statuses).toEqual(new Set([404]));
  await management.patch('tenants/settings', { support_email: '', support_url: '', ...tenant });
}

const collections: Record<string, string> = {
  auth0_client: 'clients',
  auth0_client_grant: 'client-grants',
  auth0_connection: 'connections',
  auth0_resource_server: 'resource-servers',
};

/** The ids of the clients that the connection is for. */
async function shopsOf({
  management,
  workspace,
}: Pick<Stage, 'management' | 'workspace'>): Promise<unknown[]> {
  const path = `connections/${workspace.ids()['auth0_connection.users']}/clients`;
  const { clients } = await management.get<{ clients: { client_id: string }[] }>(path);
  return clients.map(({ client_id }) => client_id).sort();
}
