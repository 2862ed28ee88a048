import * as sdk from '@clientele/sdk';
import type { OpenAPIV3_1 } from 'openapi-types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { textOf } from '../pages/page-text.js';
import { documentationOf } from './documentation.js';

/** Which operation of the API each method of a manager asks for. */
const operations: Readonly<Record<string, string>> = {
  'ClientsManager.create': 'createClient',
  'ClientsManager.createCredential': 'createCredential',
  'ClientsManager.delete': 'deleteClient',
  'ClientsManager.deleteCredential': 'deleteCredential',
  'ClientsManager.get': 'getClient',
  'ClientsManager.getAll': 'listClients',
  'ClientsManager.getCredential': 'getCredential',
  'ClientsManager.getCredentials': 'listCredentials',
  'ClientsManager.getEnabledConnections': 'listClientConnections',
  'ClientsManager.rotateClientSecret': 'rotateClientSecret',
  'ClientsManager.update': 'updateClient',
  'ClientsManager.updateCredential': 'updateCredential',
  'ClientGrantsManager.create': 'createClientGrant',
  'ClientGrantsManager.delete': 'deleteClientGrant',
  'ClientGrantsManager.get': 'getClientGrant',
  'ClientGrantsManager.getAll': 'listClientGrants',
  'ClientGrantsManager.getAllOrganizations': 'listClientGrantOrganizations',
  'ClientGrantsManager.update': 'updateClientGrant',
  'ConnectionsManager.create': 'createConnection',
  'ConnectionsManager.delete': 'deleteConnection',
  'ConnectionsManager.get': 'getConnection',
  'ConnectionsManager.getAll': 'listConnections',
  'ConnectionsManager.getEnabledClients': 'listConnectionClients',
  'ConnectionsManager.update': 'updateConnection',
  'ConnectionsManager.updateEnabledClients': 'updateConnectionClients',
  'ResourceServersManager.create': 'createResourceServer',
  'ResourceServersManager.delete': 'deleteResourceServer',
  'ResourceServersManager.get': 'getResourceServer',
  'ResourceServersManager.getAll': 'listResourceServers',
  'ResourceServersManager.update': 'updateResourceServer',
  'ClientSecretsManager.create': 'createClientSecret',
  'ClientSecretsManager.delete': 'deleteClientSecret',
  'ClientSecretsManager.get': 'getClientSecret',
  'ClientSecretsManager.getAll': 'listClientSecrets',
  'ClientSecretsManager.getRotation': 'getClientRotation',
  'ClientSecretsManager.lookup': 'lookUpSecret',
  'ClientSecretsManager.rotate': 'rotateClientSecret',
  'ClientSecretsManager.update': 'updateClientSecret',
  'CredentialReportsManager.getExpiring': 'listExpiringCredentials',
  'CredentialReportsManager.getUnused': 'listUnusedCredentials',
  'KeysManager.get': 'getSigningKey',
  'KeysManager.getAll': 'listSigningKeys',
  'KeysManager.revoke': 'revokeSigningKey',
  'KeysManager.rotate': 'rotateSigningKeys',
  'TenantsManager.getSettings': 'getTenantSettings',
  'TenantsManager.updateSettings': 'updateTenantSettings',
  'UsageManager.get': 'getUsage',
  'AssertionsManager.check': 'checkClientAssertion',
};

/** What the managers of every bundle have no room for: `ClientSecretsManager.getRotation` shows use. */
const shownElsewhere: Record<string, string[]> = {
  'ClientsManager.getCredential': ['include_usage'],
  'ClientsManager.getCredentials': ['include_usage'],
};

const documented = Object.keys(operations);

let server: SpawnedServer;
let api: OpenAPIV3_1.Document;
beforeAll(async () => {
  server = await spawnServer();
  api = (await (await fetch(`${server.httpUrl}/openapi.json`)).json()) as OpenAPIV3_1.Document;
});
afterAll(() => server.remove());

interface Described {
  /** Verb and path; how its ids are called is not compared. */
  route: string;
  operation: OpenAPIV3_1.OperationObject;
}

function described(id: string | undefined): Described {
  for (const [path, item] of Object.entries(api.paths ?? {}))
    for (const verb of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item?.[verb];
      if (operation?.operationId !== id || operation === undefined) continue;
      return { route: withoutNames(`${verb.toUpperCase()} ${path}`), operation };
    }
  throw new Error(`the server knows no operation ${id}`);
}

const withoutNames = (route: string) => route.replaceAll(/{\w+}/g, '{}');
const operation = (id: string | undefined) => described(id).operation;

/** Names of query parameters and of the body's properties that the server takes. */
function membersOf({ parameters = [], requestBody }: OpenAPIV3_1.OperationObject): string[] {
  const query = parameters.flatMap((parameter) =>
    'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
  );
  const content = requestBody && 'content' in requestBody ? Object.values(requestBody.content) : [];
  const schemas = content.flatMap(({ schema }) => (schema ? [schema as OpenAPIV3_1.SchemaObject] : []));
  const body = schemas.flatMap(({ properties = {} }) => Object.keys(properties));
  // It is read only to be refused by a message of its own.
  return [...query, ...body.filter((name) => name !== 'signing_keys')];
}

