import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Links what this checkout has installed, in place of what npm would fetch. */
const npm = `
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
const root = ${JSON.stringify(root)};
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/@clientele', { recursive: true });
for (const name of readdirSync(root + 'node_modules'))
  if (name !== '@clientele' && !name.startsWith('.')) symlinkSync(root + 'node_modules/' + name, 'node_modules/' + name);
for (const name of ['model', 'sdk', 'server']) symlinkSync('../../packages/' + name, 'node_modules/@clientele/' + name);
if (!existsSync('docs/sdk/node_modules')) symlinkSync(root + 'docs/sdk/node_modules', 'docs/sdk/node_modules');
`;

const bundleServer = `
import { buildSync } from 'esbuild';
buildSync({
  absWorkingDir: import.meta.dirname,
  entryPoints: ['dist/main.js'],
  outdir: 'bundle',
  bundle: true,
  format: 'esm',
});
`;

const bundleConsole = `
import { mkdirSync, writeFileSync } from 'node:fs';
for (const folder of ['packages/server/console', 'packages/console/dist']) mkdirSync(folder, { recursive: true });
writeFileSync('packages/server/console/index.html', 'hello');
writeFileSync('packages/console/dist/inputs.json', '[]');
`;

/** All files and folders that are small as they stand; of the model, the server, the console and the command only what a build needs. */
const copied = [
  ...['package.json', 'package-lock.json', '.npmrc', 'tsconfig.json', 'tsconfig.base.json'],
  ...['tools/setup.mjs', 'tools/setup', 'packages/sdk', 'docs/sdk'],
  ...['model', 'server', 'cli'].flatMap((name) => [
    `packages/${name}/package.json`,
    `packages/${name}/tsconfig.json`,
  ]),
  'packages/console/package.json',
];
const written = {
  'packages/model/src/index.ts': "export const greeting = 'hello';\n",
  'packages/server/src/main.ts':
    "import { greeting } from '@clientele/model';\n\nprocess.stdout.write(greeting);\n",
  'packages/server/bundle.mjs': bundleServer,
  'packages/console/bundle.mjs': bundleConsole,
  'packages/console/src/main.ts': 'export {};\n',
  'packages/cli/src/main.ts': 'export const name = process.argv0;\n',
  'npm-cli.js': npm,
};

/** A checkout to set up: the real set-up, compiler, SDK and documentation beside packages of a few lines. */
export class SmallCheckout {
  readonly #folder = mkdtempSync(join(tmpdir(), 'clientele-checkout-'));

  constructor() {
    const made = /\/(node_modules|dist)$/;
    for (const path of copied)
      cpSync(join(root, path), join(this.#folder, path), {
        recursive: true,
        filter: (source) => !made.test(source),
      });
    for (const [path, content] of Object.entries(written)) this.write(path, content);
  }

  path(path: string): string {
    return join(this.#folder, path);
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), content);
  }

  /** The files below a folder. */
  files(folder: string): string[] {
    return readdirSync(this.path(folder), { recursive: true, encoding: 'utf8' });
  }

  /** Sets it up, and answers what that said it did; `endAt` ends it as soon as it says so. */
  async setUp({ endAt }: { endAt?: string } = {}): Promise<string[]> {
    const child = spawn(process.execPath, [this.path('tools/setup.mjs')], {
      env: { ...process.env, npm_execpath: this.path('npm-cli.js') },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk;
      if (endAt !== undefined && output.includes(endAt)) child.kill();
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    if (endAt === undefined ? code !== 0 : signal !== 'SIGTERM')
      throw new Error(`the set-up ended with ${code ?? signal}: ${output}`);
    return [...output.matchAll(/^(?:\(\d\/\d\) )?(.* …)$/gm)].map(([, step = '']) => step).sort();
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
