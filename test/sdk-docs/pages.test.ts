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
};

const documented = Object.keys(operations);

let server: SpawnedServer;
let api: OpenAPIV3_1.Document;
beforeAll(async () => {
  server = await spawnServer();
  api = (await (await fetch(`${server.httpUrl}/openapi.json`)).json()) as OpenAPIV3_1.Document;
});
afterAll(() => server.remove());

function operation(id: string | undefined): OpenAPIV3_1.OperationObject {
  const found = Object.values(api.paths ?? {})
    .flatMap((item) => [item?.get, item?.post, item?.patch, item?.delete])
    .find((candidate) => candidate?.operationId === id);
  if (!found) throw new Error(`the server knows no operation ${id}`);
  return found;
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
  return textOf(html.replaceAll(/<br\s*\/?>/g, '\n'));
}

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
    for (const { name } of said.parameters) expect(section).toContain(name);
    for (const scope of said.scopes) expect(section).toContain(scope);
    for (const { code } of said.examples) expect(section).toContain(code.trimEnd());
  });
});
