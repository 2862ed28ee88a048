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

/** What programs write. */
const program = `
import { type ApiResponse, type Client, type ClientCreate, type ClientCreated, type ClientsManager,
  type GetClientsRequest, iterate, pages } from 'sdk/index.js';

declare module 'sdk/models/client-answers.js' {
  interface Client {
    acme_tier?: 'gold';
  }
}

export async function use(clients: ClientsManager, fields: string, wideBody: ClientCreate): Promise<unknown[]> {
  const { data: created } = await clients.create({ name: 'A', grant_types: ['client_credentials'] });
  const secret: string = created.client_secret;
  const asCreated: ClientCreated = created;
  const credentials = [{ credential_type: 'public_key', pem: 'PEM' }] as const;
  const { data: keyed } = await clients.create({
    name: 'B',
    client_authentication_methods: { private_key_jwt: { credentials: [...credentials] } },
  });
  // @ts-expect-error It has credentials.
  const noSecret: string = keyed.client_secret;
  const perhapsSecret: string = (await clients.create(wideBody)).data.client_secret;
  // @ts-expect-error Nobody knows this property.
  await clients.create({ nmae: 'C', name: 'C' });
  // @ts-expect-error Nobody knows this property.
  await clients.create({ name: 'C', jwt_configuration: { algo: 'RS256' } });
  // @ts-expect-error Nobody knows this parameter.
  await clients.getAll({ feilds: 'name' });

  const { data: whole } = await clients.get({ client_id: created.client_id });
  const asClient: Client = whole;
  const tier: 'gold' | undefined = whole.acme_tier ?? asCreated.acme_tier;
  const { data: narrow } = await clients.get({ client_id: 'a', fields: 'name, jwt_configuration.alg' });
  const name: string = narrow.name;
  const alg: string | undefined = narrow.jwt_configuration?.alg;
  // @ts-expect-error It was not asked for.
  const id = narrow.client_id;
  const { data: unknown } = await clients.get({ client_id: 'a', fields });
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
  const listed: Client[] = (await clients.getAll(wide)).data;

  for await (const walked of iterate(clients)) {
    const every: Client = walked;
    void every;
  }
  for await (const walked of iterate(clients, { app_type: 'spa', fields: 'name' })) {
    const itsName: string = walked.name;
    // @ts-expect-error It was not asked for.
    void [itsName, walked.client_id];
  }
  for await (const { items } of pages(clients, { per_page: 5 })) {
    const some: readonly Client[] = items;
    void some;
  }

  const { data: updated } = await clients.update({ client_id: 'a' }, {});
  const changed: string = updated.client_id;
  const remaining: number | undefined = (await clients.getAll()).rateLimit?.remaining;
  const asAnswer: ApiResponse<Client[]> = await clients.getAll();
  return [noSecret, perhapsSecret, remaining, asAnswer, secret, asClient, tier, name, alg, id, nameless, first, total, next, listed, changed];
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
  expect(models).toContain('models/client-answers.js');
  expect(compile(models.map((name) => `import type {} from 'sdk/${name}';\n`).join(''))).toBe('');
});

test('what does not compile is told', () => {
  expect(
    compile(
      `import type { Client } from 'sdk/index.js';\nexport const id = (client: Client) => client.anything;\n`,
    ),
  ).toContain("Property 'anything' does not exist on type 'Client'");
});
