import { STATUS_CODES } from 'node:http';
import type { Dialect } from './errors.js';

/** What belongs to neither protocol answers its errors as plain text: people read it. docs/decisions/0079 */
export const pageErrors: Dialect = {
  send: ({ statusCode, message }, _request, reply) =>
    reply
      .type('text/plain; charset=utf-8')
      .send(`${statusCode} ${STATUS_CODES[statusCode] ?? 'Error'}\n\n${message}\n`),
};
