import type { DestinationStream } from 'pino';
import type { Config } from '../config/config.js';
import { OperatorError } from '../errors/operator-error.js';
import { createLogger, standardOutput } from '../telemetry/logger.js';
import { addressRows, banner } from './banner.js';
import { consoleFacts, furtherLink } from './sign-in-link.js';
import type { RunningServer } from './start.js';

/** What a process tells whoever started it, from its first line to its last. */
export interface Announcements {
  /** Where the lines of the log go. */
  logTo: DestinationStream;
  warn(warnings: readonly string[]): void;
  started(server: RunningServer, config: Config): void;
  /** Somebody at the console asks for a link that signs in. */
  linkWanted?(server: RunningServer): void;
  /** On SIGHUP, where https is served with no certificate files. */
  nothingToRead(): void;
  stopping(signal: string): void;
  stopped(): void;
  /** The last words of a process that cannot go on. */
  failed(error: unknown): void;
}

/** For programs where the server is in production, otherwise for people (docs/architecture.md, "The log"). */
export function announcementsIn(mode: Config['mode']): Announcements {
  const logTo = standardOutput();
  return mode === 'production' ? inLog(logTo) : forPeople(logTo);
}

/** Texts: the banner on standard output, everything else on standard error. */
function forPeople(logTo: DestinationStream): Announcements {
  const terminal = process.stdout.isTTY === true;
  const warn = (warnings: readonly string[]) => {
    for (const warning of warnings) console.error(`Warning: ${warning}`);
  };
  return {
    logTo,
    warn,
    started(server, { exposedDevelopment: exposed }) {
      warn(server.warnings);
      const console = consoleFacts(server, { terminal });
      process.stdout.write(banner({ ...server, console, terminal, exposed }));
    },
    linkWanted(server) {
      const facts = consoleFacts(server, { terminal });
      if (facts) process.stdout.write(`${furtherLink(facts)}\n`);
    },
    nothingToRead: () => undefined,
    stopping: () => undefined,
    stopped: () => undefined,
    failed: (error) => console.error(error instanceof OperatorError ? `clientele: ${error.message}` : error),
  };
}

/** Lines of JSON among those of the log, for programs that read each of them. */
function inLog(logTo: DestinationStream): Announcements {
  let logger = createLogger('info', logTo);
  // What could not be said because of the level of the log would not be said at all.
  const lastWords = createLogger('fatal', logTo);
  const warn = (warnings: readonly string[]) => {
    for (const warning of warnings) logger.warn(warning);
  };
  const failed = (error: unknown) => {
    if (error instanceof OperatorError) lastWords.fatal(error.message);
    else lastWords.fatal({ err: error }, 'the server ended because of an unexpected error');
  };
  logTroubleOfNode({ warn, failed });
  return {
    logTo,
    warn,
    started(server, config) {
      logger = createLogger(config.logLevel, logTo);
      const rows = addressRows(server, `${server.issuer}docs`).map(([name, value]) => [
        name.replace(' ', '_'),
        value,
      ]);
      logger.info(Object.fromEntries(rows), 'Clientele is running');
      warn(server.warnings);
    },
    nothingToRead: () => logger.info('SIGHUP: there are no certificate files to read again'),
    stopping: (signal) => logger.info({ signal }, 'requests in flight are finished, then Clientele stops'),
    stopped: () => logger.info('Clientele has stopped'),
    failed,
  };
}

/** Node would print these in a form of its own. */
function logTroubleOfNode({ warn, failed }: Pick<Announcements, 'warn' | 'failed'>): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => warn([`${name}: ${message}`]));
  process.on('uncaughtException', (error) => {
    failed(error);
    process.exit(1);
  });
}
