// Runs programs that say something only where they fail.
import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** A step that did not succeed, and what the program said that failed. */
export class StepFailed extends Error {
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/** Resolves when the program has succeeded. */
export function runProgram(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => reject(new StepFailed(`${command} cannot be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new StepFailed(
            `${[basename(command), ...args].join(' ')} failed`,
            Buffer.concat(output).toString('utf8'),
          ),
        );
    });
  });
}
