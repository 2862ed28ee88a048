import type { Command } from 'commander';

/** `clientele start`: the server itself, with its own flags and its own help (docs/architecture.md, "Starting"). */
export function define(command: Command): void {
  command
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      // The server reads the command line as if it had been started directly.
      process.argv.splice(2, 1);
      await import('@clientele/server/main');
    });
}
