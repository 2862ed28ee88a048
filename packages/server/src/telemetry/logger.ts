import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { redacted } from './redaction.js';

/** A logger of structured lines from which secrets are taken out, whoever logs them. docs/decisions/0021 */
export function createLogger(level: Level | 'silent', destination: DestinationStream): Logger {
  // What was made of an error is a line already; pino's own serializer would take it for one once more.
  return pino({ level, formatters: { log: redacted }, serializers: { err: (err) => err } }, destination);
}
