import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const built = join(root, 'packages/sdk/dist');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clientele-types-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says to a program without DOM and Node types that checks declarations too. */
function compile(program: string, options: string[] = []): string {
  const file = join(folder, 'program.mts');
  writeFileSync(file, program.replaceAll("'sdk/", `'${built}/`));
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['--ignoreConfig', '--noEmit', '--strict', '--pretty', 'false'],
      ...['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022', '--types', ''],
      ...options,
      file,
    ],
    { encoding: 'utf8', cwd: folder },
  );
  return stdout;
}

/** What a manager that uses the models looks like, and what programs write with it. */
const program = `
import type { ClientCreate, ClientCreated, ClientCreatedBy, ClientOf, ClientsPageOf, ClientUpdated, Client,
  GetClientsByIdRequest, GetClientsRequest } from 'sdk/client-models.js';
import type { ConsistentPaging } from 'sdk/page-parameters.js';

declare module 'sdk/client-models.js' {
  interface Client {
    acme_tier?: 'gold';
  }
}

interface Answer<T> { data: T }
interface Clients {
  create<const B extends ClientCreate>(body: B): Promise<Answer<ClientCreatedBy<B>>>;
  get<const P extends GetClientsByIdRequest>(parameters: P): Promise<Answer<ClientOf<P>>>;
  getAll<const P extends GetClientsRequest = Record<never, never>>(
    parameters?: P & ConsistentPaging<P>,
  ): Promise<Answer<ClientsPageOf<P>>>;
  update(parameters: { client_id: string }, body: object): Promise<Answer<ClientUpdated>>;
}

export async function use(clients: Clients, fields: string): Promise<unknown[]> {
  const { data: created } = await clients.create({ name: 'A', grant_types: ['client_credentials'] });
  const secret: string = created.client_secret;
  const asCreated: ClientCreated = created;

  const { data: whole } = await clients.get({ client_id: created.client_id });
  const asClient: Client = whole;
  const tier: 'gold' | undefined = whole.acme_tier ?? asCreated.acme_tier;
  const { data: narrow } = await clients.get({ client_id: 'a', fields: 'name, jwt_configuration.alg' });
  const name: string = narrow.name;
  const alg: string | undefined = narrow.jwt_configuration?.alg;
  // @ts-expect-error It was not asked for.
  const id = narrow.client_id;
  const { data: unknown } = await clients.get({ client_id: 'a', fields });
  // @ts-expect-error It may not have been asked for.
  const nameless: string = unknown.name;

  const { data: all } = await clients.getAll();
  const { data: page } = await clients.getAll({ page: 0, per_page: 10, include_totals: true, fields: 'name' });
  const { data: checkpoint } = await clients.getAll({ take: 10 });
  const first: Client | undefined = all[0];
  const total: number = page.total + page.clients.length + checkpoint.clients.length;
  const next: string | undefined = checkpoint.next;
  // @ts-expect-error Either by page or by checkpoint.
  await clients.getAll({ take: 10, page: 0 });
  // @ts-expect-error A checkpoint list has no total.
  await clients.getAll({ from: 'x', include_totals: true });
  const wide: GetClientsRequest = {};
  const listed: Partial<Client>[] = (await clients.getAll(wide)).data;

  const { data: updated } = await clients.update({ client_id: 'a' }, {});
  // @ts-expect-error The token may see nothing.
  const changed: string = updated.client_id;
  return [secret, asClient, tier, name, alg, id, nameless, first, total, next, listed, changed];
}
`;

test.each([
  ['as they are', []],
  ['with exact optional properties', ['--exactOptionalPropertyTypes', 'true']],
])('programs with lib es2022 and no other types compile with the models %s', (_, options) => {
  expect(compile(program, options)).toBe('');
});

test('no file of models names a type of the DOM or Node', () => {
  const index = readFileSync(join(built, 'index.d.ts'), 'utf8');
  const models = [...index.matchAll(/^export (?:type )?\* from '\.\/(.+)';$/gm)].map(([, name]) => name);
  expect(models).toContain('client-models.js');
  expect(compile(models.map((name) => `import type {} from 'sdk/${name}';\n`).join(''))).toBe('');
});

test('what does not compile is told', () => {
  expect(
    compile(
      `import type { Client } from 'sdk/client-models.js';\nexport const id = (client: Client) => client.anything;\n`,
    ),
  ).toContain("Property 'anything' does not exist on type 'Client'");
});
