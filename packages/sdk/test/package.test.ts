import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { GetClientConnectionsStrategyEnum as known } from 'auth0';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import repository from '../../../package.json' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };
import { ClientsManager, GetClientConnectionsStrategyEnum, ManagementClient } from '../src/index.js';

test('depends on nothing: no package and no module of Node', async () => {
  const folder = new URL('../src/', import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const sources = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  // Examples in doc comments import the SDK itself.
  const code = sources.map((text) => text.replaceAll(/\/\*\*[\s\S]*?\*\//g, ''));
  const imported = code.flatMap((text) =>
    [...text.matchAll(/\b(?:from |import |import\()'([^'\n]+)'/g)].map((found) => found[1]),
  );
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((specifier) => !specifier?.startsWith('.'))).toEqual([]);
  expect(Object.keys(manifest)).not.toContain('dependencies');
});

test('package and README name the oldest Node that the tests are run with', async () => {
  const [, oldest] = /^\^(\d+\.\d+)\.0 /.exec(repository.engines.node) ?? [];
  expect(manifest.engines.node).toBe(`>=${oldest}.0`);
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(`Node ${oldest} or newer`);
});

test('a ManagementClient has the twelve methods on clients', () => {
  const { clients } = new ManagementClient({ domain: 'tenant.example', token: 'TOKEN' });
  expect(clients).toBeInstanceOf(ClientsManager);
  expect(Object.getOwnPropertyNames(ClientsManager.prototype).sort()).toEqual(
    [
      'constructor',
      'create',
      'createCredential',
      'delete',
      'deleteCredential',
      'get',
      'getAll',
      'getCredential',
      'getCredentials',
      'getEnabledConnections',
      'rotateClientSecret',
      'update',
      'updateCredential',
    ].sort(),
  );
});

test('the strategies are those that callers know', () => {
  expect(GetClientConnectionsStrategyEnum).toEqual(known);
});

/** What is in the bundle of a program that imports this one name. */
function bundled(name: string): string {
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { ${name} } from './index.js';\nconsole.log(${name});`,
      resolveDir: fileURLToPath(new URL('../src', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const parts = {
  ManagementClient: '/oauth/token',
  ClientsManager: '/rotate-secret',
  KeysManager: 'GET /keys/signing',
  ClientSecretsManager: '/secrets/lookup',
  CredentialReportsManager: '/credentials/unused',
  UsageManager: 'GET /usage',
  AssertionsManager: '/check-assertion',
  TenantsManager: '/tenants/settings',
  ClientUpdateComplianceLevelEnum: 'fapi1_adv_mtls_par',
  TenantSettingsEnabledLocalesEnum: 'zh-MO',
};

test.each([
  ['ManagementClient', ['ManagementClient', 'ClientsManager']],
  ['ClientsManager', ['ClientsManager']],
  ['KeysManager', ['KeysManager']],
  ['UsageManager', ['UsageManager']],
  ['AssertionsManager', ['AssertionsManager']],
  ['ClientUpdateComplianceLevelEnum', ['ClientUpdateComplianceLevelEnum']],
])('a program with %s alone has of these parts %j', (name, expected) => {
  const text = bundled(name);
  const found = Object.entries(parts).flatMap(([part, trace]) => (text.includes(trace) ? [part] : []));
  expect(found).toEqual(expected);
});
