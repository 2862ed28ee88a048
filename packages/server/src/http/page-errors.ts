import { STATUS_CODES } from 'node:http';
import type { Dialect } from './errors.js';

/** Errors of pages, which belong to neither protocol, are plain text for people. docs/decisions/0079 */
export const pageErrors: Dialect = {
  send: ({ statusCode, message }, _request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(`${statusCode} ${STATUS_CODES[statusCode] ?? 'Error'}\n\n${message}\n`),
};
