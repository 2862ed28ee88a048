import type { Client } from './client-answers.js';
import type { FieldParameters, FieldsOf, IncludeOf, Selected } from './fields.js';
import type {
  ByCheckpoint,
  ByPage,
  ByPageWithTotals,
  PageCheckpoint,
  PageOf,
  PageParameters,
  PageTotals,
} from './page-parameters.js';

/**
 * How a list of clients is filtered, cut and shown; needs any scope that reads clients.
 */
export interface GetClientsRequest extends PageParameters, FieldParameters {
  /** True: only the global client. False: all others. */
  is_global?: boolean;
  /** True: only first-party clients. False: only others. */
  is_first_party?: boolean;
  /** Types of clients, joined by commas: 1 to 1000 characters. */
  app_type?: string;
  /** Ids of clients, joined by commas: 1 to 8000 characters. */
  client_ids?: string;
  /** Only the client that is known elsewhere by this id: 1 to 2048 characters. */
  external_client_id?: string;
  /**
   * `client_grant.organization_id:<id>` or `client_grant.allow_any_organization:true`: 1 to 1000 characters; in
   * checkpoint lists only, and without other filters.
   */
  q?: string;
}

type ClientFilters = Omit<GetClientsRequest, keyof PageParameters | 'q'>;

/** A list of clients page by page, answered by an array. */
export interface GetClientsByPage extends ClientFilters, ByPage {
  /** For checkpoint lists only. */
  q?: never;
}

/** A list of clients page by page, answered with the total. */
export interface GetClientsWithTotals extends ClientFilters, ByPageWithTotals {
  /** For checkpoint lists only. */
  q?: never;
}

/** A list of clients from one checkpoint to the next. */
export type GetClientsByCheckpoint = Omit<GetClientsRequest, keyof PageParameters> & ByCheckpoint;

/** Which client to read, and what of it; needs any scope that reads clients. */
export interface GetClientsByIdRequest extends FieldParameters {
  /** Id of the client. */
  client_id: string;
}

/** Which client to delete; needs `delete:clients`. */
export interface DeleteClientsByIdRequest {
  /** Id of the client. */
  client_id: string;
}

/** Which client to change. */
export interface PatchClientsByIdRequest {
  /** Id of the client. */
  client_id: string;
}

/** Which client gets a new secret; needs `update:client_keys`. */
export interface PostRotateSecretRequest {
  /** Id of the client. */
  client_id: string;
}

/** A page of clients with `include_totals`. */
export interface GetClients200ResponseOneOf<Item = Client> extends PageTotals {
  /** The clients on this page. */
  clients: Item[];
}

/** A checkpoint list of clients. */
export interface GetClients200ResponseOneOf1<Item = Client> extends PageCheckpoint {
  /** The clients on this page. */
  clients: Item[];
}

/** A list of clients in any of its forms. */
export type GetClients200Response = Client[] | GetClients200ResponseOneOf | GetClients200ResponseOneOf1;

/** The client that these parameters are answered by: `fields` narrows it. */
export type ClientOf<Parameters> =
  FieldsOf<Parameters> extends infer Fields extends string
    ? Selected<Client, Fields, IncludeOf<Parameters>>
    : Client;

/** A client in a list that these parameters are answered by: `tenant` comes along unasked. */
export type ListedClientOf<Parameters> =
  FieldsOf<Parameters> extends infer Fields extends string
    ? IncludeOf<Parameters> extends true
      ? Selected<Client, `${Fields},tenant`>
      : Selected<Client, Fields, IncludeOf<Parameters>>
    : Client;

/** The list of clients that these parameters are answered by. */
export type ClientsPageOf<Parameters> = PageOf<
  Parameters,
  ListedClientOf<Parameters>[],
  GetClients200ResponseOneOf<ListedClientOf<Parameters>>,
  GetClients200ResponseOneOf1<ListedClientOf<Parameters>>
>;
