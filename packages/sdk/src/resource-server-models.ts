/** A scope of an API. management-api.md 5 */
export interface ResourceServerScope {
  value: string;
  description?: string;
}

/** How an API's tokens are encrypted; answers leave the key out. management-api.md 5 */
export interface TokenEncryption {
  format: 'compact-nested-jwe';
  encryption_key: {
    name?: string;
    alg: 'RSA-OAEP-256' | 'RSA-OAEP-384' | 'RSA-OAEP-512';
    kid?: string;
    pem?: string;
    /** Only in answers, for a key without `kid`. */
    thumbprint_sha256?: string;
  };
}

/** The settings of an API that create, update and answers have alike. management-api.md 5 */
export interface ResourceServerSettings {
  name?: string;
  scopes?: ResourceServerScope[];
  signing_alg?: 'HS256' | 'RS256' | 'RS512' | 'PS256';
  /** Only for HS256; at least 16 characters. */
  signing_secret?: string;
  allow_offline_access?: boolean;
  allow_online_access?: boolean;
  allow_online_access_with_ephemeral_sessions?: boolean;
  skip_consent_for_verifiable_first_party_clients?: boolean;
  /** Seconds. */
  token_lifetime?: number;
  /** Seconds, at most `token_lifetime`. */
  token_lifetime_for_web?: number;
  token_dialect?: 'access_token' | 'access_token_authz' | 'rfc9068_profile' | 'rfc9068_profile_authz';
  enforce_policies?: boolean;
  subject_type_authorization?: {
    user?: { policy?: 'allow_all' | 'deny_all' | 'require_client_grant' };
    client?: { policy?: 'deny_all' | 'require_client_grant' };
  };
  token_encryption?: TokenEncryption | null;
  consent_policy?: 'transactional-authorization-with-mfa' | null;
  authorization_details?: { type: string }[] | null;
  proof_of_possession?: {
    mechanism: 'mtls' | 'dpop';
    required: boolean;
    required_for?: 'public_clients' | 'all_clients';
  } | null;
  authorization_policy?: { policy_id: string } | null;
}

/** Body of a new API. management-api.md 5 */
export interface ResourceServerCreate extends ResourceServerSettings {
  /** What tokens name as their audience; it never changes. */
  identifier: string;
}

/** Body of a change of an API. management-api.md 5 */
export type ResourceServerUpdate = ResourceServerSettings;

/** An API as answers show it. management-api.md 5 */
export interface ResourceServer extends ResourceServerSettings {
  id: string;
  identifier: string;
  /** True on APIs of the server itself, else absent. */
  is_system?: boolean;
  /** The client that is this API. */
  client_id?: string;
}

/** How a list of APIs is filtered and cut. management-api.md 5 */
export interface GetResourceServersRequest {
  /** At most ten. */
  identifiers?: string[];
  page?: number;
  /** At most 100. */
  per_page?: number;
  include_totals?: boolean;
  include_fields?: boolean;
}

/** Which API to read, by id or identifier. management-api.md 5 */
export interface GetResourceServersByIdRequest {
  id: string;
  include_fields?: boolean;
}

/** Which API to change, by id or identifier. management-api.md 5 */
export interface PatchResourceServersByIdRequest {
  id: string;
}

/** Which API to delete, by id or identifier. management-api.md 5 */
export interface DeleteResourceServersByIdRequest {
  id: string;
}

/** A page of APIs with `include_totals`. management-api.md 1.5 */
export interface GetResourceServers200ResponseOneOf {
  start: number;
  limit: number;
  total: number;
  resource_servers: ResourceServer[];
}

/** A list of APIs in any of its forms. management-api.md 1.5 */
export type GetResourceServers200Response = ResourceServer[] | GetResourceServers200ResponseOneOf;
