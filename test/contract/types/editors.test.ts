import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Compiler, strict } from './compilers.js';
import { type Answers, answersOfServer, answersOfService, cursor, type Question } from './editors.js';

// Questions as editors ask them: of the language services of TypeScript 5, and of 7 by its protocol.

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

// Methods with more than one signature: at their names, in calls, and in calls that are not finished.
const methods: [method: string, parameters: string, documentation: string][] = [
  ['clients.create', 'bodyParameters: ClientCreate', 'Creates a client.'],
  ['clients.get', 'requestParameters: GetClientsByIdRequest', 'Reads one client'],
  ['clients.getAll', 'requestParameters', 'Lists clients'],
  [
    'clients.getEnabledConnections',
    'requestParameters: GetClientConnectionsRequest',
    'Lists the connections',
  ],
  ['clients.rotateClientSecret', 'requestParameters: PostRotateSecretRequest', 'Gives a client a new secret'],
  ['clientGrants.getAll', 'requestParameters', 'Lists client grants'],
  ['clientGrants.getAllOrganizations', 'requestParameters', 'Lists the organizations'],
  ['resourceServers.get', 'requestParameters: GetResourceServersByIdRequest', 'Reads one API'],
  ['resourceServers.getAll', 'requestParameters', 'Lists APIs'],
  ['connections.get', 'requestParameters: GetConnectionsByIdRequest', 'Reads one connection'],
  ['connections.getAll', 'requestParameters', 'Lists connections'],
];
const named = methods.map(([method, , documentation]): [string, string[]] => [
  `${method}|`,
  [method.replace(/.*\./, ''), documentation],
]);
const called = methods.map(([method, , documentation]): [string, string[]] => [
  `${method}|({ client_id: 'a', id: 'a', name: 'a' })`,
  [method.replace(/.*\./, ''), documentation],
]);
const opened = ['(|', '(|)', '({}, |)'].flatMap((call) =>
  methods.map(([method, parameters, documentation]): [string, string[]] => [
    `${method}${call}`,
    [parameters, documentation],
  ]),
);

const questions: [Question, [at: string, answer: string[]][]][] = [
  ['completion', cases],
  ['hover', [...named, ...called]],
  ['signature help', opened],
];

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
beforeAll(() => {
  // Within the checkout, so that the SDK is found by its name.
  folder = mkdtempSync(join(root, 'node_modules/.editors-'));
  const compilerOptions = { ...strict, types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts'] }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const program = (at: string) => `
import { iterate, ManagementClient, pages, type PostCredentialsRequest } from '@clientele/sdk';
declare const { clients, clientGrants, resourceServers, connections }: ManagementClient;
${at.replace('|', cursor)};
`;

/** Programs with a question each, as files. */
function written(question: Question, places: string[]): Map<string, string> {
  const name = question.replace(' ', '-');
  const programs = new Map(places.map((at, index) => [join(folder, `${name}-${index}.mts`), program(at)]));
  for (const [path, text] of programs) writeFileSync(path, text);
  return programs;
}

type Ask = (question: Question, programs: Map<string, string>) => Answers | Promise<Answers>;
const services: [Compiler, Ask][] = [
  ['TypeScript 5.0', (question, programs) => answersOfService('TypeScript 5.0', question, programs)],
  ['TypeScript 5.9', (question, programs) => answersOfService('TypeScript 5.9', question, programs)],
  ['TypeScript 7', (question, programs) => answersOfServer('TypeScript 7', question, programs, folder)],
];

describe.each(services)('%s', (_, ask) => {
  describe.each(questions)('%s', (question, asked) => {
    let answers: string[][];
    beforeAll(async () => {
      const programs = written(
        question,
        asked.map(([at]) => at),
      );
      answers = [...(await ask(question, programs)).values()];
    });

    test.each(asked.map(([at, answer], index) => ({ at, answer, index })))('$at', ({ answer, index }) => {
      const given = answers[index];
      if (question === 'completion') expect(given).toEqual(expect.arrayContaining(answer));
      else for (const part of answer) expect(given?.join('\n')).toContain(part);
      expect(given?.join('\n')).not.toMatch(/never|hidden|compared/);
    });
  });
});
