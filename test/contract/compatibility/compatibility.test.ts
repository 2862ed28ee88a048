import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { runScript, type SpawnedServer, spawnServer } from '../running-server.js';
import { compatibilityPage } from './compatibility-page.js';
import { deployCliOutcomes } from './deploy-cli-operations.js';
import type { Outcome, ToolOutcomes } from './outcome.js';

const { devDependencies } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { devDependencies: Record<string, string> };
const versionOf = (name: string) => devDependencies[name]?.replace(/^npm:auth0@/, '') ?? '';
const page = fileURLToPath(new URL('../../../docs/compatibility.md', import.meta.url));

const sdks = [
  ['auth0', 'sdk-4.mjs'],
  ['auth0-5', 'sdk-5-to-7.mjs'],
  ['auth0-6', 'sdk-5-to-7.mjs'],
  ['auth0-7', 'sdk-5-to-7.mjs'],
] as const;

let results: ToolOutcomes[];
let deployCli: ToolOutcomes;
beforeAll(async () => {
  [deployCli, results] = await Promise.all([
    deployCliOutcomes().then((outcomes) => ({
      tool: `auth0-deploy-cli ${versionOf('auth0-deploy-cli')}`,
      outcomes,
    })),
    sdkOutcomes(),
  ]);
}, 600_000);

async function sdkOutcomes(): Promise<ToolOutcomes[]> {
  const server = await spawnServer();
  try {
    const tools: ToolOutcomes[] = [];
    for (const [name, script] of sdks) tools.push(await playedBy(server, name, script));
    return tools;
  } finally {
    await server.remove();
  }
}

async function playedBy(server: SpawnedServer, name: string, script: string): Promise<ToolOutcomes> {
  const { stdout, stderr, code } = await runScript(`compatibility/${script}`, {
    caFile: server.caFile,
    env: {
      SDK: name,
      SERVER_DOMAIN: server.domain,
      CLIENT_ID: server.clientId,
      CLIENT_SECRET: server.clientSecret,
    },
  });
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${stderr}`);
  const lines = stdout.trim().split('\n');
  return {
    tool: `auth0 ${versionOf(name)}`,
    outcomes: lines.map((line) => JSON.parse(line) as Outcome),
  };
}

describe.each(sdks.map(([name], index) => [versionOf(name), index] as const))('auth0 %s', (_name, index) => {
  it('does everything that it offers, and is refused what Clientele does not have', () => {
    const outcomes = results[index]?.outcomes ?? [];
    expect(outcomes.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
    expect(outcomes.filter(({ outcome }) => outcome === 'works').length).toBeGreaterThan(30);
  });
});

it('the Deploy CLI imports, exports and deletes', () => {
  expect(deployCli.outcomes.filter(({ outcome }) => outcome !== 'works')).toEqual([]);
  expect(deployCli.outcomes).toHaveLength(7);
});

it('docs/compatibility.md says what was seen', async () => {
  await expect(compatibilityPage(results, deployCli)).toMatchFileSnapshot(page);
});
