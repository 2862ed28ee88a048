import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** A program of a package of this checkout. */
export function toolOf(script: string): string {
  return fileURLToPath(new URL(`../../node_modules/${script}`, import.meta.url));
}

/** What is of this checkout, of npm that runs its scripts, and of the test runner. */
const ours = /^(CLIENTELE_|VITEST|NODE_ENV$|INIT_CWD$|npm_(lifecycle|package|command|config_local_prefix))/;

/** The environment of somebody who has Node and npm, and nothing of this checkout. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
  PATH: [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter)]
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
  // What was fetched once need not be fetched again.
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

/** A folder of somebody who knows nothing of this checkout. */
export interface Stranger {
  folder: string;
  /** Writes a file of theirs. */
  write(name: string, text: string): void;
  /** Runs a program there; rejects where it fails. */
  run(program: string, ...args: string[]): Promise<{ stdout: string; stderr: string }>;
  remove(): void;
}

/** An empty folder beside nothing. */
export function stranger(): Stranger {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-stranger-'));
  return {
    folder,
    write(name, text) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    },
    run: (program, ...args) => exec(program, args, { cwd: folder, env: environment }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** What npm has installed in a folder: how many packages, and their bytes. */
export async function installed({ folder }: Stranger): Promise<{ packages: string[]; bytes: number }> {
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  const packages = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ''));
  const files = await exec('find', [join(folder, 'node_modules'), '-type', 'f']);
  const bytes = files.stdout
    .trimEnd()
    .split('\n')
    .reduce((sum, path) => sum + statSync(path).size, 0);
  return { packages, bytes };
}

/** Unpacks a tarball into a folder; answers the paths of its files. */
export async function unpack(tarball: string, folder: string): Promise<string[]> {
  await exec('tar', ['-xzf', tarball, '-C', folder, '--strip-components', '1']);
  const { stdout } = await exec('find', ['.', '-type', 'f'], { cwd: folder });
  return stdout
    .trimEnd()
    .split('\n')
    .map((path) => path.slice(2))
    .sort();
}
