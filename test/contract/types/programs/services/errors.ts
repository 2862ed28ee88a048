import { FetchError, ManagementApiError, RequiredError, ResponseError, TimeoutError } from 'auth0';

export function explain(error: unknown): string {
  if (error instanceof ManagementApiError)
    return `${error.statusCode} ${error.errorCode ?? error.error}: ${error.msg}`;
  if (error instanceof ResponseError) return `${error.statusCode}: ${error.body.slice(0, 100)}`;
  if (error instanceof RequiredError) return `missing ${error.field}`;
  if (error instanceof TimeoutError) return 'too late';
  if (error instanceof FetchError) return error.message;
  throw error;
}

export function retryAfter(error: ManagementApiError | ResponseError): number {
  return Number(error.headers.get('retry-after') ?? 1);
}
