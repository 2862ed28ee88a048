import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../packages/server/dist/main.js', import.meta.url));

/** A server as users start it: the built program, in a process and a data folder of its own. */
export interface SpawnedServer {
  process: ChildProcess;
  dataFolder: string;
  httpUrl: string;
  /** Host and port of the https address. */
  domain: string;
  caFile: string;
  clientId: string;
  clientSecret: string;
  /** All it printed so far. */
  output(): string;
  /** Ends it by a signal and waits; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** Starts a server on free ports and waits until it greets. */
export async function spawnServer(
  options: { dataFolder?: string; flags?: string[]; env?: Record<string, string> } = {},
): Promise<SpawnedServer> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'clientele-'));
  const flags = ['--data', dataFolder, '--http-port', '0', '--https-port', '0', ...(options.flags ?? [])];
  const child = spawn(process.execPath, [main, ...flags], {
    env: { ...withoutSettings(process.env), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const greeting = await waitFor(child, () => /api\/v2\/clients.*\n/.exec(output) && output);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
    return child.exitCode;
  };
  return {
    process: child,
    dataFolder,
    httpUrl: pick(greeting, /(http:\/\/127\.0\.0\.1:\d+)/),
    domain: pick(greeting, /https:\/\/(localhost:\d+)/),
    caFile: join(dataFolder, 'ca.pem'),
    clientId: pick(greeting, /client_id=([\w-]+)/),
    clientSecret: readFileSync(join(dataFolder, 'bootstrap-client-secret'), 'utf8').trim(),
    output: () => output,
    stop,
    async remove() {
      await stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The settings of whoever runs the tests stay out of them. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !name.startsWith('CLIENTELE_') && name !== 'npm_lifecycle_event'),
  );
}

function pick(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`the banner does not say ${pattern}:\n${text}`);
  return found;
}

/** Looks again whenever the process prints something, until it ends. */
function waitFor(child: ChildProcess, look: () => string | null | false): Promise<string> {
  return new Promise((resolve, reject) => {
    const check = () => {
      const found = look();
      if (found) resolve(found);
    };
    child.stdout?.on('data', check);
    child.once('exit', (code) =>
      reject(new Error(`the server ended with ${code}: ${look() || 'no banner'}`)),
    );
  });
}

/** Runs a script in a Node process that trusts the server's certificate, and answers what it printed. */
export async function runScript(
  script: string,
  { caFile, env }: { caFile: string; env: Record<string, string> },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: caFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
