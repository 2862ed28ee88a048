import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Compiler, strict } from './compilers.js';
import { cursor, type Offered, offeredByServer, offeredByService } from './completions.js';

// Completion as an editor asks for it: of the language services of TypeScript 5, and of 7 by its protocol.

const paging = ['page', 'per_page', 'include_totals', 'from', 'take'];
const shown = ['fields', 'include_fields'];
const filters = ['is_global', 'is_first_party', 'app_type', 'client_ids', 'external_client_id', 'q'];
const credentialTypes = ['public_key', 'cert_subject_dn', 'x509_cert'];

const cases: [at: string, offers: string[]][] = [
  ['clients.getAll({ | })', [...shown, ...paging, ...filters]],
  ['clients.getAll({ page: 0, | })', [...shown, 'per_page', 'include_totals', ...filters]],
  ['clients.getAll({ take: 10, | })', [...shown, 'from', ...filters]],
  ['clients.get({ | })', ['client_id', ...shown]],
  ["clients.get({ client_id: 'a', | })", shown],
  ['clients.getEnabledConnections({ | })', ['client_id', 'strategy', 'from', 'take', ...shown]],
  [
    'clients.create({ | })',
    ['name', 'app_type', 'callbacks', 'grant_types', 'client_authentication_methods'],
  ],
  ["clients.create({ name: 'a', app_type: '|' })", ['spa', 'native', 'regular_web', 'non_interactive']],
  ["clients.create({ name: 'a', grant_types: ['|'] })", ['client_credentials', 'authorization_code']],
  ["clients.create({ name: 'a', addons: { samlp: { | } } })", ['audience', 'mappings', 'signResponse']],
  ["clients.update({ client_id: 'a' }, { | })", ['name', 'description', 'client_metadata']],
  ['clients.rotateClientSecret({ | })', ['client_id']],
  [
    "clients.createCredential({ client_id: 'a' }, { | })",
    ['credential_type', 'pem', 'name', 'kid', 'subject_dn'],
  ],
  ["clients.createCredential({ client_id: 'a' }, { credential_type: '|' })", credentialTypes],
  ["export const body: PostCredentialsRequest = { credential_type: '|' }", credentialTypes],
  ['clientGrants.getAll({ | })', [...paging, 'audience', 'client_id', 'subject_type', 'default_for']],
  ['clientGrants.getAllOrganizations({ | })', ['id', ...paging]],
  ['resourceServers.getAll({ | })', [...shown, ...paging, 'identifiers']],
  ['resourceServers.get({ | })', ['id', ...shown]],
  ['connections.getAll({ | })', [...shown, ...paging, 'strategy', 'name', 'domain_alias']],
  ['connections.get({ | })', ['id', ...shown]],
  ['iterate(clients, { | })', [...shown, ...paging, ...filters]],
  ['iterate(clientGrants, { | })', [...paging, 'audience', 'client_id']],
  ['pages(connections, { | })', [...shown, ...paging, 'strategy', 'name']],
  ['clients.getAll({}, { | })', ['headers', 'signal']],
  [
    'new ManagementClient({ | })',
    ['domain', 'baseUrl', 'token', 'clientId', 'clientSecret', 'middleware', 'retry'],
  ],
  ["new ManagementClient({ domain: 'a', | })", ['token', 'clientAssertionSigningKey', 'timeoutDuration']],
  [
    "new ManagementClient({ domain: 'a', token: 'T', middleware: [{ | }] })",
    ['pre', 'post', 'onError', 'onAttempt'],
  ],
];

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
let programs: Map<string, string>;
beforeAll(() => {
  // Within the checkout, so that the SDK is found by its name.
  folder = mkdtempSync(join(root, 'node_modules/.completion-'));
  const compilerOptions = { ...strict, types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts'] }));
  programs = new Map(cases.map(([at], index) => [join(folder, `case-${index}.mts`), program(at)]));
  for (const [path, text] of programs) writeFileSync(path, text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const program = (at: string) => `
import { iterate, ManagementClient, pages, type PostCredentialsRequest } from '@clientele/sdk';
declare const { clients, clientGrants, resourceServers, connections }: ManagementClient;
${at.replace('|', cursor)};
`;

const services: [Compiler, () => Offered | Promise<Offered>][] = [
  ['TypeScript 5.0', () => offeredByService('TypeScript 5.0', programs)],
  ['TypeScript 5.9', () => offeredByService('TypeScript 5.9', programs)],
  ['TypeScript 7', () => offeredByServer('TypeScript 7', programs, folder)],
];

describe.each(services)('%s', (_, ask) => {
  let offered: string[][];
  beforeAll(async () => {
    offered = [...(await ask()).values()];
  });

  test.each(cases.map(([at, offers], index) => ({ at, offers, index })))('$at', ({ offers, index }) => {
    expect(offered[index]).toEqual(expect.arrayContaining(offers));
  });
});
