import type { Command } from 'commander';
import { print } from '../output.js';
import { operatorSettingsOf, withSettings } from '../setting-flags.js';

interface Options {
  dryRun?: boolean;
  json?: boolean;
}

/** `clientele migrate`: what a start does by itself, for those who run it apart. docs/decisions/0053 */
export function define(command: Command): void {
  withSettings(command)
    .option('--dry-run', 'list what is pending and change nothing')
    .option('--json', 'print the figures as JSON')
    .action(migrate);
}

async function migrate(options: Options): Promise<void> {
  const settings = operatorSettingsOf({ ...options });
  const { migrateRegistry, pendingOfRegistry } = await import(
    '@clientele/server/operations/migrate-registry'
  );
  const { schema, migrations } = await (options.dryRun ? pendingOfRegistry : migrateRegistry)(settings);
  const verb = options.dryRun ? 'pending' : 'done';
  const lines = migrations.map((name) => `${verb}: ${name}`);
  const text = [
    ...lines,
    migrations.length === 0
      ? `The schema ${schema} is up to date.`
      : `${migrations.length} ${verb}, for the schema ${schema}.`,
  ];
  print({ schema, [verb]: migrations }, { json: options.json, text: text.join('\n') });
}
