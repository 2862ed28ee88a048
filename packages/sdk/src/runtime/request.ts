import { attempt, isSuccess } from './attempt.js';
import { finalAnswer } from './call.js';
import { type Configuration, isVisible, refuse } from './configuration.js';
import type { FetchAPI, FetchResponse } from './fetch-api.js';
import { headerFields } from './headers.js';
import type { SentInit } from './middleware.js';
import type { Call } from './policy.js';
import { managementError } from './refusal.js';
import type {
  HTTPQuery,
  HTTPQueryValue,
  HTTPRequestInit,
  InitOverride,
  RequestOpts,
} from './request-options.js';

/**
 * The way from a call to its answer: overrides, middlewares, retries, errors. A manager of one's own extends it, or one
 * of the managers.
 *
 * @group Managers
 * @example
 * ```ts
 * import { BaseAPI, JSONApiResponse } from '@clientele/sdk';
 *
 * class TenantManager extends BaseAPI {
 *   async settings() {
 *     const answer = await this.request({ path: '/tenants/settings', method: 'GET' });
 *     return JSONApiResponse.fromResponse<{ friendly_name?: string }>(answer);
 *   }
 * }
 * const tenant = new TenantManager({
 *   baseUrl: 'http://127.0.0.1:4600/api/v2',
 *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
 * });
 * console.log((await tenant.settings()).data.friendly_name);
 * ```
 */
export class BaseAPI {
  /** As it was given, with the fetch that is used. */
  protected readonly configuration: Configuration & {
    /** The given one, or the global one. */
    fetch: FetchAPI;
  };

  /**
   * Sends nothing yet.
   *
   * @param configuration Where the API is, and how requests are sent.
   * @throws ConfigurationError that names an option which could not work.
   */
  constructor(configuration: Configuration) {
    const { baseUrl, fetch = globalThis.fetch?.bind(globalThis) as FetchAPI } = configuration ?? {};
    if (!baseUrl || typeof baseUrl !== 'string') refuse('baseUrl', 'string');
    this.configuration = { ...configuration, fetch };
  }

  /**
   * Asks for one thing; resolves for a status from 200 to 299 and rejects for all else. The body has been read: `text`,
   * `json` and all other forms of the answer work as often as they are called.
   *
   * @param context What is asked for.
   * @param initOverrides What to change of this one request.
   * @returns The answer, or what a middleware put in its place.
   * @throws {@link ManagementApiError}, {@link ResponseError} for any other status; or what `parseError` makes of it.
   * @throws {@link FetchError}, {@link TimeoutError} or {@link AbortError} when no whole answer comes.
   * @throws {@link ConfigurationError} for a header field or a body that cannot be sent.
   */
  protected async request(context: RequestOpts, initOverrides?: InitOverride): Promise<FetchResponse> {
    const { configuration } = this;
    const {
      baseUrl,
      headers,
      agent,
      dispatcher = agent,
      middleware = [],
      retry = {},
      policy,
    } = configuration;
    const { parseError = managementError } = configuration;
    const { method, path, query, body } = context;
    const own: HTTPRequestInit = { method, headers: { ...headers, ...context.headers }, body, dispatcher };
    const override =
      typeof initOverrides === 'function' ? await initOverrides({ init: own, context }) : initOverrides;
    const init = { ...own, ...override } as SentInit;
    init.headers = headerFields(init.headers, own.headers);
    init.body = bodyText(init.body) as string;
    // Headers of an override are in the place of the others, and fetch would call the text of a body plain text.
    if (typeof init.body === 'string') init.headers['content-type'] ??= 'application/json';
    const { idempotencyKey } = init;
    if (idempotencyKey !== undefined) {
      if (!isVisible(idempotencyKey)) refuse('idempotencyKey', 'visible ASCII');
      init.headers['idempotency-key'] = idempotencyKey;
    }
    const details = { method: init.method as string, path, attempts: 0 };
    const url = `${baseUrl}${path}${queryString(query)}`;
    const fetch: FetchAPI = (...asked) => attempt(details, asked, configuration);
    const call: Call = { details, middleware, retry, context: { url, init, fetch } };
    const response = await finalAnswer(call, policy?.(call));
    if (isSuccess(response)) return response;
    throw await parseError(response);
  }
}

// FormData and URLSearchParams append, blobs stream: of whatever realm or library, they go as they are.
function bodyText(body: unknown): unknown {
  const { append, stream } = Object(body) as Record<string, unknown>;
  if (typeof (append ?? stream) === 'function') return body;
  try {
    return JSON.stringify(body);
  } catch {
    return refuse('body', 'JSON');
  }
}

function queryString(query?: HTTPQuery): string {
  let text = '';
  for (const key in query)
    for (const value of Array.isArray(query[key]) ? query[key] : [query[key]])
      if (value !== undefined) text += `${text ? '&' : '?'}${key}=${encoded(value)}`;
  return text;
}

/** Makes a value part of a URL, with a replacement character for half a surrogate pair. RFC 3986 section 2.1 */
export function encoded(value: HTTPQueryValue): string {
  return encodeURIComponent(`${value}`.replace(/\p{Cs}/gu, '\ufffd'));
}
