import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RunningServer, readConfig, start } from '@clientele/server';
import { isOperatorError } from '../output.js';
import { inNamesOfSettings, variablesOf } from './given-settings.js';
import type { ServerSettings } from './server-settings.js';
import { StartError } from './start-error.js';

/** What a server in process is started with: settings, and what only a program can give. */
export interface StartOptions extends ServerSettings {
  /** Gets each log line, with its end; without it none is written. `logLevel` says which there are. */
  onLogLine?: (line: string) => void;
  /** The time in milliseconds since the epoch, for all that expires; the system's unless given. */
  now?: () => number;
}

/** With what an administrator authenticates. */
export interface Administrator {
  clientId: string;
  clientSecret: string;
}

/** A server that runs in this process. */
export interface StartedServer {
  /** Where programs on this machine reach it: by http where that is served, else by https. */
  url: string;
  httpUrl: string | undefined;
  httpsUrl: string | undefined;
  /** The issuer of its tokens. */
  issuer: string;
  /** The identifier of the Management API, the audience of tokens for it. */
  audience: string;
  /** The certificate of the development CA in PEM, for who is to trust the https address. */
  ca: string | undefined;
  /** The first administrator, where there is one and its secret is known. */
  bootstrap: Administrator | undefined;
  /** What an operator should know, a line each. */
  warnings: readonly string[];
  /** Finishes the requests in flight, and releases ports and data; further calls wait for the same. */
  close(): Promise<void>;
}

/** A server that keeps nothing: it always has a first administrator. */
export interface ServerInMemory extends StartedServer {
  bootstrap: Administrator;
}

/** What makes a server that keeps nothing. */
export type OptionsInMemory = StartOptions & {
  mode?: 'development';
  data?: ':memory:';
  databaseUrl?: never;
  databaseUrlFile?: never;
};

/**
 * Starts a server in this process; in memory and on free ports unless the options say otherwise. It prints nothing, handles no signals, and takes settings from nowhere but the
 * options; several can run at once, each with ports and data of its own.
 * @throws StartError with one line that says what is wrong and how to fix it.
 */
export function startServer(options?: OptionsInMemory): Promise<ServerInMemory>;
export function startServer(options: StartOptions): Promise<StartedServer>;
export async function startServer(options: StartOptions = {}): Promise<StartedServer> {
  if (typeof options !== 'object' || options === null)
    throw new StartError('startServer takes its settings as an object, such as { httpPort: 5000 }');
  const { onLogLine = () => undefined, now, ...settings } = options;
  try {
    const config = readConfig(new Map(), variablesOf(withDefaults(settings), process.env));
    return await started(await start(config, { logTo: { write: onLogLine }, ...(now && { now }) }));
  } catch (error) {
    throw isOperatorError(error) ? new StartError(inNamesOfSettings(error.message), { cause: error }) : error;
  }
}

/** What a test wants of a development server; production has the defaults of the command. */
function withDefaults(given: ServerSettings): Readonly<Record<string, unknown>> {
  const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (settings.mode === 'production') return settings;
  const elsewhere = 'databaseUrl' in settings || 'databaseUrlFile' in settings;
  return { ...(!elsewhere && { data: ':memory:' }), httpPort: 0, httpsPort: 0, ...settings };
}

async function started(server: RunningServer): Promise<StartedServer> {
  const { httpUrl, httpsUrl, issuer, audience, bootstrap, warnings } = server;
  let closed: Promise<void> | undefined;
  try {
    if (server.dataFolder !== undefined) closeToOthers(server.dataFolder);
    return {
      url: httpUrl ?? httpsUrl ?? issuer,
      httpUrl,
      httpsUrl,
      issuer,
      audience,
      ca: server.ca?.pem,
      bootstrap: bootstrap?.secret
        ? { clientId: bootstrap.clientId, clientSecret: bootstrap.secret }
        : undefined,
      warnings: warnings.map(inNamesOfSettings),
      close() {
        closed ??= server.stop();
        return closed;
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

// The server's own program has a umask for this; that of somebody's process is not ours to change.
function closeToOthers(folder: string): void {
  for (const name of readdirSync(folder))
    if (/^(clientele\.db|server\.lock)/.test(name)) chmodSync(join(folder, name), 0o600);
}
