import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'clientele-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let folders = 0;

/** A path in a folder of the test file's own; nothing is there yet. */
export function unusedPath(name = 'data'): string {
  folders += 1;
  return join(folder, `${folders}-${name}`);
}

/** What a command answered. */
export interface Outcome {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

/** Runs the command as users do, in a process of its own, without the settings of whoever runs the tests. */
export async function clientele(
  args: readonly string[],
  { env = {}, input = Buffer.alloc(0) }: { env?: Record<string, string>; input?: Buffer } = {},
): Promise<Outcome> {
  return outcomeOf([process.execPath, main, ...args], { env, input });
}

/** Runs the command by a line of bash that names it `"$@"`, such as one that sends its output elsewhere. */
export function inShell(line: string, args: readonly string[]): Promise<Outcome> {
  return outcomeOf(['bash', '--norc', '-c', line, 'bash', process.execPath, main, ...args], {
    env: {},
    input: Buffer.alloc(0),
  });
}

async function outcomeOf(
  [program = '', ...args]: readonly string[],
  { env, input }: { env: Record<string, string>; input: Buffer },
): Promise<Outcome> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
    stdio: 'pipe',
  });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  // A command that refuses may be gone before it has read anything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: Buffer.concat(stdout), stderr };
}

/** The text that a command answers which does what it is asked for, and says nothing else. */
export async function answer(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await clientele(args);
  expect([stderr, code]).toEqual(['', 0]);
  return stdout.toString();
}

/** Runs a command that must refuse in one line, without anything of the program's inside, and answers the line. */
export async function refusal(
  args: readonly string[],
  options?: Parameters<typeof clientele>[1],
): Promise<string> {
  const outcome = await clientele(args, options);
  expect([outcome.stdout.toString(), outcome.code]).toEqual(['', 1]);
  const [line = '', ...more] = outcome.stderr.trimEnd().split('\n');
  expect(more).toEqual([]);
  expect(line).toMatch(/^clientele: /);
  return line;
}
