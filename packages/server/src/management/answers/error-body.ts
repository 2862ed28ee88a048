import { STATUS_CODES } from 'node:http';
import type { HttpError } from '@clientele/model';
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

/** The body of the answer to an error. */
export function errorBodyOf({ statusCode, message, code, attributes }: HttpError): ErrorBody {
  return {
    statusCode,
    error: STATUS_CODES[statusCode] ?? 'Error',
    message,
    ...(code !== undefined && { errorCode: code }),
    ...(attributes && { attributes }),
  };
}

/** How the Management API answers errors, and whatever belongs to no other dialect. management-api.md 1.3 */
export const managementErrors: Dialect = {
  bodyErrors,
  send: (error, _request, reply) => reply.send(errorBodyOf(error)),
};
