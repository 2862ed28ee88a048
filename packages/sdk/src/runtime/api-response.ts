import { InvalidResponseError } from './error.js';
import { type KnownResponse, textOf } from './every-form.js';
import type { FetchHeaders, FetchResponse } from './fetch-api.js';
import { parseJson } from './parse-json.js';
import { type RateLimit, rateLimitOf } from './rate-limit.js';

/** What every method resolves to. */
export interface ApiResponse<T> {
  /** The JSON of the answer; undefined for a deletion. */
  data: T;
  /** The header fields of the answer. */
  headers: FetchHeaders;
  /** 200 to 299. */
  status: number;
  /** What the server calls the status; over HTTP/2 nothing. */
  statusText: string;
  /** What the answer says about the caller's rate limit; undefined where it says nothing. */
  readonly rateLimit?: RateLimit | undefined;
}

class Answer<T> implements ApiResponse<T> {
  /** The JSON or text of the answer. */
  declare readonly data: T;
  /** The header fields of the answer. */
  declare readonly headers: FetchHeaders;
  /** 200 to 299. */
  declare readonly status: number;
  /** What the server calls the status; over HTTP/2 nothing. */
  declare readonly statusText: string;

  /** Keeps what is said of an answer beside its data. */
  constructor({ headers, status, statusText }: FetchResponse, data: T) {
    Object.assign(this, { data, headers, status, statusText });
  }

  /** What the answer says about the caller's rate limit; undefined where it says nothing. */
  get rateLimit(): RateLimit | undefined {
    return rateLimitOf(this.headers);
  }
}

/** An answer with a JSON body. */
export class JSONApiResponse<T> extends Answer<T> {
  /**
   * Reads the body, an object or an array.
   *
   * @param raw The answer.
   * @returns Its status and header fields with the data.
   * @throws {@link InvalidResponseError} for any other body.
   */
  static async fromResponse<T = unknown>(raw: FetchResponse): Promise<JSONApiResponse<T>> {
    const { known = await textOf(raw), call } = raw as KnownResponse;
    const data = parseJson(known);
    if (typeof data === 'object') return new JSONApiResponse(raw, data as T);
    throw new InvalidResponseError(raw.status, '', raw.headers, 'The answer is not JSON', call);
  }
}

/** An answer whose body, if any, says nothing. */
export class VoidApiResponse extends Answer<undefined> {
  /**
   * Leaves the body alone.
   *
   * @param raw The answer.
   * @returns Its status and header fields.
   */
  static async fromResponse(raw: FetchResponse): Promise<VoidApiResponse> {
    return new VoidApiResponse(raw, undefined);
  }
}

/** An answer whose body is taken as text. */
export class TextApiResponse extends Answer<string> {
  /**
   * Reads the body.
   *
   * @param raw The answer.
   * @returns Its status and header fields with the text.
   */
  static async fromResponse(raw: FetchResponse): Promise<TextApiResponse> {
    return new TextApiResponse(raw, await raw.text());
  }
}
