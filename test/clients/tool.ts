import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import type { Outcome } from '../contract/compatibility/outcome.js';
import { type Finished, finished } from '../programs/finished.js';

/** Where a server is, and as whom a client comes: an administrator that holds every Management scope. */
export interface Address {
  /** Host and port of https. */
  domain: string;
  /** `https://…/` */
  issuer: string;
  /** The file with the certificate of the CA. */
  caFile: string;
  clientId: string;
  clientSecret: string;
  /** Whether secrets can be read again, or are shown once. */
  secrets: 'readable' | 'once';
  /** How many servers there are; several take up to a second to hear of a change. */
  servers: number;
}

/** What a playing program finds in its environment. */
export function environmentOf(address: Address): Record<string, string> {
  return {
    SERVER_DOMAIN: address.domain,
    ISSUER: address.issuer,
    CA_FILE: address.caFile,
    CLIENT_ID: address.clientId,
    CLIENT_SECRET: address.clientSecret,
    SECRETS: address.secrets,
    SERVERS: String(address.servers),
  };
}

/** A program or a library that others wrote, and how it is played against a server. */
export interface Tool {
  /** As the page lists it. */
  name: string;
  version: string;
  /** The table of the page it stands in: tools of a table share the list of operations. */
  table: string;
  /** What has to be installed on the machine: `go`, `python3`, `mvn`. */
  needs: string[];
  /** Whether it is slow, and other versions or runs show what several servers answer. */
  onOneServerOnly?: boolean;
  /** Fetches and builds it in the cache, or finds it there; throws `NotAvailableError` for what cannot be fetched. */
  prepare(): Promise<void>;
  /** What came of each operation. */
  play(server: Address): Promise<Outcome[]>;
}

/** Whether older versions are left out; what was seen of them before stands as it is. */
export const newestOnly = process.env.CLIENTELE_CLIENTS === 'newest';

/** The newest version of each tool, in each table. */
export function newestOf(tools: readonly Tool[]): Tool[] {
  const isOlder = (one: Tool, other: Tool) =>
    one.name === other.name &&
    one.table === other.table &&
    one.version.localeCompare(other.version, 'en', { numeric: true }) < 0;
  return tools.filter((tool) => !tools.some((other) => isOlder(tool, other)));
}

/** The machine or its registries do not have what a tool needs. */
export class NotAvailableError extends Error {
  override name = 'NotAvailableError';
}

/** A program that hangs is ended. */
const timeout = 900_000;

/** Runs a program to its end. */
export async function run(
  [program = '', ...args]: string[],
  { cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Finished> {
  return finished(
    spawn(program, args, {
      ...(cwd !== undefined && { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
    }),
  );
}

/** What a program printed; throws with all its words when it fails. */
export async function succeed(command: string[], options?: Parameters<typeof run>[1]): Promise<string> {
  const { code, stdout, stderr } = await run(command, options);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** Fetches from a registry: what it refuses is not available, and no failure of ours. */
export async function fetched(command: string[], options?: Parameters<typeof run>[1]): Promise<string> {
  const { code, stdout, stderr } = await run(command, options);
  if (code === 0) return stdout;
  throw new NotAvailableError(`${command.join(' ')} ended with ${code}: ${reasonIn(stdout, stderr)}`);
}

/** The line that says why, without the addresses of registries, which are the machine's own: Maven's first, on stdout. */
function reasonIn(stdout: string, stderr: string): string {
  const [first = ''] = linesOf(stdout);
  const last = linesOf(stderr).at(-1) ?? first;
  return last.replace(/ *\(?https?:\S+/g, '');
}

function linesOf(text: string): string[] {
  const lines = stripVTControlCharacters(text).split('\n');
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Reads the lines that a playing program printed, one outcome each; throws with all its words when it broke off. */
export async function played(command: string[], options?: Parameters<typeof run>[1]): Promise<Outcome[]> {
  const { code, stdout, stderr } = await run(command, options);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}
