import type { ResultFor } from './inferred.js';
import type { PageCheckpoint, PageOf, PageParameters, PageTotals } from './page-parameters.js';

/** What a grant lets a client do. */
export interface ClientGrantSettings {
  /** Scopes of the API: at most 1000, each once and of 1 to 280 characters. Not beside `allow_all_scopes: true`. */
  scope?: string[] | undefined;
  /** Whether tokens are for an organization: never, optionally or always. */
  organization_usage?: 'deny' | 'allow' | 'require' | undefined;
  /** True lets the client name any organization. */
  allow_any_organization?: boolean | undefined;
  /** Types of authorization details (RFC 9396) that the API has: at most 100, each of 1 to 255 characters. */
  authorization_details_types?: string[] | undefined;
  /** True grants every scope that the API has, now and later; there is no `scope` then. */
  allow_all_scopes?: boolean | undefined;
}

/** For whom tokens are, under a grant: the client itself, a user, or someone unknown. */
export type ClientGrantSubjectType = 'client' | 'user' | 'anonymous_user';

/**
 * Body of a new client grant: for one client, or by `default_for` for many; needs `create:client_grants`.
 */
export interface ClientGrantCreate extends ClientGrantSettings {
  /** The identifier of an API: 1 to 600 characters. */
  audience: string;
  /** The client that gets the grant: 1 to 255 characters. Either this or `default_for`. */
  client_id?: string | undefined;
  /** The clients that have the grant without being named. Either this or `client_id`. */
  default_for?: 'third_party_clients' | undefined;
  /** For whom the client gets tokens; a client may have one grant for each. Default `client`. */
  subject_type?: ClientGrantSubjectType | undefined;
}

type OrNull<T> = { [Name in keyof T]: T[Name] | null };

/** Body of a change of a client grant, in which null takes a setting away; needs `update:client_grants`. */
export interface PatchClientGrantsByIdRequest
  extends OrNull<Omit<ClientGrantSettings, 'authorization_details_types'>>,
    Pick<ClientGrantSettings, 'authorization_details_types'> {}

/**
 * A client grant as answers show it: all of it is seen with `read:client_grants`, and in the answer to the one who
 * made or changed it.
 */
export interface ClientGrant extends ClientGrantSettings {
  /** `cgr_` and 16 characters, made by the server. */
  id: string;
  /** The identifier of the API. */
  audience: string;
  /** For whom the client gets tokens. */
  subject_type: ClientGrantSubjectType;
  /** The client that has the grant; absent on a grant with `default_for`. */
  client_id?: string | undefined;
  /** The clients that have the grant without being named. */
  default_for?: 'third_party_clients' | undefined;
  /** True on grants that the server keeps for itself and that nobody can change; else absent. */
  is_system?: boolean | undefined;
}

/** How a list of client grants is filtered and cut; needs `read:client_grants`. */
export interface GetClientGrantsRequest extends PageParameters {
  /** Only grants for the API with this identifier: at most 1000 characters. */
  audience?: string | undefined;
  /** Only grants of this client: at most 255 characters. */
  client_id?: string | undefined;
  /** Only grants with this setting. */
  allow_any_organization?: boolean | undefined;
  /** Only grants for this kind of subject. */
  subject_type?: ClientGrantSubjectType | undefined;
  /** Only grants that are defaults for these clients. */
  default_for?: 'third_party_clients' | undefined;
}

/** Which client grant to read; needs `read:client_grants`. */
export interface GetClientGrantsByIdRequest {
  /** Id of the grant. */
  id: string;
}

/** Which client grant to change. */
export interface PatchClientGrantsByIdOperationRequest {
  /** Id of the grant. */
  id: string;
}

/** Which client grant to delete; needs `delete:client_grants`. */
export interface DeleteClientGrantsByIdRequest {
  /** Id of the grant. */
  id: string;
}

/** A page of client grants with `include_totals`. */
export interface GetClientGrants200ResponseOneOf extends PageTotals {
  /** The grants on this page. */
  client_grants: ClientGrant[];
}

/** A checkpoint list of client grants. */
export interface GetClientGrants200ResponseOneOf1 extends PageCheckpoint {
  /** The grants on this page. */
  client_grants: ClientGrant[];
}

/** A list of client grants in any of its forms. */
export type GetClientGrants200Response =
  | ClientGrant[]
  | GetClientGrants200ResponseOneOf
  | GetClientGrants200ResponseOneOf1;

/** The list of client grants that these parameters are answered by. */
export type ClientGrantsPageOf<Actual = GetClientGrantsRequest> = ResultFor<
  Actual,
  PageOf<Actual, ClientGrant[], GetClientGrants200ResponseOneOf, GetClientGrants200ResponseOneOf1>
>;

/** Whose organizations to list, and which page; needs `read:organization_client_grants`. */
export interface GetClientGrantOrganizationsRequest extends PageParameters {
  /** Id of the grant. */
  id: string;
}

/** Colors of an organization's pages. */
export interface OrganizationBrandingColors {
  /** Color of what stands out. */
  primary?: string | undefined;
  /** Color of the background. */
  page_background?: string | undefined;
}

/** How an organization's pages look. */
export interface OrganizationBranding {
  /** Address of its logo. */
  logo_url?: string | undefined;
  /** Colors. */
  colors?: OrganizationBrandingColors | undefined;
}

/** Metadata of an organization. */
export type OrganizationMetadata = Record<string, string>;

/** An organization that a client grant is for. Clientele has none, so no list holds one. */
export interface GetClientGrantOrganizations200ResponseOneOfInner {
  /** Id of the organization. */
  id?: string | undefined;
  /** Its name. */
  name?: string | undefined;
  /** The name that people see. */
  display_name?: string | undefined;
  /** How its pages look. */
  branding?: OrganizationBranding | undefined;
  /** Metadata of the caller's own. */
  metadata?: OrganizationMetadata | undefined;
}

/** A page of organizations with `include_totals`. */
export interface GetClientGrantOrganizations200ResponseOneOf extends PageTotals {
  /** The organizations on this page. */
  organizations: GetClientGrantOrganizations200ResponseOneOfInner[];
}

/** A checkpoint list of organizations. */
export interface GetClientGrantOrganizations200ResponseOneOf1 extends PageCheckpoint {
  /** The organizations on this page. */
  organizations: GetClientGrantOrganizations200ResponseOneOfInner[];
}

/** A list of organizations in any of its forms. */
export type GetClientGrantOrganizations200Response =
  | GetClientGrantOrganizations200ResponseOneOfInner[]
  | GetClientGrantOrganizations200ResponseOneOf
  | GetClientGrantOrganizations200ResponseOneOf1;

/** The list of organizations that these parameters are answered by. */
export type ClientGrantOrganizationsPageOf<Actual = GetClientGrantOrganizationsRequest> = ResultFor<
  Actual,
  PageOf<
    Actual,
    GetClientGrantOrganizations200ResponseOneOfInner[],
    GetClientGrantOrganizations200ResponseOneOf,
    GetClientGrantOrganizations200ResponseOneOf1
  >
>;
