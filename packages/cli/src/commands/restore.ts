import type { Command } from 'commander';
import { count, print, progress, sum } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  from: string;
  json?: boolean;
}

/** `clientele restore`: a backup becomes a registry again, in an empty place. docs/decisions/0052 */
export function define(command: Command): void {
  withSettings(command)
    .requiredOption('--from <file>', 'the backup to restore; - is standard input')
    .option('--json', 'print the figures as JSON')
    .action(restore);
}

async function restore(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const { restoreRegistry } = await import('@clientele/server/operations/restore-registry');
  const { header, rows, assertionsSpentUntil } = await restoreRegistry(settings, {
    from: options.from === '-' ? process.stdin : options.from,
    onProgress: progress('restored'),
  });
  const spentUntil = new Date(assertionsSpentUntil).toISOString();
  print(
    { ...header, rows, assertions_spent_until: spentUntil },
    {
      json: options.json,
      text: [
        `Restored ${count(sum(rows))} rows of ${count(Object.keys(rows).length)} tables, as they were at ${header.created_at}.`,
        `Client assertions that expire before ${spentUntil} are refused, since they may have been used already.`,
        'Start the server with the same settings: clientele start',
      ].join('\n'),
    },
  );
}
