import { readFileSync } from 'node:fs';
import { runScript, type SpawnedServer, spawnServer } from '../running-server.js';
import type { Outcome } from './outcome.js';

const { devDependencies } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { devDependencies: Record<string, string> };

/** The version of a tool that is installed, whatever name it goes by here. */
export function versionOf(name: string): string {
  return devDependencies[name]?.replace(/^npm:auth0@/, '') ?? '';
}

/** The known SDK in its generations, each with the script that plays it. */
export const sdks = [
  ['auth0', 'sdk-4.mjs'],
  ['auth0-5', 'sdk-5-to-7.mjs'],
  ['auth0-6', 'sdk-5-to-7.mjs'],
  ['auth0-7', 'sdk-5-to-7.mjs'],
] as const;

/** What each of these SDKs can do, one after the other on one server. */
export async function sdkOutcomes(played: readonly (typeof sdks)[number][]): Promise<Outcome[][]> {
  const server = await spawnServer();
  try {
    const outcomes: Outcome[][] = [];
    for (const [name, script] of played) outcomes.push(await playedBy(server, name, script));
    return outcomes;
  } finally {
    await server.remove();
  }
}

async function playedBy(server: SpawnedServer, name: string, script: string): Promise<Outcome[]> {
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
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}
