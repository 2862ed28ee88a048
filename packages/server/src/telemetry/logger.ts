import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { redacted } from './redaction.js';

/** A logger of structured lines from which secrets are taken out, whoever logs them. docs/decisions/0021 */
export function createLogger(level: Level | 'silent', destination: DestinationStream): Logger {
  return pino({ level, formatters: { log: redacted } }, destination);
}
