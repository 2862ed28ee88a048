import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { redacted } from './redaction.js';

/** A logger of structured lines from which secrets are removed. docs/decisions/0021 */
export function createLogger(level: Level | 'silent', destination: DestinationStream): Logger {
  // Errors are serialized already; pino's own serializer would do it a second time.
  return pino({ level, formatters: { log: redacted }, serializers: { err: (err) => err } }, destination);
}

/** Bytes of lines that are written at once; each write costs as much as making several lines. */
const enoughToWrite = 8192;
/** How long a line may wait for others, in milliseconds. */
const longestWait = 100;
/** From `warn` on. */
const urgent = 40;

/**
 * Standard output, in pieces: lines from `warn` on are flushed at once with all before them, others at most 100 ms
 * later, and what is left when the process ends. docs/decisions/0044
 */
export function standardOutput(): DestinationStream {
  const output = pino.destination({ fd: 1, sync: true, minLength: enoughToWrite });
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    output.flush();
  };
  process.once('exit', flush);
  const stream = {
    // Pino then sets the level of each line.
    [pino.symbols.needsMetadataGsym]: true,
    lastLevel: 0,
    write(line: string) {
      output.write(line);
      if (stream.lastLevel >= urgent) flush();
      else timer ??= setTimeout(flush, longestWait).unref();
    },
  };
  return stream;
}
