import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Config, readInvocation } from '../../src/config/config.js';
import { OperatorError } from '../../src/errors/operator-error.js';

/** A folder for the files that settings name, which is gone after the tests of a file. */
export function filesOfSettings(): { folder: string; file(name: string, content?: string): string } {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return {
    folder,
    file(name, content = '') {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** The configuration that comes of an environment and flags. */
export function read(env: Record<string, string>, ...argv: string[]): Config {
  const invocation = readInvocation(argv, env, '1.2.3');
  if (invocation.kind !== 'start') throw new Error(`printed ${invocation.text}`);
  return invocation.config;
}

/** The line that refuses an environment and flags. */
export function refusal(env: Record<string, string>, ...argv: string[]): string {
  try {
    readInvocation(argv, env, '1.2.3');
  } catch (error) {
    if (error instanceof OperatorError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}
