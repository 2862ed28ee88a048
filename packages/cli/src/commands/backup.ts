import type { Command } from 'commander';
import { clearProgress, count, print, progress, size, sum, UsageError } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  to?: string;
  withoutLog?: boolean;
  json?: boolean;
}

/** `clientele backup`: one file that holds the whole registry. docs/decisions/0052 */
export function define(command: Command): void {
  withSettings(command)
    .option('--to <file>', 'the file to write; - is standard output (required)')
    .option('--without-log', 'leave out the log of token requests and changes')
    .option('--json', 'print the figures as JSON')
    .action(backup);
  withSettings(command.command('verify'), ['mode', 'data', 'keyFile'])
    .description('prove that a backup is whole and opens with the instance key, without restoring it')
    .argument('<file>', 'the backup; - is standard input')
    .option('--json', 'print the figures as JSON')
    .action(verify);
}

async function backup(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const { to } = options;
  if (to === undefined)
    throw new UsageError('--to <file> is missing: name the file to write, or - for standard output');
  const toOutput = to === '-';
  if (toOutput && process.stdout.isTTY)
    throw new UsageError(
      '--to -: a backup cannot be written to a terminal: name a file, or redirect it with | or >',
    );
  const { backupRegistry } = await import('@clientele/server/operations/backup-registry');
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  const summary = await backupRegistry(settings, {
    to: toOutput ? process.stdout : to,
    now: Date.now(),
    withoutLog: options.withoutLog ?? false,
    onProgress: progress('backed up'),
    signal: interrupted.signal,
  });
  const { header, rows, bytes } = summary;
  const figures = { file: toOutput ? null : to, bytes, ...header, rows };
  const text = [
    `Backed up ${count(sum(rows))} rows of ${count(Object.keys(rows).length)} tables${bytes === undefined ? '' : ` to ${to} (${size(bytes)})`}.`,
    `It can be restored with the instance key ${header.instance_keys.join(', ') || '(none yet)'}, which is not in it: keep a copy of the key somewhere else.`,
  ].join('\n');
  // Where the backup itself goes to standard output, nothing else may.
  clearProgress();
  if (toOutput) console.error(options.json ? JSON.stringify(figures) : text);
  else print(figures, { json: options.json, text });
}

async function verify(file: string, options: { json?: boolean }): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const { verifyBackupFile } = await import('@clientele/server/operations/verify-backup');
  const { header, rows, opened } = await verifyBackupFile(settings, {
    from: file === '-' ? process.stdin : file,
    onProgress: progress('verified'),
  });
  print(
    { file: file === '-' ? null : file, ...header, rows, opened },
    {
      json: options.json,
      text: [
        `The backup of ${header.created_at} is whole: ${count(sum(rows))} rows of ${count(Object.keys(rows).length)} tables.`,
        header.instance_keys.length === 0
          ? 'Nothing in it is encrypted, since no server was ever started on its database.'
          : `The instance key ${header.instance_keys.join(', ')} decrypts each of its ${count(opened)} encrypted values.`,
      ].join('\n'),
    },
  );
}
