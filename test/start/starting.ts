import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';

export const run = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A development server that is removed when the test ends. */
export async function started(options: Parameters<typeof spawnServer>[0] = {}): Promise<SpawnedServer> {
  const server = await spawnServer(options);
  onTestFinished(() => server.remove());
  return server;
}

/** A folder that is removed when the test ends. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A user without any rights, where tests run as root. */
export const nobody = { uid: 65534, gid: 65534 };

/** Starts a server that is expected not to start, and answers what it says. */
export async function refusal(
  flags: string[],
  env: Record<string, string> = {},
  user: { uid?: number; gid?: number } = {},
): Promise<{ code: number | null; stderr: string; stdout: string }> {
  const main = join(root, 'packages/server/bundle/main.js');
  const child = spawn(process.execPath, [main, '--http-port', '0', '--https-port', '0', ...flags], {
    ...user,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
    if (stdout.includes('Clientele is running')) child.kill();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stderr, stdout };
}

/** One line, exit code 1, nothing of the program's inside. */
export async function refusesWith(
  pattern: RegExp,
  flags: string[],
  env: Record<string, string> = {},
): Promise<void> {
  const { code, stderr, stdout } = await refusal(flags, env);
  expect(stderr).toMatch(pattern);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\s+at .*\.js:\d+/);
  expect([code, stdout]).toEqual([1, '']);
}

/** Cuts the two commands out of the banner and pastes them into a shell. */
export async function pasteCommands(server: SpawnedServer): Promise<string> {
  const commands = server
    .output()
    .split('\n')
    .filter((line) => /^TOKEN=|^curl /.test(line));
  expect(commands).toHaveLength(2);
  const { stdout } = await run('bash', ['-c', commands.join('\n')]);
  return stdout;
}
