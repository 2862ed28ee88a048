import { ClienteleError, FetchError, ManagementApiError, ResponseError } from '@clientele/sdk';

/** The server refused a request that did not go through the SDK. */
export class AnswerError extends Error {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, data: { message?: string; errorCode?: string } | undefined) {
    super(data?.message ?? `The server answered with status ${status}.`);
    this.status = status;
    this.code = data?.errorCode;
  }
}

/** No answer came. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super('The server did not answer. Check your connection; what you entered is kept.', { cause });
  }
}

/** What a page says about an error. */
export interface Failure {
  /** The server's words. */
  message: string;
  status: number | undefined;
  code: string | undefined;
  /** The property that the server names, as it stands in the body that was sent. */
  property: string | undefined;
  /** What the server calls the request in its log. */
  requestId: string | undefined;
}

/** What is known of an error, whoever threw it. */
export function failureOf(error: unknown): Failure {
  const message = messageOf(error);
  const known = error instanceof ClienteleError || error instanceof AnswerError ? error : undefined;
  return {
    message,
    status: known?.status,
    code:
      error instanceof ManagementApiError
        ? error.errorCode
        : error instanceof AnswerError
          ? error.code
          : undefined,
    property: propertyIn(message),
    requestId: error instanceof ClienteleError ? error.requestId : undefined,
  };
}

/** Whether the request may have reached nobody, so that it can be tried again. */
export function isConnectionFailure(error: unknown): boolean {
  return error instanceof FetchError || error instanceof ConnectionError;
}

function messageOf(error: unknown): string {
  if (error instanceof ManagementApiError) return error.msg;
  if (error instanceof FetchError) return new ConnectionError(error).message;
  if (error instanceof ResponseError) return `The server answered with status ${error.status}.`;
  return error instanceof Error ? error.message : String(error);
}

// "Payload validation error: 'Too short' on property callbacks[0] (…)." and the like.
const namedProperty = /\bon property ([\w.[\]-]*[\w\]])/;

function propertyIn(message: string): string | undefined {
  return namedProperty.exec(message)?.[1];
}
