import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** The versions of TypeScript that programs are compiled with, and where they are installed. */
export const compilers = {
  'TypeScript 5.0': join(root, 'node_modules/typescript-5.0'),
  'TypeScript 5.9': join(root, 'node_modules/typescript-5.9'),
  'TypeScript 6': join(root, 'docs/sdk/node_modules/typescript'),
  'TypeScript 7': join(root, 'node_modules/typescript'),
};
export type Compiler = keyof typeof compilers;

/** The declarations of the SDK, as they are published. */
export const declarations = join(root, 'packages/sdk/dist/index.d.ts');

/** Options of programs: those of a strict project for Node. */
export const strict = {
  strict: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  skipLibCheck: true,
  noEmit: true,
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  lib: ['es2022'],
  types: ['node'],
  typeRoots: [join(root, 'node_modules/@types')],
};

/** The files of a folder beside this one, and of the folders in it. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(here, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
    .sort();
}

/** What a compiler says to files beside this one, and to programs of which the text is given: its errors, by file. */
export async function errorsIn(
  compiler: Compiler,
  files: string[],
  options: object = {},
  texts: Record<string, string> = {},
): Promise<Record<string, string[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-compiled-'));
  const project = join(folder, 'tsconfig.json');
  const compilerOptions = { ...strict, ...options };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const paths = [...files.map((name) => join(here, name)), ...Object.keys(texts)];
  writeFileSync(project, JSON.stringify({ compilerOptions, files: paths }));
  try {
    const output = await printed(
      [join(compilers[compiler], 'bin/tsc'), '-p', project, '--pretty', 'false'],
      folder,
    );
    return byFile(output, realpathSync(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Has the SDK where programs import `auth0`. */
export const inPlaceOfAuth0 = { paths: { auth0: [declarations] } };

function printed(command: string[], cwd: string): Promise<string> {
  return new Promise((done) => {
    execFile(process.execPath, command, { cwd, maxBuffer: 1e8 }, (_, stdout, stderr) =>
      done(stdout + stderr),
    );
  });
}

function byFile(output: string, folder: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const message of output.split(/\n(?! )/).filter(Boolean)) {
    const [, file = 'tsconfig.json', line = '', text = message] =
      /^(.+?)\((\d+),\d+\): error (.*)$/s.exec(message) ?? [];
    const path = resolve(folder, file);
    const name = relative(path.startsWith(folder) ? folder : here, path);
    found[name] = [...(found[name] ?? []), `${line}: ${text.trim()}`];
  }
  return found;
}
