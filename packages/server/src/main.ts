#!/usr/bin/env node
import { type Config, readInvocation } from './config/config.js';
import { unknownVariables } from './config/given.js';
import { OperatorError } from './errors/operator-error.js';
import { banner } from './lifecycle/banner.js';
import { type RunningServer, start } from './lifecycle/start.js';
import { version } from './version.js';

async function main(): Promise<void> {
  // First, because a setting that is then reported missing may be misspelt.
  warn(unknownVariables(process.env));
  const invocation = readInvocation(process.argv.slice(2), process.env, version());
  if (invocation.kind === 'print') {
    console.log(invocation.text);
    return;
  }
  const { config } = invocation;
  // Database and keys are readable by their owner only, whatever the umask.
  process.umask(0o077);
  const server = await start(config);
  endOnSignal(server);
  greet(config, server);
}

function greet(config: Config, server: RunningServer): void {
  const terminal = process.stdout.isTTY === true;
  warn(server.warnings);
  process.stdout.write(
    banner({ ...server, mode: config.mode, terminal, exposed: config.exposedDevelopment }),
  );
}

function warn(warnings: readonly string[]): void {
  for (const warning of warnings) console.error(`Warning: ${warning}`);
}

/** Stops once, however many signals come: on a terminal, Ctrl-C arrives directly and once more through npm. */
function endOnSignal(server: RunningServer): void {
  let stopping = false;
  const end = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // Without certificate files, a terminal that closes ends the server.
  if (server.readCertificateAgain) process.on('SIGHUP', server.readCertificateAgain);
  if (['start', 'npx'].includes(process.env.npm_lifecycle_event ?? '')) endWithParent(end);
}

/** npm killed outright forwards no signal, and npx none at all; without this the server would go on holding ports and data folder. */
function endWithParent(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 500);
  timer.unref();
}

main().catch((error: unknown) => {
  console.error(error instanceof OperatorError ? `clientele: ${error.message}` : error);
  process.exit(1);
});
