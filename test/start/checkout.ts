import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copied = [
  ...['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'tsconfig.base.json'],
  ...['tools', 'packages', 'docs/sdk'],
];
const madeOrNotNeeded = /\/(node_modules|dist|bundle|sdk-docs|test)$/;
/** What the sources need to become a server; all else that is installed here serves tests. */
const neededToBuild = ['typescript', 'esbuild', 'openapi-types', '@types/node', '@types/pg'];
const npm = process.env.npm_execpath;
const [program = 'npm', ...first] = npm === undefined ? ['npm'] : [process.execPath, npm];

/** As a terminal would have it: nothing of the npm, the tests and the servers around this. */
const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|clientele_|vitest|node_|init_cwd)/i.test(name)),
  ),
  npm_config_prefer_offline: 'true',
};

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** Sends a signal to a process, or by a negative number to a group, unless it has just ended. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** A program that was started in a checkout, as a job of a terminal: its process leads a group. */
export class Job {
  output = '';
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly #child: Child;
  #heard: () => void = () => undefined;

  constructor(child: Child) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk;
        this.#heard();
      });
    this.ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** Resolves as soon as it has said something. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`ended without saying ${pattern}: ${this.output}`);
      const heard = new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
      await Promise.race([heard, this.ended]);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** As Ctrl-C does it with SIGINT; once its leader has ended, the number of a group may be another's. */
  killGroup(signal: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    sendSignal(-pid, signal);
  }
}

/** A fresh checkout of the real sources, in which nothing is installed; npm may take packages from its cache. */
export class Checkout {
  /** All that was run so far. */
  readonly jobs: Job[] = [];
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'clientele-checkout-')));

  constructor() {
    for (const path of copied)
      cpSync(join(root, path), this.path(path), {
        recursive: true,
        filter: (source) => !madeOrNotNeeded.test(source),
      });
    const manifest = JSON.parse(readFileSync(this.path('package.json'), 'utf8'));
    manifest.devDependencies = Object.fromEntries(
      neededToBuild.map((name) => [name, manifest.devDependencies[name]]),
    );
    writeFileSync(this.path('package.json'), JSON.stringify(manifest));
    // npm takes out of the lock file what is not needed any more.
    execFileSync(program, [...first, 'install', '--package-lock-only', '--ignore-scripts'], {
      cwd: this.folder,
      env,
      stdio: 'pipe',
    });
  }

  path(path: string): string {
    return join(this.folder, path);
  }

  /** Nothing is installed or built any more. */
  reset(): void {
    for (const path of ['node_modules', 'docs/sdk/node_modules', 'packages/cli/node_modules'])
      rmSync(this.path(path), { recursive: true, force: true });
  }

  /** Runs npm. */
  run(...args: string[]): Job {
    const options = { cwd: this.folder, env, detached: true };
    const job = new Job(
      spawn(program, [...first, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
    );
    this.jobs.push(job);
    return job;
  }

  /** Starts a server with a data folder of its own. */
  start(): Job {
    const data = mkdtempSync(this.path('data-'));
    return this.run('start', '--', '--data', data, '--http-port', '0', '--https-port', '0');
  }

  /** Starts a server, asks whether it is well and ends it. Answers what was said until it ran. */
  async startsAndServes(): Promise<string> {
    const server = this.start();
    const [, url] = await server.says(/(http:\/\/127\.0\.0\.1:\d+)/);
    const { status } = await fetch(`${url}/health`);
    server.kill('SIGTERM');
    const { code } = await server.ended;
    if (status !== 200 || code !== 0)
      throw new Error(`answered ${status} and ended with ${code}: ${server.output}`);
    return server.output;
  }

  /** Ends all that works in it still. */
  endAll(): void {
    for (const job of this.jobs) job.killGroup('SIGKILL');
    for (const pid of this.processes()) sendSignal(pid, 'SIGKILL');
  }

  /** The processes that work in it, where the system can tell. */
  processes(): number[] {
    if (!existsSync('/proc/self/cwd')) return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && this.#isInside(name))
      .map(Number);
  }

  #isInside(pid: string): boolean {
    try {
      return `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${this.folder}/`);
    } catch {
      return false;
    }
  }

  remove(): void {
    this.endAll();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
