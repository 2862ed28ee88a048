/** What a grant lets a client do. management-api.md 4 */
export interface ClientGrantSettings {
  /** Not together with `allow_all_scopes: true`. */
  scope?: string[];
  organization_usage?: 'deny' | 'allow' | 'require';
  allow_any_organization?: boolean;
  authorization_details_types?: string[];
  allow_all_scopes?: boolean;
}

/** For whom tokens are, under a grant. management-api.md 4 */
export type ClientGrantSubjectType = 'client' | 'user' | 'anonymous_user';

/** Body of a new client grant: for one client, or by `default_for` for many. management-api.md 4 */
export interface ClientGrantCreate extends ClientGrantSettings {
  /** The identifier of an API. */
  audience: string;
  client_id?: string;
  default_for?: 'third_party_clients';
  /** Default `client`. */
  subject_type?: ClientGrantSubjectType;
}

/** Body of a change of a client grant. management-api.md 4 */
export interface PatchClientGrantsByIdRequest extends Omit<ClientGrantSettings, 'organization_usage'> {
  organization_usage?: 'deny' | 'allow' | 'require' | null;
}

/** A client grant as answers show it. management-api.md 4 */
export interface ClientGrant extends ClientGrantSettings {
  id: string;
  audience: string;
  subject_type: ClientGrantSubjectType;
  /** Absent on a grant with `default_for`. */
  client_id?: string;
  default_for?: 'third_party_clients';
  /** True on grants that the server keeps for itself, else absent. */
  is_system?: boolean;
}

/** How a list of client grants is filtered and cut. management-api.md 1.5 and 4 */
export interface GetClientGrantsRequest {
  page?: number;
  /** At most 100. */
  per_page?: number;
  include_totals?: boolean;
  /** The `next` of the list before. */
  from?: string;
  /** At most 100; `take` or `from` makes the list a checkpoint list. */
  take?: number;
  audience?: string;
  client_id?: string;
  allow_any_organization?: boolean;
  subject_type?: ClientGrantSubjectType;
  default_for?: 'third_party_clients';
}

/** Which client grant to read. management-api.md 4 */
export interface GetClientGrantsByIdRequest {
  id: string;
}

/** Which client grant to change. management-api.md 4 */
export interface PatchClientGrantsByIdOperationRequest {
  id: string;
}

/** Which client grant to delete. management-api.md 4 */
export interface DeleteClientGrantsByIdRequest {
  id: string;
}

/** A page of client grants with `include_totals`. management-api.md 1.5 */
export interface GetClientGrants200ResponseOneOf {
  start: number;
  limit: number;
  total: number;
  client_grants: ClientGrant[];
}

/** A checkpoint list of client grants; `next` is there only when there is more. management-api.md 1.5 */
export interface GetClientGrants200ResponseOneOf1 {
  next?: string;
  client_grants: ClientGrant[];
}

/** A list of client grants in any of its forms. management-api.md 1.5 */
export type GetClientGrants200Response =
  | ClientGrant[]
  | GetClientGrants200ResponseOneOf
  | GetClientGrants200ResponseOneOf1;
