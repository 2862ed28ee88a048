import type { ClientSettings, JwtConfiguration } from './client-settings.js';
import type {
  NewCertificateCredential,
  NewPublicKeyCredential,
  NewSubjectCredential,
} from './credential-models.js';

/** A credential of the client, named where it is used. management-api.md 2.4 */
export interface CredentialReference {
  id: string;
}

/** Where a client names its credentials; at most two in each place. management-api.md 2.4 and 2.8 */
export interface CredentialSlots<
  PublicKey = CredentialReference,
  Subject = CredentialReference,
  Certificate = CredentialReference,
> {
  /** Excludes a `token_endpoint_auth_method` other than null. */
  client_authentication_methods?: {
    private_key_jwt?: { credentials: PublicKey[] };
    tls_client_auth?: { credentials: Subject[] };
    self_signed_tls_client_auth?: { credentials: Certificate[] };
  };
  signed_request_object?: { required?: boolean; credentials?: PublicKey[] };
  token_vault_privileged_access?: {
    credentials: PublicKey[];
    ip_allowlist?: string[];
    grants?: { connection: string; scopes: string[] }[];
  };
}

/** The settings of which a new client takes null for "not sent". management-api.md 2.8 */
type NullableOnCreate =
  | 'encryption_key'
  | 'native_social_login'
  | 'refresh_token'
  | 'session_transfer'
  | 'default_organization'
  | 'compliance_level'
  | 'par_request_expiry';

/** The settings that null takes away. management-api.md 2.4 */
type NullableOnUpdate =
  | NullableOnCreate
  | 'token_endpoint_auth_method'
  | 'addons'
  | 'mobile'
  | 'oidc_logout'
  | 'oidc_backchannel_logout'
  | 'cross_origin_loc'
  | 'fedcm_login'
  | 'organization_usage'
  | 'organization_require_behavior'
  | 'organization_discovery_methods'
  | 'skip_non_verifiable_callback_uri_confirmation_prompt'
  | 'token_exchange'
  | 'token_quota'
  | 'express_configuration'
  | 'my_organization_configuration'
  | 'identity_assertion_authorization_grant'
  | 'async_approval_notification_channels';

type OrNull<T> = { [key in keyof T]: T[key] | null };
type Nullable<T, Key extends keyof T> = Omit<T, Key> & OrNull<Pick<T, Key>>;

/** Body of a new client; its credentials are sent in full and enabled at once. management-api.md 2.2 */
export interface ClientCreate
  extends Nullable<ClientSettings, NullableOnCreate>,
    CredentialSlots<NewPublicKeyCredential, NewSubjectCredential, NewCertificateCredential> {
  name: string;
  /** Left out, the server makes one. */
  client_secret?: string;
  /** At most ten entries. */
  client_metadata?: Record<string, string>;
  jwt_configuration?: JwtConfiguration & { secret_encoded?: boolean };
  /** Only for `app_type` `resource_server`, and then needed. */
  resource_server_identifier?: string;
  third_party_security_mode?: 'strict' | 'permissive';
}

/** Body of a change: what is not sent stays, null takes away, credentials are named by id. management-api.md 2.4 */
export interface ClientUpdate extends Nullable<ClientSettings, NullableOnUpdate>, OrNull<CredentialSlots> {
  name?: string;
  /** Needs the scope `update:client_keys`. */
  client_secret?: string;
  /** Merged with what there is; null takes an entry away. */
  client_metadata?: Record<string, string | null>;
  /** Merged with what there is. */
  jwt_configuration?: JwtConfiguration | null;
}

/**
 * A client as answers show it. The token's scopes decide what is there; with `fields` even the required properties may
 * be left out. client-visibility.md
 */
export interface Client extends ClientSettings, CredentialSlots {
  client_id: string;
  name: string;
  tenant?: string;
  /** True for "All Applications", of which a tenant has one. */
  global?: boolean;
  /** Absent while the client has `client_authentication_methods`. */
  client_secret?: string;
  client_metadata?: Record<string, string>;
  jwt_configuration?: JwtConfiguration & { secret_encoded?: boolean };
  signing_keys?: { cert: string; pkcs7?: string; subject?: string }[] | null;
  cross_origin_auth?: boolean;
  resource_server_identifier?: string;
  third_party_security_mode?: 'strict' | 'permissive';
  external_client_id?: string;
  external_metadata_type?: 'cimd' | 'dcr';
  external_metadata_created_by?: 'admin' | 'client';
  jwks_uri?: string;
  /** Properties of older tenants. client-visibility.md */
  config_route?: string;
  api_type?: string;
  callback_url_template?: boolean;
  custom_login_page_codeview?: string;
  custom_login_page_off?: boolean;
  owners?: string[];
  resource_servers?: { identifier: string; scopes: string[] }[];
  [property: string]: unknown;
}

/** How a list of clients is filtered, cut and shown. sdk-contract.md 1, management-api.md 2.1 */
export interface GetClientsRequest {
  /** Names joined by commas, which `include_fields` includes (the default) or leaves out. */
  fields?: string;
  include_fields?: boolean;
  /** From 0. */
  page?: number;
  /** At most 100. */
  per_page?: number;
  include_totals?: boolean;
  /** The `next` of the list before. */
  from?: string;
  /** At most 100; `take` or `from` makes the list a checkpoint list. */
  take?: number;
  is_global?: boolean;
  is_first_party?: boolean;
  /** Types joined by commas. */
  app_type?: string;
  /** Ids joined by commas. */
  client_ids?: string;
  q?: string;
}

/** Which client to read, and what of it. sdk-contract.md 1 */
export interface GetClientsByIdRequest {
  client_id: string;
  fields?: string;
  include_fields?: boolean;
}

/** Which client to delete. sdk-contract.md 1 */
export interface DeleteClientsByIdRequest {
  client_id: string;
}

/** Which client to change. sdk-contract.md 1 */
export interface PatchClientsByIdRequest {
  client_id: string;
}

/** Which client gets a new secret. sdk-contract.md 1 */
export interface PostRotateSecretRequest {
  client_id: string;
}

/** A page of clients with `include_totals`. management-api.md 1.5 */
export interface GetClients200ResponseOneOf {
  start: number;
  limit: number;
  total: number;
  clients: Client[];
}

/** A checkpoint list of clients; `next` is there only when there is more. management-api.md 1.5 */
export interface GetClients200ResponseOneOf1 {
  next?: string;
  clients: Client[];
}

/** A list of clients in any of its forms. sdk-contract.md 1 */
export type GetClients200Response = Client[] | GetClients200ResponseOneOf | GetClients200ResponseOneOf1;
