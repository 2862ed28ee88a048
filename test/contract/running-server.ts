import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyDatabase } from '../postgres/empty-database.js';
import { onPostgres } from '../postgres/engine.js';
import { type Finished, finished } from '../programs/finished.js';

const serverProgram = fileURLToPath(new URL('../../packages/server/bundle/main.js', import.meta.url));

/** A server program that runs. */
export interface Launched {
  process: ChildProcess;
  /** All it printed so far. */
  output(): string;
  /** Ends it by a signal and waits; answers the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the built program, or another one, and waits until what it printed matches; `openFiles` is all that it may open. */
export async function launch(
  flags: string[],
  {
    env = {},
    until,
    main = serverProgram,
    openFiles,
  }: { env?: Record<string, string> | undefined; until: RegExp; main?: string; openFiles?: number },
): Promise<Launched> {
  const command = [process.execPath, main, ...flags];
  // The limit on open files is that of the shell from which the program takes over.
  const limited = openFiles === undefined ? [] : ['sh', '-c', `ulimit -n ${openFiles} && exec "$@"`, 'sh'];
  const [program = '', ...rest] = [...limited, ...command];
  const child = spawn(program, rest, {
    env: { ...withoutSettings(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => until.test(output) && resolve());
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
  });
  return {
    process: child,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill(signal);
        await exit;
      }
      return child.exitCode;
    },
  };
}

/** A development server as users start it, in a process and a data folder of its own. */
export interface SpawnedServer extends Launched {
  dataFolder: string;
  /** The url of its database where that is not in the data folder. */
  database: string | undefined;
  httpUrl: string;
  /** Host and port of the https address. */
  domain: string;
  caFile: string;
  clientId: string;
  clientSecret: string;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
}

/** Starts a server on free ports, on the engine of this run, and waits until it greets. */
export async function spawnServer(
  options: {
    dataFolder?: string;
    database?: string | undefined;
    flags?: string[];
    env?: Record<string, string>;
  } = {},
): Promise<SpawnedServer> {
  const database = options.database ?? (onPostgres ? await emptyDatabase() : undefined);
  const env = { ...(database !== undefined && { CLIENTELE_DATABASE_URL: database }), ...options.env };
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'clientele-'));
  const flags = ['--data', dataFolder, '--http-port', '0', '--https-port', '0', ...(options.flags ?? [])];
  const launched = await launch(flags, { env, until: /api\/v2\/clients.*\n/ });
  const greeting = launched.output();
  return {
    ...launched,
    dataFolder,
    database,
    httpUrl: pick(greeting, /(http:\/\/127\.0\.0\.1:\d+)/),
    domain: pick(greeting, /https:\/\/(localhost:\d+)/),
    caFile: join(dataFolder, 'ca.pem'),
    clientId: pick(greeting, /client_id=([\w-]+)/),
    clientSecret: readFileSync(join(dataFolder, 'bootstrap-client-secret'), 'utf8').trim(),
    async remove() {
      await launched.stop();
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

/** Runs a script in a Node process that trusts the server's certificate, and answers what it printed. */
export async function runScript(
  script: string,
  { caFile, env }: { caFile: string; env: Record<string, string> },
): Promise<Finished> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  return finished(
    spawn(process.execPath, [file], {
      env: { ...process.env, ...env, NODE_EXTRA_CA_CERTS: caFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}
