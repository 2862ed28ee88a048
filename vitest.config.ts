import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (name: string) => fileURLToPath(new URL(`packages/${name}/src/index.ts`, import.meta.url));

// Tests read the sources, so that a failure points at the line that was written.
const alias = {
  '@clientele/model': source('model'),
  '@clientele/sdk': source('sdk'),
  '@clientele/server': source('server'),
};

const project = (name: string, include: string[], timeout = 20_000) => ({
  resolve: { alias },
  test: { name, include, testTimeout: timeout, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    coverage: { include: ['packages/sdk/src/**'], reporter: ['text-summary'], thresholds: { lines: 95 } },
    projects: [
      project('model', ['packages/model/test/**/*.test.ts']),
      project('sdk', ['packages/sdk/test/**/*.test.ts']),
      project('server', ['packages/server/test/**/*.test.ts']),
      project('cli', ['packages/cli/test/**/*.test.ts'], 60_000),
      project('contract', ['test/**/*.test.ts'], 120_000),
    ],
  },
});
