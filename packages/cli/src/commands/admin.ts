import { resolve } from 'node:path';
import type { Command } from 'commander';
import { print, UsageError } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  secretFile?: string;
  json?: boolean;
}

/** `clientele admin`: access for those who run a registry. docs/decisions/0107 */
export function define(command: Command): void {
  withSettings(
    command
      .command('recover')
      .description(
        'create an administrator when the last one is lost; with SQLite while the server is stopped, with PostgreSQL also beside it',
      ),
  )
    .option('--secret-file <file>', 'new file to write the secret to (0600), instead of the terminal')
    .option('--json', 'print the figures as JSON')
    .action(recover);
}

async function recover(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  if (options.secretFile === undefined && !process.stdout.isTTY)
    throw new UsageError(
      'the output is no terminal, and the secret would end up wherever it goes: name a file for it with --secret-file',
    );
  const secretFile = options.secretFile === undefined ? undefined : resolve(options.secretFile);
  const { recoverAdministrator } = await import('@clientele/server/operations/recover-administrator');
  const { clientId, secret } = await recoverAdministrator(settings, { secretFile });
  print(
    { client_id: clientId, ...(secretFile ? { secret_file: secretFile } : { client_secret: secret }) },
    {
      json: options.json,
      text: [
        `Created the administrator ${clientId}, ${secretFile ? `its secret is in ${secretFile}` : `secret ${secret}`}`,
        'It holds every Management scope that Clientele acts on. The log has it as "clientele admin recover".',
      ].join('\n'),
    },
  );
}
