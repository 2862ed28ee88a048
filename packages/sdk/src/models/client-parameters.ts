import type { Client } from './client-answers.js';
import type { FieldParameters, Selected } from './fields.js';
import type { ResultFor } from './inferred.js';
import type { PageCheckpoint, PageOf, PageParameters, PageTotals } from './page-parameters.js';

/**
 * How a list of clients is filtered, cut and shown; needs any scope that reads clients.
 */
export interface GetClientsRequest extends PageParameters, FieldParameters {
  /** True: only the global client. False: all others. */
  is_global?: boolean | undefined;
  /** True: only first-party clients. False: only others. */
  is_first_party?: boolean | undefined;
  /** Types of clients, joined by commas: 1 to 1000 characters. */
  app_type?: string | undefined;
  /** Ids of clients, joined by commas: 1 to 8000 characters. */
  client_ids?: string | undefined;
  /** Only the client that is known elsewhere by this id: 1 to 2048 characters. */
  external_client_id?: string | undefined;
  /**
   * `client_grant.organization_id:<id>` or `client_grant.allow_any_organization:true`: 1 to 1000 characters; in
   * checkpoint lists only, and without other filters.
   */
  q?: string | undefined;
}

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

/** A client of which `fields` says what is answered. */
export type ClientOf<Fields extends string = string, Include extends boolean = true> = ResultFor<
  Fields,
  Selected<Client, Fields, Include>
>;

/** A client in a list of which `fields` says what is answered: `tenant` comes along unasked. */
export type ListedClientOf<Fields extends string = string, Include extends boolean = true> = ResultFor<
  Fields,
  Include extends true
    ? Selected<Client, string extends Fields ? string : `${Fields},tenant`>
    : Selected<Client, Fields, Include>
>;

/** The list of clients that these parameters are answered by. */
export type ClientsPageOf<
  Actual = GetClientsRequest,
  Fields extends string = string,
  Include extends boolean = true,
> = ResultFor<
  Actual,
  PageOf<
    Actual,
    ListedClientOf<Fields, Include>[],
    GetClients200ResponseOneOf<ListedClientOf<Fields, Include>>,
    GetClients200ResponseOneOf1<ListedClientOf<Fields, Include>>
  >
>;
