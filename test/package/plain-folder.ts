import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf, type Instruction, instructionsOf, wordsOf } from './container-file.js';
import { environment } from './stranger.js';

/** Who the container's user `node` is here: nobody can be another user but root. */
export const user =
  process.getuid?.() === 0
    ? { uid: 1000, gid: 1000 }
    : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

/** An image as its steps make it, in a folder that stands for the root of its file system. */
export interface PlainImage {
  root: string;
  user: string;
  /** Where it may write. */
  volumes: string[];
  healthcheck: string[];
  /** A path of the image, here. */
  path(name: string): string;
  /** Runs what the image runs, with these arguments instead of its own where some are given, as its user. */
  run(args: readonly string[], env?: Record<string, string>): ChildProcess;
  /** Runs another program in it, as `docker exec` would. */
  exec(command: readonly string[], env?: Record<string, string>): ChildProcess;
}

interface Stage {
  root: string;
  env: Record<string, string>;
  kept: Map<string, string>;
}

/** Runs the steps of a container file in plain folders, in place of Docker; answers the last stage. */
export function buildInFolders(file: string, context: string): PlainImage & { remove(): void } {
  const work = mkdtempSync(join(tmpdir(), 'clientele-image-'));
  execFileSync('chmod', ['755', work]);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const { name, rest } of instructionsOf(file)) {
    if (name === 'ARG') continue;
    if (name === 'FROM') {
      stage = newStage(join(work, String(stages.size)));
      stages.set(/ AS (\w+)$/.exec(rest)?.[1] ?? '', stage);
    } else if (stage) step(stage, { name, rest }, { stages, context });
  }
  const last = stages.get('');
  if (!last) throw new Error(`${file} has no last stage`);
  return { ...imageOf(last), remove: () => remove(work) };
}

function newStage(root: string): Stage {
  // What is used of the image that it begins with.
  for (const folder of ['opt', 'var/lib', 'usr/local/bin', 'tmp'])
    mkdirSync(join(root, folder), { recursive: true, mode: 0o755 });
  return { root, env: {}, kept: new Map() };
}

function step(
  stage: Stage,
  { name, rest }: Instruction,
  { stages, context }: { stages: Map<string, Stage>; context: string },
): void {
  const { root } = stage;
  if (name === 'COPY') {
    const { flags, words } = wordsOf(rest);
    const from = stages.get(flags.get('from') ?? 'none')?.root ?? context;
    copy({ from, root, words });
  } else if (name === 'RUN') shell(inRoot(root, rest), root);
  else if (name === 'ENV') {
    for (const [variable = '', value = ''] of rest.split(/\s+/).map((word) => word.split('=')))
      stage.env[variable] = inRoot(root, value);
  } else if (['WORKDIR', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(name))
    stage.kept.set(name, rest);
  else throw new Error(`${name} is not known here`);
}

/** A text with the paths in it that begin at the root of the file system, as they are here. */
function inRoot(root: string, text: string): string {
  return text
    .replaceAll(/(^|[\s=])\/(?=[a-z])/g, `$1${root}/`)
    .replaceAll(/(--owner|--group)=node\b/g, (_, flag) =>
      flag === '--owner' ? `${flag}=${user.uid}` : `${flag}=${user.gid}`,
    );
}

function copy({ from, root, words }: { from: string; root: string; words: string[] }): void {
  const sources = words.slice(0, -1).map((word) => (word.startsWith('/') ? `.${word}` : word));
  const target = join(root, words.at(-1) ?? '');
  mkdirSync(target, { recursive: true });
  // Of a folder its content is copied.
  shell(
    `for one in ${sources.join(' ')}; do if [ -d "$one" ]; then one=$one/.; fi; cp -a "$one" "${target}"; done`,
    from,
  );
}

function shell(code: string, cwd: string): void {
  execFileSync('sh', ['-euc', code], { cwd, env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
}

function imageOf({ root, env, kept }: Stage): PlainImage {
  const listed = (name: string) => commandOf(kept.get(name) ?? '[]').map((word) => inRoot(root, word));
  const exec = ([program = '', ...args]: readonly string[], more: Record<string, string> = {}) =>
    spawn(program, args, {
      cwd: join(root, kept.get('WORKDIR') ?? ''),
      env: { PATH: `${join(root, 'usr/local/bin')}:${environment.PATH}`, ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    });
  return {
    root,
    user: kept.get('USER') ?? 'root',
    volumes: (kept.get('VOLUME') ?? '').split(' ').map((path) => join(root, path)),
    healthcheck: listed('HEALTHCHECK'),
    path: (name) => join(root, name),
    exec,
    run: (args, more) => exec([...listed('ENTRYPOINT'), ...(args.length > 0 ? args : listed('CMD'))], more),
  };
}

function remove(folder: string): void {
  if (statSync(folder).uid === process.getuid?.()) execFileSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true });
}
