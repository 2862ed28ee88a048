// Runs programs that say something only where they fail, and ends them where the set-up itself is told to end.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';

// A group of its own for each, so that the programs it starts in turn are ended with it.
const detached = process.platform !== 'win32';
const running = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    endAll(signal);
    process.exit(128 + constants.signals[signal]);
  });

/** Resolves when the program has succeeded; where it fails, the set-up ends with what the program said. */
export function runProgram(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached, ...options });
    running.add(child);
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => fail(`${command} cannot be started: ${error.message}`));
    child.on('close', (code) => {
      running.delete(child);
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      fail(`${[basename(command), ...args].join(' ')} failed`);
    });
  });
}

export function fail(message) {
  console.error(message);
  endAll('SIGTERM');
  process.exit(1);
}

function endAll(signal) {
  for (const { pid, exitCode } of running)
    if (pid !== undefined && exitCode === null) process.kill(detached ? -pid : pid, signal);
}
