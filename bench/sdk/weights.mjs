// What the packages weigh: on disk, at start, and in a bundle.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';

const sdk = fileURLToPath(new URL('../../packages/sdk/', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const rounds = 15;

/** The packages that are compared, by what they are installed as. */
const packages = {
  '@clientele/sdk': '@clientele/sdk',
  'auth0 4.37.1': 'auth0',
  'auth0 6.4.0': 'auth0',
  'auth0 7.1.0': 'auth0',
};
const ours = '@clientele/sdk';

/** Installs each into a project of its own; answers what came along. */
export function installations(folder) {
  return Object.entries(packages).map(([label, name]) => {
    const project = projectOf(folder, label);
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n');
    const wanted = label === ours ? packed(folder) : `${name}@${label.split(' ')[1]}`;
    execFileSync(npm, ['install', '--prefer-offline', '--ignore-scripts', '--silent', wanted], {
      cwd: project,
    });
    const modules = join(project, 'node_modules');
    return [label, (sizeOf(modules) / 1024).toFixed(0), String(packagesIn(modules))];
  });
}

/** How much longer a program takes that imports the package than one that imports nothing, and which part of v4 that is. */
export function imports(folder) {
  const times = Object.fromEntries([['empty', []], ...Object.keys(packages).map((label) => [label, []])]);
  for (let round = 0; round < rounds; round += 1)
    for (const label of Object.keys(times)) times[label].push(importing(folder, label));
  const empty = median(times.empty);
  const taken = (label) => median(times[label]) - empty;
  return Object.keys(packages).map((label) => [
    label,
    taken(label).toFixed(1),
    (taken(label) / taken('auth0 4.37.1')).toFixed(2),
    label === ours ? '0.10' : '',
  ]);
}

function importing(folder, label) {
  const project = label === 'empty' ? projectOf(folder, ours) : projectOf(folder, label);
  const program = join(project, label === 'empty' ? 'empty.mjs' : 'import.mjs');
  writeFileSync(program, label === 'empty' ? 'export {};\n' : `import '${packages[label]}';\n`);
  const begin = performance.now();
  const { status } = spawnSync(process.execPath, [program]);
  if (status !== 0) throw new Error(`${label} could not be imported`);
  return performance.now() - begin;
}

/** The bundles of the same program, through the whole client and through the class of clients alone. */
export function bundles(folder) {
  const rows = [];
  for (const [label, name] of Object.entries(packages)) {
    const limit = (most) => (label === ours ? most : '');
    const call = label.startsWith('auth0 6') || label.startsWith('auth0 7') ? positional : named;
    rows.push([
      `${label}, ManagementClient`,
      bundled(folder, label, program(name, 'ManagementClient', call)),
      limit('7'),
    ]);
    if (call === named)
      rows.push([
        `${label}, ClientsManager`,
        bundled(folder, label, program(name, 'ClientsManager', call)),
        limit('2.5'),
      ]);
  }
  return rows;
}

const named =
  'const { data } = await clients.create({ name: "Robot" }); return clients.get({ client_id: data.client_id });';
const positional =
  'const { client_id } = await clients.create({ name: "Robot" }); return clients.get(client_id);';

function program(name, through, call) {
  const clients =
    through === 'ClientsManager' ? 'new ClientsManager(options)' : 'new ManagementClient(options).clients';
  return `import { ${through} } from '${name}';
export async function run(options) { const clients = ${clients}; ${call} }
`;
}

function bundled(folder, label, text) {
  const file = join(projectOf(folder, label), 'program.mjs');
  writeFileSync(file, text);
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: label === ours ? 'neutral' : 'node',
    write: false,
  });
  return (gzipSync(outputFiles[0].contents, { level: 9 }).length / 1024).toFixed(2);
}

function packed(folder) {
  const name = execFileSync(npm, ['pack', '--silent', '--pack-destination', folder], { cwd: sdk });
  return join(folder, name.toString().trim());
}

function projectOf(folder, label) {
  return join(folder, label.replace(/\W+/g, '-'));
}

function sizeOf(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path).reduce((sum, entry) => sum + sizeOf(join(path, entry)), 0);
}

function packagesIn(modules) {
  const lock = execFileSync(npm, ['ls', '--all', '--parseable'], { cwd: join(modules, '..') });
  return lock.toString().trim().split('\n').length - 1;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
