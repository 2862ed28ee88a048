import { STATUS_CODES } from 'node:http';
import type { Dialect } from '../../http/errors.js';
import { bodyErrors } from '../requests/json-body.js';

/** The body of every error answer of the Management API. management-api.md 1.3 */
export interface ErrorBody {
  statusCode: number;
  error: string;
  message: string;
  errorCode?: string;
  attributes?: Readonly<Record<string, string>>;
}

/** How the Management API answers errors, and whatever belongs to no other dialect. management-api.md 1.3 */
export const managementErrors: Dialect = {
  bodyErrors,
  send: ({ statusCode, message, code, attributes }, _request, reply) =>
    reply.send({
      statusCode,
      error: STATUS_CODES[statusCode] ?? 'Error',
      message,
      ...(code !== undefined && { errorCode: code }),
      ...(attributes && { attributes }),
    } satisfies ErrorBody),
};
