import { parseJson } from './api-response.js';
import { AuthApiError, answerDetails, ManagementApiError, ResponseError } from './error.js';
import type { FetchResponse } from './fetch-api.js';

/** The error body of the Management API. management-api.md 1.3 */
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

/** Reads a refusal of the Management API. sdk-contract.md 2 */
export async function managementError(response: FetchResponse): Promise<ManagementApiError | ResponseError> {
  const body = await response.text();
  const details = answerDetails(response, body);
  const parsed = parseJson(body) as ManagementErrorBody | undefined;
  if (parsed === undefined) return new ResponseError(details);
  const { errorCode, error, message: msg } = parsed;
  return new ManagementApiError(msg, { ...details, errorCode, error, msg });
}

/** Reads a refusal of the token endpoint or of discovery. RFC 6749 section 5.2 */
export async function tokenError(response: FetchResponse): Promise<AuthApiError | ResponseError> {
  const body = await response.text();
  const details = answerDetails(response, body);
  const { error, error_description } = (parseJson(body) ?? {}) as Partial<TokenErrorBody>;
  if (typeof error !== 'string') return new ResponseError(details);
  return new AuthApiError(error_description || error, { ...details, error, error_description });
}
