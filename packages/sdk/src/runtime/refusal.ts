import { AuthApiError, ManagementApiError, ResponseError } from './error.js';
import type { KnownResponse } from './every-form.js';
import { parseJson } from './parse-json.js';

/** The error body of the Management API. */
interface ManagementErrorBody {
  error: string;
  message: string;
  errorCode?: string;
}

/** The error body of the token endpoint. RFC 6749 section 5.2 */
interface TokenErrorBody {
  error: string;
  error_description?: string;
}

/** Reads a refusal of the Management API. */
export async function managementError(response: KnownResponse): Promise<ManagementApiError | ResponseError> {
  const { status, headers, call } = response;
  const body = await response.text();
  const said = parseJson(body) as ManagementErrorBody | undefined;
  return said === undefined
    ? new ResponseError(status, body, headers, undefined, call)
    : new ManagementApiError(said.errorCode, said.error, status, body, headers, said.message, call);
}

/** Reads a refusal of the token endpoint or of discovery. RFC 6749 section 5.2 */
export async function tokenError(response: KnownResponse): Promise<AuthApiError | ResponseError> {
  const { status, headers, call } = response;
  const body = await response.text();
  const { error, error_description } = (parseJson(body) ?? {}) as Partial<TokenErrorBody>;
  return typeof error === 'string'
    ? new AuthApiError(error, error_description, status, body, headers, call)
    : new ResponseError(status, body, headers, undefined, call);
}
