import {
  type AuthApiError,
  type FetchError,
  ManagementApiError,
  type RequiredError,
  type ResponseError,
} from '@clientele/sdk';

type Thrown = ManagementApiError | AuthApiError | ResponseError | RequiredError | FetchError;

/** Errors are told apart by their names. */
export function told(error: Thrown): string {
  if (error.name === 'ManagementApiError') return error.msg;
  if (error.name === 'AuthApiError') return error.error_description ?? error.error;
  if (error.name === 'RequiredError') return error.field;
  return error.message;
}

type Code = NonNullable<ManagementApiError['errorCode']>;

/** Codes are known by name, and others are taken. */
export const code: Code = 'inexistent_client';
export const later: Code = 'a_code_of_tomorrow';

export function isMissing(error: unknown): boolean {
  return error instanceof ManagementApiError && error.errorCode === 'inexistent_client';
}
