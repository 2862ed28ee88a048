import { type ChildProcess, spawn } from 'node:child_process';
import { expect, onTestFinished } from 'vitest';
import { environment } from './stranger.js';

/** A development server that somebody has started by a command of the package. */
export interface Served {
  process: ChildProcess;
  banner: string;
  httpUrl: string;
}

/** Starts a server by a command line, in a folder, on free ports, and waits until it greets. */
export async function serve(folder: string, commandLine: readonly string[]): Promise<Served> {
  const [program = '', ...args] = [...commandLine, '--http-port', '0', '--https-port', '0'];
  const child = spawn(program, args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  let banner = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}: ${banner}`)));
    child.stdout.on('data', (chunk) => {
      banner += chunk;
      if (/api\/v2\/clients.*\n/.test(banner)) resolve();
    });
  });
  return { process: child, banner, httpUrl: /http:\/\/127\.0\.0\.1:\d+/.exec(banner)?.[0] ?? '' };
}

/** The two commands with which the banner ends. */
export function bannerCommands({ banner }: Served): string {
  return banner
    .split('\n')
    .filter((line) => /^TOKEN=|^curl /.test(line))
    .join('\n');
}

/** Ends it, and waits until it answers no more: npx ends before the server, which it does not tell. */
export async function stopped({ process, httpUrl }: Served): Promise<void> {
  process.kill('SIGTERM');
  const answers = () =>
    fetch(`${httpUrl}/health`).then(
      () => true,
      () => false,
    );
  await expect.poll(answers).toBe(false);
}
