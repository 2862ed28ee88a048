import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { whyNoPostgres } from './test/postgres/postgres-server.mjs';

const source = (name: string) => fileURLToPath(new URL(`packages/${name}/src/index.ts`, import.meta.url));

// Tests read the sources, so that a failure points at the line that was written.
const alias = {
  '@clientele/model/rules': source('model').replace('index', 'rules'),
  '@clientele/model': source('model'),
  '@clientele/sdk': source('sdk'),
  '@clientele/server': source('server'),
};

const postgres = fileURLToPath(new URL('test/postgres/one-for-all-tests.ts', import.meta.url));
const withoutPostgres = whyNoPostgres() !== undefined;
/** Test files that need PostgreSQL have it in their names. */
const needsPostgres = '**/*postgres*.test.ts';

interface ProjectOptions {
  exclude?: string[];
  timeout?: number;
  engine?: 'postgres';
}

const project = (name: string, include: string[], options: ProjectOptions = {}) => ({
  resolve: { alias },
  test: {
    name,
    include,
    exclude: [...(options.exclude ?? []), ...(withoutPostgres ? [needsPostgres] : [])],
    // Files that follow each other in a worker load what they test once, where they leave no state behind.
    isolate: !['model', 'server', 'server on PostgreSQL'].includes(name),
    testTimeout: options.timeout ?? 20_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    globalSetup: withoutPostgres || ['model', 'sdk', 'console unit'].includes(name) ? [] : postgres,
    env: options.engine ? { CLIENTELE_TEST_ENGINE: options.engine } : {},
  },
});

// What is asked over HTTP is answered alike on both engines; all other tests know no engine or bring their own.
const overHttp = [
  'console/*',
  'http/metrics-endpoint',
  'idempotency/every-post',
  'idempotency/repeated-requests',
  'management/*',
  'oauth/*',
  'security/*',
  'tenancy/system-objects',
  'lifecycle/expiry-watch',
  'lifecycle/successors',
  'lifecycle/upkeep',
  'seed/apply-seed',
];
/** What is decided by rules that know no storage; `npm run test:postgres` asks for it on PostgreSQL all the same. */
const byRulesAlone = [
  'management/bad-input',
  'management/client-properties',
  'management/error-table',
  'management/random-requests',
  'management/visibility',
  'security/assertion-keys',
  'security/broken-certificates',
  'security/public-keys',
  'security/request-shape',
].map((name) => `packages/server/test/${name}.test.ts`);
/** Scripts other than `npm test` ask for what that leaves out. */
const inFull = process.env.CLIENTELE_TESTS === 'full';
/** `npm run test:clients` plays clients in other languages, which need more than Node. */
const withClients = process.env.CLIENTELE_TESTS === 'clients';
/** `npm run test:console` makes all journeys in a browser; `npm test` makes the first one. */
const inBrowser = process.env.CLIENTELE_TESTS === 'console';
/** What `npm run test:load` and `npm run test:setup` run. */
const takesMinutes = ['test/load/*.test.ts', 'test/start/setup{,-interrupted,-together}.test.ts'];
const asUsersDo = [
  'client-lifecycle',
  'protected-api',
  'sdk-on-server/*',
  'token-requests/*',
  'oauth-clients/*',
  'compatibility/postgres',
];
const onPostgres = [
  project(
    'server on PostgreSQL',
    overHttp.map((name) => `packages/server/test/${name}.test.ts`),
    { engine: 'postgres', exclude: inFull ? [] : byRulesAlone },
  ),
  project(
    'contract on PostgreSQL',
    asUsersDo.map((name) => `test/contract/${name}.test.ts`),
    { engine: 'postgres', timeout: 120_000 },
  ),
];

/** What is published is packed once for all its tests. */
function packageProject() {
  const { resolve, test } = project('package', ['test/package/*.test.ts'], {
    timeout: 120_000,
    exclude: inFull
      ? []
      : ['versions', 'nginx', 'first-minutes'].map((name) => `test/package/${name}.test.ts`),
  });
  const packOnce = fileURLToPath(new URL('test/package/pack-once.ts', import.meta.url));
  return { resolve, test: { ...test, globalSetup: [test.globalSetup, packOnce].flat() } };
}

/** One project after the other: only files of the same one share a worker. */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) => sorted.filter(({ project }) => project.name === name));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: ByProject },
    // Many tests wait for processes and databases, so two at once are faster even on two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: { include: ['packages/sdk/src/**'], reporter: ['text-summary'], thresholds: { lines: 95 } },
    projects: [
      project('model', ['packages/model/test/**/*.test.ts']),
      project('sdk', ['packages/sdk/test/**/*.test.ts']),
      project('console unit', ['packages/console/test/**/*.test.ts']),
      project('server', ['packages/server/test/**/*.test.ts']),
      project('cli', ['packages/cli/test/**/*.test.ts'], { timeout: 120_000 }),
      packageProject(),
      project('contract', ['test/**/*.test.ts'], {
        timeout: 120_000,
        exclude: [
          'test/package/**',
          'test/contract/compatibility/postgres.test.ts',
          'test/clients/**',
          'test/console/!(first-journey).test.ts',
          ...(inFull ? [] : takesMinutes),
        ],
      }),
      ...(inBrowser || inFull ? [project('console', ['test/console/*.test.ts'], { timeout: 180_000 })] : []),
      ...(withClients ? [project('clients', ['test/clients/**/*.test.ts'])] : []),
      ...(withoutPostgres ? [] : onPostgres),
    ],
  },
});
