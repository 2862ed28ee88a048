import { createInterface } from 'node:readline/promises';
import { Argument, type Command } from 'commander';
import { count, print, UsageError } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  yes?: boolean;
  json?: boolean;
}

/** `clientele secrets`: how the secrets of clients are kept. docs/decisions/0119 */
export function define(command: Command): void {
  withSettings(
    command
      .command('mode')
      .description(
        'switch whether client secrets can be read again or are shown once; with SQLite while the server is stopped, with PostgreSQL also beside it',
      )
      .addArgument(new Argument('<mode>', 'what the registry is to be').choices(['readable', 'once'])),
    ['mode', 'data', 'databaseUrl', 'databaseUrlFile'],
  )
    .option('--yes', 'erase without asking')
    .option('--json', 'print the figures as JSON')
    .action(switchMode);
}

async function switchMode(mode: 'readable' | 'once', options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  if (mode === 'once' && !options.yes) await confirmErasure();
  const { switchRegistry } = await import('@clientele/server/operations/secrets-mode');
  const { before = null, erased, unreadable } = await switchRegistry(settings, mode);
  const figures = mode === 'once' ? { erased } : { unreadable };
  const already = before === mode ? 'already ' : '';
  const lines = [`The registry is ${already}in mode ${mode}.`];
  if (mode === 'once')
    lines.push(
      `${count(erased)} encrypted secrets were erased; clients go on authenticating with theirs. Backups made before still hold them.`,
    );
  else if (unreadable > 0)
    lines.push(
      `${count(unreadable)} secrets made before stay unreadable until they are rotated or set anew; new ones can be read.`,
    );
  lines.push(`Start servers with CLIENTELE_CLIENT_SECRETS=${mode}.`);
  print({ mode, before, ...figures }, { json: options.json, text: lines.join('\n') });
}

/** @throws UsageError unless somebody at a terminal agrees. */
async function confirmErasure(): Promise<void> {
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new UsageError(
      'mode once erases every encrypted client secret, and nothing brings them back but a backup: confirm it with --yes',
    );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    'This erases every encrypted client secret: nobody can read one again. Type once to go on: ',
  );
  terminal.close();
  if (answer.trim() !== 'once') throw new UsageError('not confirmed: nothing was changed');
}
