import { type AttemptOptions, attempt } from './attempt.js';
import {
  type Configuration,
  checkConfiguration,
  type FetchParams,
  type HTTPQuery,
  type HTTPRequestInit,
  type InitOverride,
  type RequestOpts,
  type RequestOverride,
} from './configuration.js';
import { FetchError, managementError } from './error.js';
import { isIterable, mergeHeaders } from './headers.js';
import { withRetries } from './retry.js';

const DEFAULT_TIMEOUT = 10_000;

/** The way from a call to its answer: overrides, middlewares, retries, errors. sdk-contract.md 2 */
export class BaseAPI {
  protected readonly configuration: Configuration;
  readonly #options: AttemptOptions;

  constructor(configuration: Configuration) {
    checkConfiguration(configuration);
    this.configuration = configuration;
    this.#options = {
      fetch: configuration.fetch ?? globalThis.fetch.bind(globalThis),
      timeoutDuration: configuration.timeoutDuration ?? DEFAULT_TIMEOUT,
    };
  }

  /** Asks for one thing; resolves for a status from 200 to 299 and rejects for all else. sdk-contract.md 2 */
  protected async request(context: RequestOpts, initOverrides?: InitOverride): Promise<Response> {
    const { baseUrl, parseError = managementError } = this.configuration;
    const url = `${baseUrl}${context.path}${queryString(context.query)}`;
    const init = await overridden(this.#initOf(context), { context, initOverrides });
    const response = await this.#send(await this.#prepare({ url, init }));
    if (response.status >= 200 && response.status < 300) return response;
    throw await parseError(response);
  }

  #initOf({ method, headers, body }: RequestOpts): HTTPRequestInit {
    const { agent } = this.configuration;
    return {
      method,
      headers: mergeHeaders(this.configuration.headers, headers),
      ...(body !== undefined && { body }),
      ...(agent && { dispatcher: agent }),
    };
  }

  async #prepare(params: FetchParams): Promise<FetchParams> {
    let prepared = params;
    for (const middleware of this.configuration.middleware ?? []) {
      prepared = (await middleware.pre?.({ fetch: this.#options.fetch, ...prepared })) || prepared;
    }
    return prepared;
  }

  async #send(params: FetchParams): Promise<Response> {
    const { retry = {} } = this.configuration;
    let response: Response;
    try {
      response = await withRetries(() => attempt(params, this.#options), retry, params.init.signal);
    } catch (error) {
      return this.#recover(params, { error });
    }
    return response.ok ? this.#finish(params, response) : this.#recover(params, { response });
  }

  async #finish(params: FetchParams, response: Response): Promise<Response> {
    const { fetch } = this.#options;
    let finished = response;
    for (const middleware of this.configuration.middleware ?? []) {
      finished = (await middleware.post?.({ fetch, ...params, response: finished.clone() })) || finished;
    }
    return finished;
  }

  async #recover(params: FetchParams, failure: { error?: unknown; response?: Response }): Promise<Response> {
    const { fetch } = this.#options;
    let { response } = failure;
    for (const middleware of this.configuration.middleware ?? []) {
      const answer = response && { response: response.clone() };
      response = (await middleware.onError?.({ fetch, ...params, ...failure, ...answer })) || response;
    }
    if (response) return response;
    throw failure.error instanceof FetchError ? failure.error : new FetchError(failure.error);
  }
}

async function overridden(
  own: HTTPRequestInit,
  { context, initOverrides }: { context: RequestOpts; initOverrides: InitOverride | undefined },
): Promise<RequestInit> {
  const computed = typeof initOverrides === 'function';
  const override = computed ? await initOverrides({ init: own, context }) : initOverrides;
  const init: RequestOverride = { ...own, ...override };
  const kept = !computed && isIterable(override?.headers) ? own.headers : undefined;
  const { body, ...rest } = init;
  const headers = mergeHeaders(kept, init.headers);
  return body === undefined ? { ...rest, headers } : { ...rest, headers, body: bodyText(body) };
}

function bodyText(body: unknown): BodyInit {
  const isWireForm = body instanceof FormData || body instanceof URLSearchParams || body instanceof Blob;
  return isWireForm ? body : JSON.stringify(body);
}

function queryString(query: HTTPQuery = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    [value].flat().flatMap((one) => (one === undefined ? [] : [`${encoded(key)}=${encoded(one)}`])),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function encoded(value: unknown): string {
  return encodeURIComponent(String(value));
}
