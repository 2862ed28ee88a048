import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Finished, finished } from '../programs/finished.js';
import { root } from './starting.js';

/** Runs `clientele` to its end, without the settings of whoever runs the tests. */
export function command(args: string[], env: Record<string, string> = {}): Promise<Finished> {
  return finished(
    spawn(process.execPath, [join(root, 'packages/cli/bin/clientele.js'), ...args], {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}
