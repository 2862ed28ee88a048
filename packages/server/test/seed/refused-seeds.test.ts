import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySeed } from '../../src/seed/apply-seed.js';
import type { Tenant } from '../../src/tenancy/tenants.js';
import { emptyTenant } from './empty-tenant.js';

const folder = mkdtempSync(join(tmpdir(), 'clientele-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'seed.yaml');

const smallKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({
  type: 'spki',
  format: 'pem',
});
beforeAll(() => {
  writeFileSync(join(folder, 'small.pem'), smallKey);
  writeFileSync(join(folder, 'long.txt'), 'x'.repeat(70_000));
});

let tenant: Tenant;
async function refusal(text: string | Uint8Array): Promise<string> {
  writeFileSync(file, text);
  tenant = await emptyTenant();
  const options = { file, env: { EMPTY: '' }, bootstrapClientId: 'bootstrap', now: Date.now() };
  const error = await applySeed(tenant, options).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  expect(error).toMatchObject({ code: 'CLIENTELE_OPERATOR_ERROR' });
  expect(error?.message).not.toContain('\n');
  return error?.message ?? '';
}

const prefix = 'CLIENTELE_SEED_FILE: seed.yaml';
const clients = (...lines: string[]) => ['clients:', ...lines].join('\n');

describe('a seed file is refused, with file, line and property:', () => {
  it.each<[string, string, string]>([
    [
      'text that is not YAML',
      'clients: [',
      ':1: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['nothing', '', ':1: expected some of resource_servers, clients, client_grants, connections'],
    ['an empty object', '{}', ':1: expected some of'],
    ['a list', '- a', ':1: expected some of'],
    ['an unknown list', 'clients: []\nusers: []', ':2: users: unknown, expected some of'],
    ['a list that is none', 'clients:\n  name: x', ':1: clients: expected a list'],
    ['a key twice', clients('  - name: a', '    name: b'), ':3: Map keys must be unique'],
    ['a missing name', clients('  - app_type: spa'), ':2: clients[0]: Missing required property: name'],
    [
      'an unknown property',
      clients('  - name: a', '    nmae: b'),
      ':3: clients[0].nmae: Additional properties not allowed: nmae',
    ],
    [
      'a wrong value',
      clients('  - name: a', '  - name: b', '    app_type: robot'),
      ':4: clients[1].app_type: No enum match for: "robot"',
    ],
    [
      'a wrong type',
      clients('  - name: 7'),
      ':2: clients[0].name: Expected type string but found type integer',
    ],
    [
      'an item',
      clients('  - name: a', '    callbacks:', '      - https://a.example', '      - 7'),
      ':5: clients[0].callbacks[1]: Expected type string',
    ],
    [
      'a rule of the model',
      clients('  - name: a', '    third_party_security_mode: permissive'),
      ':2: clients[0]: third_party_security_mode is for clients whose is_first_party is false',
    ],
    [
      'an id that no client may have',
      clients('  - name: a', '    client_id: a/b'),
      ':3: clients[0].client_id: expected 1 to 64 letters',
    ],
    [
      'an id twice',
      clients('  - { name: a, client_id: x }', '  - { name: b, client_id: x }'),
      ':3: clients[1].client_id: is there already',
    ],
    [
      'the id of the bootstrap client',
      clients('  - { name: a, client_id: bootstrap }'),
      ':2: clients[0].client_id: is that of CLIENTELE_BOOTSTRAP_CLIENT_ID',
    ],
    [
      'a short secret',
      clients('  - { name: a, client_secret: short }'),
      ':2: clients[0].client_secret: String is too short (5 chars), minimum 16',
    ],
    [
      'a variable that is not set',
      clients('  - name: a', '    client_secret: { env: ABSENT }'),
      ':3: clients[0].client_secret: the environment variable ABSENT is not set',
    ],
    [
      'a variable that is empty',
      clients('  - name: a', '    client_secret: { env: EMPTY }'),
      ':3: clients[0].client_secret: the environment variable EMPTY is not set',
    ],
    [
      'a file that is not there',
      clients('  - name: a', '    client_secret: { file: absent }'),
      ':3: clients[0].client_secret: ',
    ],
    [
      'a file that is too long',
      clients('  - name: a', '    client_secret: { file: long.txt }'),
      'cannot be read as a text of at most 64 KiB',
    ],
    [
      'a weak key',
      clients(
        '  - name: a',
        '    credentials:',
        '      - { credential_type: public_key, pem: { file: small.pem } }',
      ),
      ":2: clients[0]: '",
    ],
    [
      'an unknown property of a credential',
      clients(
        '  - name: a',
        '    credentials:',
        '      - { credential_type: public_key, pem: x, enabled: true }',
      ),
      ':4: clients[0].credentials[0].enabled: Additional properties not allowed',
    ],
    [
      'enable and methods at once',
      clients(
        '  - name: a',
        '    client_authentication_methods: { private_key_jwt: { credentials: [{ credential_type: public_key, pem: x }] } }',
        '    credentials: [{ credential_type: public_key, pem: x, enable: true }]',
      ),
      ':3: clients[0].client_authentication_methods: enable: true of a credential',
    ],
    [
      'an API that is linked and not there',
      clients('  - { name: a, app_type: resource_server, resource_server_identifier: "urn:x" }'),
      ':2: clients[0].resource_server_identifier: no entry of resource_servers has the identifier urn:x',
    ],
    [
      'the Management API',
      'resource_servers: [{ identifier: management }]',
      ':1: resource_servers[0].identifier: stands for the Management API',
    ],
    [
      'an identifier twice',
      'resource_servers:\n  - { identifier: "urn:x" }\n  - { identifier: "urn:x" }',
      ':3: resource_servers[1].identifier: is there already',
    ],
    [
      'a client that is not there',
      'client_grants:\n  - { client_id: a, audience: management, scope: [] }',
      ':2: client_grants[0].client_id: no client of this file has the id or name "a"',
    ],
    [
      'a name that two clients have',
      `${clients('  - name: a', '  - name: a')}\nclient_grants:\n  - { client: a, audience: management, scope: [] }`,
      ':5: client_grants[0].client: 2 clients of this file are called "a"',
    ],
    [
      'a client by two properties',
      `${clients('  - name: a')}\nclient_grants: [{ client: a, client_id: a, audience: management, scope: [] }]`,
      ':3: client_grants[0].client: client_id names the client already',
    ],
    [
      'an API that is not there',
      `${clients('  - name: a')}\nclient_grants: [{ client: a, audience: "urn:x", scope: [] }]`,
      ':3: client_grants[0].audience: no entry of resource_servers has the identifier urn:x; management stands for',
    ],
    [
      'a grant twice',
      `${clients('  - name: a')}\nclient_grants:\n  - { client: a, audience: management, scope: [] }\n  - { client: a, audience: management, scope: ["read:clients"] }`,
      ':5: client_grants[1].audience: the client has a grant of this kind',
    ],
    [
      'a scope that its API does not define',
      `resource_servers: [{ identifier: "urn:x", scopes: [{ value: read }] }]\n${clients('  - name: a')}\nclient_grants:\n  - client: a\n    audience: urn:x\n    scope: [read, raed]`,
      ':7: client_grants[0].scope[1]: the API urn:x does not define the scope raed',
    ],
    [
      'all scopes of the Management API',
      `${clients('  - name: a')}\nclient_grants: [{ client: a, audience: management, allow_all_scopes: true }]`,
      ':3: client_grants[0]: allow_all_scopes cannot be true for a system API',
    ],
    [
      'a connection for a client that is not there',
      'connections:\n  - { name: db, strategy: auth0, enabled_clients: [a] }',
      ':2: connections[0].enabled_clients[0]: no client of this file',
    ],
    ['U+0000', 'clients: [{ name: "a\\0b" }]', ':1: clients[0].name: text with U+0000'],
    ['__proto__', 'clients: [{ name: a, client_metadata: { __proto__: x } }]', 'is not allowed'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nclients: [*c,*c,*c,*c]`,
      ':1: Excessive alias count',
    ],
  ])('%s', async (_, text, expected) => {
    const message = await refusal(text);
    expect(message).toContain(prefix);
    expect(message).toContain(expected);
    expect(await tenant.storage.clients.count({ isGlobal: false })).toBe(0);
    expect(await tenant.storage.resourceServers.count({})).toBe(1);
    expect(await tenant.storage.seed.digest()).toBeUndefined();
  });

  it('no secret is shown', async () => {
    const message = await refusal(clients('  - { name: a, client_secret: tiny-secret }'));
    expect(message).not.toContain('tiny-secret');
  });

  it('bytes that are no UTF-8, a folder and a file that is not there', async () => {
    expect(await refusal(Uint8Array.of(0xff, 0xfe, 0x00))).toContain(
      'cannot be read: expected a file in JSON or YAML',
    );
    rmSync(file);
    mkdirSync(file);
    const options = { file, env: {}, bootstrapClientId: undefined, now: Date.now() };
    await expect(applySeed(tenant, options)).rejects.toThrow(`CLIENTELE_SEED_FILE: ${file} cannot be read`);
    rmSync(file, { recursive: true });
    await expect(applySeed(tenant, options)).rejects.toThrow(`CLIENTELE_SEED_FILE: ${file} cannot be read`);
  });
});
