#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { fail } from './output.js';

/** A command's part of the command line; it is loaded only when it is asked for. */
interface Noun {
  summary: string;
  load: () => Promise<{ define: (command: Command) => void }>;
}

const nouns: Record<string, Noun> = {
  start: { summary: 'start a server', load: () => import('./commands/start.js') },
  migrate: {
    summary: 'migrate the schema of the database',
    load: () => import('./commands/migrate.js'),
  },
  backup: {
    summary: 'back up the whole registry to one file, while servers run; verify a backup',
    load: () => import('./commands/backup.js'),
  },
  restore: {
    summary: 'restore a backup into an empty folder or database',
    load: () => import('./commands/restore.js'),
  },
  admin: {
    summary: 'create an administrator when the last one is lost',
    load: () => import('./commands/admin.js'),
  },
  key: { summary: 'create, rotate and retire instance keys', load: () => import('./commands/key.js') },
  secrets: {
    summary: 'switch whether client secrets can be read again',
    load: () => import('./commands/secrets.js'),
  },
  doctor: {
    summary: 'check settings, files and database, and say what to fix',
    load: () => import('./commands/doctor.js'),
  },
};

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('clientele')
    .description('A registry of OAuth clients that issues their access tokens.')
    .version(version(), '--version')
    .configureOutput({ outputError: (text, write) => write(inOneLine(text)) })
    // What stands after the name of a command is for that command.
    .enablePositionalOptions()
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(nouns)) {
    const command = program.command(name).description(summary);
    command.copyInheritedSettings(program);
    if (argv.includes(name)) (await load()).define(command);
  }
  await program.parseAsync(argv, { from: 'user' });
}

function inOneLine(commandersText: string): string {
  const problem = commandersText
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ');
  return `clientele: ${problem.replace(/\.$/, '')}: see --help\n`;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

// Files that a command creates are readable by their owner only, whatever the umask.
process.umask(0o077);

main(process.argv.slice(2)).catch((error: unknown) => {
  // Commander has printed the problem, or the help or version.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 1;
  else fail(error);
});
