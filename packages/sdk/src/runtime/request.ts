import { attempt } from './attempt.js';
import {
  type Configuration,
  type HTTPQuery,
  type HTTPRequestInit,
  type InitOverride,
  type RequestOpts,
  refuse,
} from './configuration.js';
import type { FetchAPI, FetchInit, FetchResponse } from './fetch-api.js';
import { headerFields } from './headers.js';
import { managementError } from './refusal.js';
import { pause, retryDelay } from './retry.js';

/**
 * The way from a call to its answer: overrides, middlewares, retries, errors. A manager of one's own extends it, or one
 * of the managers. sdk-contract.md 2
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
   * @throws Error that names an option which could not work.
   */
  constructor(configuration: Configuration) {
    const { baseUrl } = configuration ?? {};
    if (!baseUrl || typeof baseUrl !== 'string') refuse('baseUrl', 'string');
    this.configuration = {
      ...configuration,
      fetch: configuration.fetch ?? (globalThis.fetch.bind(globalThis) as FetchAPI),
    };
  }

  /**
   * Asks for one thing; resolves for a status from 200 to 299 and rejects for all else. The body has been read: `text`,
   * `json` and `clone` of the answer work as often as they are called. sdk-contract.md 2
   *
   * @param context What is asked for.
   * @param initOverrides What to change of this one request.
   * @returns The answer, or what a middleware put in its place.
   * @throws {@link ManagementApiError}, {@link ResponseError} for any other status; or what `parseError` makes of it.
   * @throws {@link FetchError}, {@link TimeoutError} or {@link AbortError} when no whole answer comes.
   */
  protected async request(context: RequestOpts, initOverrides?: InitOverride): Promise<FetchResponse> {
    const { baseUrl, middleware = [], parseError = managementError, retry = {} } = this.configuration;
    const own = this.#initOf(context);
    const override =
      typeof initOverrides === 'function' ? await initOverrides({ init: own, context }) : initOverrides;
    const init = { ...own, ...override } as FetchInit;
    init.headers = headerFields(init.headers, own.headers);
    init.body = bodyText(init.body) as string;
    const call = { method: init.method as string, path: context.path, attempts: 0 };
    const fetch: FetchAPI = (...asked) => attempt(call, asked, this.configuration);
    const params = { fetch, url: `${baseUrl}${context.path}${queryString(context.query)}`, init };
    // A call that was aborted is not prepared: the first attempt says so.
    for (const one of init.signal?.aborted ? [] : middleware) Object.assign(params, await one.pre?.(params));
    let response: FetchResponse | undefined;
    let error: unknown;
    for (;;) {
      try {
        response = await fetch(params.url, params.init);
      } catch (reason) {
        error = reason;
        response = undefined;
      }
      const delay = retryDelay(response, call.attempts, retry);
      for (const one of middleware) one.onAttempt?.({ ...params, ...call, response, error, delay });
      if (delay === undefined) break;
      await pause(delay, init.signal);
    }
    const ok = response?.ok;
    for (const one of middleware)
      if (response?.ok === ok)
        response =
          (await one[ok ? 'post' : 'onError']?.({ ...params, error, response } as never)) || response;
    if (!response) throw error;
    if (response.ok) return response;
    throw await parseError(response);
  }

  #initOf({ method, headers, body }: RequestOpts): HTTPRequestInit {
    const { headers: always, agent, dispatcher = agent } = this.configuration;
    return { method, headers: { ...always, ...headers }, body, dispatcher };
  }
}

// FormData and URLSearchParams append, blobs stream: of whatever realm or library, they go as they are.
function bodyText(body: unknown): unknown {
  const { append, stream } = Object(body) as Record<string, unknown>;
  return typeof (append ?? stream) === 'function' ? body : JSON.stringify(body);
}

function queryString(query?: HTTPQuery): string {
  let text = '';
  for (const key in query)
    for (const value of Array.isArray(query[key]) ? query[key] : [query[key]])
      if (value !== undefined) text += `${text ? '&' : '?'}${key}=${encodeURIComponent(value as string)}`;
  return text;
}
