import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string) => fileURLToPath(new URL(`packages/${name}/src/index.ts`, import.meta.url));

// Tests read the sources, so that a failure points at the line that was written.
const alias = {
  '@clientele/model': source('model'),
  '@clientele/sdk': source('sdk'),
  '@clientele/server': source('server'),
};

const postgres = fileURLToPath(new URL('test/postgres/one-for-all-tests.ts', import.meta.url));

const project = (
  name: string,
  include: string[],
  options: { timeout?: number; globalSetup?: string } = {},
) => ({
  resolve: { alias },
  test: {
    name,
    include,
    testTimeout: options.timeout ?? 20_000,
    hookTimeout: 60_000,
    globalSetup: options.globalSetup ?? [],
  },
});

export default defineConfig({
  test: {
    coverage: { include: ['packages/sdk/src/**'], reporter: ['text-summary'], thresholds: { lines: 95 } },
    projects: [
      project('model', ['packages/model/test/**/*.test.ts']),
      project('sdk', ['packages/sdk/test/**/*.test.ts']),
      project('server', ['packages/server/test/**/*.test.ts'], { globalSetup: postgres }),
      project('cli', ['packages/cli/test/**/*.test.ts'], { timeout: 60_000, globalSetup: postgres }),
      project('contract', ['test/**/*.test.ts'], { timeout: 120_000, globalSetup: postgres }),
    ],
  },
});