/** The part of a class's page that is about one method, as it is read. */
async function sectionOf(className: string, method: string): Promise<string> {
  const page = await (await fetch(`${server.httpUrl}/docs/sdk/classes/${className}.html`)).text();
  // A section has others within: for the parameters of types.
  const section = page
    .split('<section class="tsd-panel tsd-member"')
    .find((part) => part.includes(` id="${method.toLowerCase()}"`));
  return readable(section ?? '');
}

function readable(html: string): string {
  return textOf(html.replaceAll(/<wbr\s*\/?>/g, '').replaceAll(/<br\s*\/?>/g, '\n'));
}

it.each(['Clients', 'Keys'])('puts what %sManager is called for before what subclasses use', async (name) => {
  const page = await (await fetch(`${server.httpUrl}/docs/sdk/classes/${name}Manager.html`)).text();
  const members = [...page.matchAll(/<h3 class="tsd-anchor-link" id="(\w+)"/g)].map(([, id]) => id);
  expect(members.slice(-3)).toEqual(['ask', 'request', 'configuration']);
  expect(members).toContain('getall');
});

it('knows every public method of every manager', () => {
  const methods = Object.values(sdk).flatMap((exported) =>
    typeof exported === 'function' && exported.prototype instanceof sdk.BaseAPI
      ? Object.getOwnPropertyNames(exported.prototype)
          .filter((name) => name !== 'constructor')
          .map((name) => `${exported.name}.${name}`)
      : [],
  );
  expect(Object.keys(operations).sort()).toEqual(methods.sort());
});

const functions = Object.entries(sdk).flatMap(([name, exported]) =>
  typeof exported === 'function' && /^[a-z]/.test(name) ? [name] : [],
);

it.each(functions)('says of the function %s what it takes and gives, with an example', (name) => {
  const said = documentationOf(name);
  expect(said.summary).not.toBe('');
  expect(said.returns).not.toBe('');
  expect(said.parameters.filter(({ summary }) => summary === '')).toEqual([]);
  expect(said.examples[0]?.code).toContain(`${name}(`);
});

describe.each(documented)('the documentation of %s', (path) => {
  const [className = '', method = ''] = path.split('.');
  const said = documentationOf(path);

  it('says what it does, takes and resolves to', () => {
    expect(said.summary).not.toBe('');
    expect(said.returns).not.toBe('');
    expect(said.parameters.filter(({ summary }) => summary === '')).toEqual([]);
  });

  it('says verb and path', () => {
    expect(withoutNames(said.route)).toBe(described(operations[path]).route);
  });

  it('says of a change what an idempotencyKey does there', () => {
    const [verb = ''] = said.route.split(' ');
    const override = said.parameters.find(({ name }) => name === 'initOverrides')?.summary ?? '';
    // A check changes nothing, so that doing it again does no harm.
    const repeats = verb === 'POST' && !said.route.includes('/check-');
    expect(override.includes('does it once')).toBe(repeats);
    expect(override.includes('honours no')).toBe(!repeats && verb !== 'GET');
  });

  it('has an example', () => {
    expect(said.examples.length).toBeGreaterThan(0);
    expect(said.examples[0]?.code).toContain(`.${method}(`);
  });

  it('names the scopes that the server asks for', () => {
    const { security = [] } = operation(operations[path]);
    const asked = new Set(security.flatMap((requirement) => Object.values(requirement).flat()));
    expect(said.scopes.sort()).toEqual([...asked].sort());
  });

  it('names the statuses with which the server refuses', () => {
    const { responses = {} } = operation(operations[path]);
    const refusals = Object.keys(responses).filter((status) => Number(status) >= 400);
    const thrown = said.throws.filter((text) => text.startsWith('ManagementApiError'));
    const statuses = thrown.flatMap((text) => text.match(/\b[45]\d\d\b/g) ?? []);
    expect([...new Set(statuses)].sort()).toEqual(refusals.sort());
  });

  it('is on the page that the server publishes', async () => {
    const section = await sectionOf(className, method);
    for (const title of ['Parameters', 'Returns', 'Scopes', 'Throws', 'Example'])
      expect(section).toContain(title);
    expect(section).toContain(said.route);
    for (const { name } of said.parameters) expect(section).toContain(name);
    const ids = [...said.route.matchAll(/{(\w+)}/g)].map(([, id]) => id);
    const members = membersOf(operation(operations[path])).filter(
      (member) => !shownElsewhere[path]?.includes(member),
    );
    for (const member of [...ids, ...members]) expect(section).toMatch(new RegExp(`${member}\\??: `));
    // Types of the compiler's own.
    expect(section).not.toMatch(/OnlyKnown|ListParameters|\w+Of</);
    for (const scope of said.scopes) expect(section).toContain(scope);
    for (const { code } of said.examples) expect(section).toContain(code.trimEnd());
  });
});
