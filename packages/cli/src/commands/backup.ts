import type { Command } from 'commander';
import { count, print, progress, size, sum, UsageError } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  to: string;
  withoutLog?: boolean;
  json?: boolean;
}

/** `clientele backup`: one file that holds the whole registry. docs/decisions/0052 */
export function define(command: Command): void {
  withSettings(command)
    .requiredOption('--to <file>', 'the file to write; - is standard output')
    .option('--without-log', 'leave out the log of token requests and changes')
    .option('--json', 'print the figures as JSON')
    .action(backup);
}

async function backup(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const toOutput = options.to === '-';
  if (toOutput && process.stdout.isTTY)
    throw new UsageError(
      '--to -: a backup cannot be written to a terminal: name a file, or redirect it with | or >',
    );
  const { backupRegistry } = await import('@clientele/server/operations/backup-registry');
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const summary = await backupRegistry(settings, {
    to: toOutput ? process.stdout : options.to,
    now: Date.now(),
    withoutLog: options.withoutLog ?? false,
    onProgress: progress('backed up'),
    signal: interrupted.signal,
  });
  const { header, rows, bytes } = summary;
  const figures = { file: toOutput ? null : options.to, bytes, ...header, rows };
  const text = [
    `Backed up ${count(sum(rows))} rows of ${count(Object.keys(rows).length)} tables${bytes === undefined ? '' : ` to ${options.to} (${size(bytes)})`}.`,
    `It can be restored with the instance key ${header.instance_keys.join(', ') || '(none yet)'}, which is not in it: keep a copy of the key somewhere else.`,
  ].join('\n');
  // Where the backup itself goes to standard output, nothing else may.
  if (toOutput) console.error(options.json ? JSON.stringify(figures) : text);
  else print(figures, { json: options.json, text });
}
