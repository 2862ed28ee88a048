// The packages in node_modules: fetched by npm, and looked at before each start, because what was broken off, copied
// or deleted by hand stays broken for ever where nobody looks.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashOf, root } from './files.mjs';
import { runProgram, StepFailed } from './run-program.mjs';

const workspaces = readdirSync(join(root, 'packages'))
  .sort()
  .map((name) => `packages/${name}`)
  .concat('docs/sdk');
const homes = ['.', ...workspaces].map((workspace) => join(workspace, 'node_modules'));

/** What was there when npm was done: the folders with their times, and the files. */
const foldersRecord = join(root, 'node_modules/.clientele-folders');
const filesRecord = join(root, 'node_modules/.clientele-files');

/** What npm installs by; it depends on the platform too, because a folder may be shared with a container. */
export function installationHash() {
  const manifests = workspaces.map((workspace) => `${workspace}/package.json`);
  const files = ['package-lock.json', 'package.json', '.npmrc', ...manifests];
  return hashOf(files, `${process.platform} ${process.arch}`);
}

/** Whether no file was added to any folder of a package or taken out of it since npm was done. */
export function isUntouched() {
  try {
    const folders = JSON.parse(readFileSync(foldersRecord, 'utf8'));
    return Object.entries(folders).every(
      ([folder, time]) => statSync(join(root, folder), { throwIfNoEntry: false })?.mtimeMs === time,
    );
  } catch {
    return false;
  }
}

/** The first file that is not there any more; where none is missing, whatever else has changed is taken as it is. */
export function missingFile() {
  if (!existsSync(filesRecord)) return 'the list of its files';
  const files = readFileSync(filesRecord, 'utf8').split('\n');
  const missing = files.find((file) => !existsSync(join(root, file)));
  if (missing === undefined) recordFolders(foldersAndFiles().folders);
  return missing;
}

/** Installs everything anew: npm itself would leave in place what is half there. */
export async function install() {
  for (const home of homes) await empty(home);
  // The settings of the npm that may have started this must not leave out what the build needs.
  const args = ['ci', '--include=dev', '--no-dry-run', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js')
    await runProgram(process.execPath, [npm, ...args], { cwd: root });
  else await runProgram('npm', args, { cwd: root, shell: process.platform === 'win32' });
  const { folders, files } = foldersAndFiles();
  writeFileSync(filesRecord, files.join('\n'));
  recordFolders(folders);
}

/** How many packages there are so far. */
export function installedPackages() {
  return packagePaths().filter((path) => existsSync(join(root, path, 'package.json'))).length;
}

function packagePaths() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages).filter((path) => path.includes('node_modules/') && !packages[path].link);
}

// The folder itself may be a link or a volume, which stays.
async function empty(home) {
  const folder = join(root, home);
  try {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) await rm(folder, { force: true });
    else
      for (const name of readdirSync(folder)) await rm(join(folder, name), { recursive: true, force: true });
  } catch (error) {
    throw new StepFailed(
      `${error.path ?? folder} cannot be removed (${error.code}): delete ${home} yourself`,
    );
  }
}

function recordFolders(folders) {
  const times = folders.map((folder) => [folder, statSync(join(root, folder)).mtimeMs]);
  writeFileSync(foldersRecord, JSON.stringify(Object.fromEntries(times)));
}

function foldersAndFiles() {
  const folders = [];
  const files = [];
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      // What begins with a dot beside the packages belongs to npm and to tools that keep something there.
      if (homes.includes(folder) && entry.name.startsWith('.') && entry.name !== '.bin') continue;
      if (!entry.isDirectory()) files.push(path);
      else {
        folders.push(path);
        visit(path);
      }
    }
  };
  for (const home of homes) if (existsSync(join(root, home))) visit(home);
  return { folders, files };
}
