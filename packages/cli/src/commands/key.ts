import type { Command } from 'commander';
import { count, print, showProgress, sum } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  json?: boolean;
}

interface RetireOptions extends Options {
  keep: boolean;
}

/** `clientele key`: makes, changes and takes away instance keys. docs/decisions/0050 */
export function define(command: Command): void {
  const verbs = [
    ['new', 'create a key in a new file', newKey],
    ['add', 'add a new key to the key file, before the others; servers keep running', addKey],
    ['rotate', 're-encrypt all secrets under the first key of the file; servers keep running', rotate],
  ] as const;
  for (const [verb, summary, act] of verbs) subcommand(verb, summary).action(act);
  subcommand(
    'retire',
    'move keys that the database no longer needs out of the key file, each into a file beside it',
  )
    .option('--no-keep', 'delete them instead, although backups made under them can then not be restored')
    .action(retire);

  function subcommand(verb: string, summary: string): Command {
    return withSettings(command.command(verb).description(summary)).option(
      '--json',
      'print the figures as JSON',
    );
  }
}

async function newKey(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const [{ newInstanceKey }, { keyFileOf }] = await operations();
  const file = keyFileOf(settings);
  const { id } = newInstanceKey(file);
  const text = `Created the instance key ${id} in ${file}. Without it the secrets in the database cannot be read: keep a copy of it, apart from the backups.`;
  print({ id, file }, { json: options.json, text });
}

async function addKey(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const [{ addInstanceKey }, { keyFileOf }] = await operations();
  const file = keyFileOf(settings);
  const { id, previous } = addInstanceKey(file);
  const text = `Added the instance key ${id} to ${file}, before ${previous}. Once every server has this file, run: clientele key rotate`;
  print({ id, previous, file }, { json: options.json, text });
}

async function rotate(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const [, { rotateRegistry }] = await operations();
  const rotated = await rotateRegistry(settings, {
    progress: ({ table, resealed }) => showProgress(`${table}: ${count(resealed)} values`),
  });
  const lines = [
    `The database is encrypted under the instance key ${rotated.id}; ${count(sum(rotated.resealed))} values were re-encrypted.`,
  ];
  if (rotated.earlierDigests > 0)
    lines.push(
      `${count(rotated.earlierDigests)} client secrets are stored as digests only: they stay valid, and move to the new key when they are rotated.`,
    );
  lines.push('Now remove the earlier keys from the file: clientele key retire');
  print(rotated, { json: options.json, text: lines.join('\n') });
}

async function retire(options: RetireOptions): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const [, { retireKeys }] = await operations();
  const { retired, kept } = await retireKeys(settings, { keep: options.keep });
  print({ retired, kept }, { json: options.json, text: retirement(retired, kept) });
}

function retirement(retired: readonly string[], kept: readonly string[]): string {
  if (retired.length === 0) return 'There was no earlier key to remove.';
  const removed = `Removed ${retired.join(', ')} from the key file.`;
  const needed = `Backups made before the rotation need ${retired.length === 1 ? 'it' : 'them'}; clientele backup verify <file> says which key a backup needs.`;
  return kept.length === 0
    ? `${removed} Not kept. ${needed}`
    : `${removed} Kept in ${kept.join(', ')}. ${needed}`;
}

function operations() {
  return Promise.all([
    import('@clientele/server/operations/instance-keys'),
    import('@clientele/server/operations/registry-keys'),
  ]);
}
