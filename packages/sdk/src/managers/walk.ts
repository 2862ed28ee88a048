import type { ClientGrant, GetClientGrantsRequest } from '../models/client-grants.js';
import type { GetClientsRequest, ListedClientOf } from '../models/client-parameters.js';
import type { ConnectionOf, GetConnectionsRequest } from '../models/connections.js';
import type { FieldParameters } from '../models/fields.js';
import type { ListParameters } from '../models/page-parameters.js';
import type { GetResourceServersRequest, ResourceServerOf } from '../models/resource-servers.js';
import type { ApiResponse } from '../runtime/api-response.js';
import { type CallDetails, InvalidResponseError } from '../runtime/error.js';
import type { InitOverride, RequestOpts } from '../runtime/request-options.js';
import type { ClientGrantsManager } from './client-grants-manager.js';
import type { ClientsManager } from './clients-manager.js';
import type { ConnectionsManager } from './connections-manager.js';
import type { ResourceServersManager } from './resource-servers-manager.js';

/** A collection whose list can be walked. */
export type Collection = ClientsManager | ClientGrantsManager | ConnectionsManager | ResourceServersManager;

/** What is in the list of a collection, of which `fields` says what is answered. */
export type ItemOf<
  Of extends Collection,
  Fields extends string = string,
  Include extends boolean = true,
> = Of extends ClientsManager
  ? ListedClientOf<Fields, Include>
  : Of extends ClientGrantsManager
    ? ClientGrant
    : Of extends ConnectionsManager
      ? ConnectionOf<Fields, Include>
      : ResourceServerOf<Fields, Include>;

/** How the list of a collection is filtered and cut. */
export type ListParametersOf<Of extends Collection> = Of extends ClientsManager
  ? GetClientsRequest
  : Of extends ClientGrantsManager
    ? GetClientGrantsRequest & WithoutFields
    : Of extends ConnectionsManager
      ? GetConnectionsRequest
      : GetResourceServersRequest;

/** Client grants are answered as a whole. */
interface WithoutFields {
  /** Not for client grants. */
  fields?: undefined;
  /** Not for client grants. */
  include_fields?: undefined;
}

/** What a walk is asked for: the parameters of `getAll`. */
export type WalkParameters<Of extends Collection, Actual, Fields, Include> = ListParameters<
  Actual,
  ListParametersOf<Of>
> &
  FieldParameters<Fields, Include>;

/** One page of a walk; a page never changes. */
export interface Page<Item> extends ApiResponse<unknown> {
  /** What the page holds. */
  readonly items: readonly Item[];
}

interface ListAnswer {
  start: number;
  limit: number;
  total: number;
  next?: string;
}

const MOST_ITEMS = 100;

/**
 * Walks the items of a list, and asks for the next page when they are used up. It walks by checkpoint, where nothing is
 * missed or seen twice while the list changes; by offset where the parameters have `page` or `per_page`.
 * To stop early, `break`.
 *
 * @param collection A manager, for example that of clients.
 * @param parameters What is listed; with `take` or `per_page` also how much at a time, by default 100.
 * @param initOverrides What to change of each request.
 * @returns The items one by one.
 * @throws {@link ClienteleError} as the `getAll` of the manager does; InvalidResponseError when a page holds no items, or is
 * followed by itself.
 * @example
 * ```ts
 * import { iterate, ManagementClient } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 * });
 * for await (const client of iterate(clients, { app_type: 'non_interactive' })) console.log(client.name);
 * ```
 */
export async function* iterate<
  Of extends Collection,
  const Fields extends string,
  Include extends boolean = true,
  Actual extends ListParametersOf<Of> = ListParametersOf<Of>,
>(
  collection: Of,
  parameters?: WalkParameters<Of, Actual, Fields, Include>,
  initOverrides?: InitOverride,
): AsyncGenerator<ItemOf<Of, Fields, Include>, void, undefined> {
  for await (const { items } of pages<Of, Fields, Include, Actual>(collection, parameters, initOverrides))
    yield* items;
}

/**
 * Walks a list page by page, as `iterate` does, without asking for a page that would be empty.
 *
 * @param collection A manager, for example that of clients.
 * @param parameters What is listed; with `take` or `per_page` also how much at a time, by default 100.
 * @param initOverrides What to change of each request.
 * @returns The pages one by one, each with its `items` and what `getAll` resolves to.
 * @throws {@link ClienteleError} as the `getAll` of the manager does; InvalidResponseError when a page holds no items, or is
 * followed by itself.
 * @example
 * ```ts
 * import { ManagementClient, pages } from '@clientele/sdk';
 *
 * const { clients } = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 * });
 * for await (const page of pages(clients, { per_page: 50 })) {
 *   console.log(page.items.length, page.rateLimit?.remaining);
 * }
 * ```
 */
export async function* pages<
  Of extends Collection,
  const Fields extends string,
  Include extends boolean = true,
  Actual extends ListParametersOf<Of> = ListParametersOf<Of>,
>(
  collection: Of,
  parameters?: WalkParameters<Of, Actual, Fields, Include>,
  initOverrides?: InitOverride,
): AsyncGenerator<Page<ItemOf<Of, Fields, Include>>, void, undefined> {
  const { page, per_page } = (parameters ?? {}) as GetClientsRequest;
  const byOffset = page !== undefined || per_page !== undefined;
  let next: object | undefined = byOffset
    ? { page: 0, per_page: MOST_ITEMS, ...parameters, include_totals: true }
    : { take: MOST_ITEMS, ...parameters };
  while (next) {
    const { answer, context } = await listed(collection, next, initOverrides);
    const { start, limit, total, next: from } = answer.data as ListAnswer;
    const items = Object.values(answer.data as object).find(Array.isArray) as
      | ItemOf<Of, Fields, Include>[]
      | undefined;
    const wrong = !items
      ? 'A page of the list holds no items'
      : from && from === (next as { from?: string }).from && 'A page of the list is followed by itself';
    if (!items || wrong)
      throw new InvalidResponseError(answer.status, '', answer.headers, wrong || '', context);
    yield Object.assign(answer, { items });
    const seen = start + items.length;
    const more: object | false | '' | undefined = byOffset
      ? seen > start && seen < total && { page: start / limit + 1 }
      : from && { from };
    next = more ? { ...next, ...more } : undefined;
  }
}

async function listed(collection: Collection, parameters: object, initOverrides: InitOverride = {}) {
  let context: CallDetails | undefined;
  const { getAll } = collection as { getAll(...asked: unknown[]): Promise<ApiResponse<unknown>> };
  const answer = await getAll.call(
    collection,
    parameters,
    (request: { context: RequestOpts; init: never }) => {
      context = { method: request.context.method, path: request.context.path, attempts: 1 };
      return typeof initOverrides === 'function' ? initOverrides(request) : initOverrides;
    },
  );
  return { answer, context };
}
