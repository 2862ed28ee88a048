#!/usr/bin/env node
import { modeOf, readInvocation } from './config/config.js';
import { unknownVariables } from './config/given.js';
import { type Announcements, announcementsIn } from './lifecycle/announcements.js';
import { type RunningServer, start } from './lifecycle/start.js';
import { version } from './version.js';

const argv = process.argv.slice(2);
const mode = modeOf(argv, process.env);
const announce = announcementsIn(mode);

async function main(): Promise<void> {
  // First, because a setting that is then reported missing may be misspelt.
  announce.warn(unknownVariables(process.env));
  const invocation = readInvocation(argv, process.env, version());
  if (invocation.kind === 'print') {
    console.log(invocation.text);
    return;
  }
  const { config } = invocation;
  // Database and keys are readable by their owner only, whatever the umask.
  process.umask(0o077);
  let started: RunningServer | undefined;
  const server = await start(config, {
    logTo: announce.logTo,
    onLinkWanted: () => started && announce.linkWanted?.(started),
  });
  started = server;
  endOnSignal(server, announce);
  announce.started(server, config);
}

/** Stops once, however many signals come: on a terminal, Ctrl-C arrives directly and once more through npm. */
function endOnSignal(server: RunningServer, { stopping, stopped, nothingToRead }: Announcements): void {
  let ending = false;
  const end = async (signal: string) => {
    if (ending) return;
    ending = true;
    stopping(signal);
    await server.stop();
    stopped();
    process.exit(0);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // Where there are no certificate files to read again, a terminal that closes ends a development server.
  const onHangup = server.readCertificateAgain ?? (mode === 'production' ? nothingToRead : end);
  process.on('SIGHUP', onHangup);
  if (['start', 'npx'].includes(process.env.npm_lifecycle_event ?? ''))
    endWithParent(() => end('the end of npm'));
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
  announce.failed(error);
  process.exit(1);
});
