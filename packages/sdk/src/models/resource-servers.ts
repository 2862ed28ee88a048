import type { FieldParameters, SelectedProperties } from './fields.js';
import type { ResultFor } from './inferred.js';
import type { PageCheckpoint, PageOf, PageParameters, PageTotals } from './page-parameters.js';

/** A scope of an API. */
export interface ResourceServerScope {
  /** Its name: 1 to 280 characters without white space, once per API. */
  value: string;
  /** What it allows: at most 500 characters. */
  description?: string | undefined;
}

/** The key that an API's tokens are encrypted for, as it is sent. */
export interface NewTokenEncryptionKey {
  /** For people: 1 to 128 characters. */
  name?: string | undefined;
  /** How the content key is encrypted (RFC 7518, 4.3). */
  alg: 'RSA-OAEP-256' | 'RSA-OAEP-384' | 'RSA-OAEP-512';
  /** Id of the key, which tokens name: 1 to 128 characters. */
  kid?: string | undefined;
  /** The public key in PEM: 1 to 4096 characters. No answer shows it. */
  pem: string;
}

/** The key that an API's tokens are encrypted for, as answers show it. */
export interface TokenEncryptionKey extends Omit<NewTokenEncryptionKey, 'pem'> {
  /** The key's thumbprint (RFC 7638), where it has no `kid`. */
  thumbprint_sha256?: string | undefined;
}

/** How an API's tokens are encrypted: in bodies with the key, in answers without. */
export interface TokenEncryption<Key = TokenEncryptionKey> {
  /** Signed first, then encrypted, both in compact form. */
  format: 'compact-nested-jwe';
  /** The key that they are encrypted for. */
  encryption_key: Key;
}

/** Who gets tokens of an API. */
export interface SubjectTypeAuthorization {
  /** Tokens for users. */
  user?:
    | {
        /** Any client, none, or those with a client grant for users. */
        policy?: 'allow_all' | 'deny_all' | 'require_client_grant' | undefined;
      }
    | undefined;
  /** Tokens for clients themselves. */
  client?:
    | {
        /** No client, or those with a client grant. */
        policy?: 'deny_all' | 'require_client_grant' | undefined;
      }
    | undefined;
  /** Tokens of anonymous sessions. */
  anonymous_user?:
    | {
        /** No client, or those with a client grant for anonymous users. */
        policy?: 'deny_all' | 'require_client_grant' | undefined;
      }
    | undefined;
}

/** Whether tokens of an API are bound to a key. */
export interface ProofOfPossession {
  /** How possession is proved: by a TLS certificate (RFC 8705) or by DPoP (RFC 9449). */
  mechanism: 'mtls' | 'dpop';
  /** True issues bound tokens only. */
  required: boolean;
  /** Whom `required` is for. */
  required_for?: 'public_clients' | 'all_clients' | undefined;
}

/** The authorization policy of an API. */
export interface AuthorizationPolicy {
  /** Id of the policy: 1 to 1024 characters. */
  policy_id: string;
}

/** The algorithms that sign an API's tokens: HS256 with a shared secret, the others with the server's keys. */
export type ResourceServerSigningAlg = 'HS256' | 'RS256' | 'RS512' | 'PS256' | 'ES256' | 'EdDSA';

/** The settings of an API that create, update and answers have alike. */
export interface ResourceServerSettings {
  /** For people: 1 to 200 characters without `<` and `>`. */
  name?: string | undefined;
  /** The scopes that it has: at most 1000; a change replaces them all. */
  scopes?: ResourceServerScope[] | undefined;
  /** What signs its tokens. Default RS256. */
  signing_alg?: ResourceServerSigningAlg | undefined;
  /** What signs tokens with HS256, and only those: 16 to 255 characters. Default: 32 made by the server. */
  signing_secret?: string | undefined;
  /** Whether refresh tokens may be issued. Default false. */
  allow_offline_access?: boolean | undefined;
  /** Whether refresh tokens that end with the session may be issued. */
  allow_online_access?: boolean | undefined;
  /** The same for ephemeral sessions. */
  allow_online_access_with_ephemeral_sessions?: boolean | undefined;
  /** Whether users of first-party clients are not asked for consent. Default false. */
  skip_consent_for_verifiable_first_party_clients?: boolean | undefined;
  /** Seconds for which a token is valid: 0 to 2592000. Default 86400. */
  token_lifetime?: number | undefined;
  /** Seconds for which a token of a browser flow is valid: 0 to `token_lifetime`. Default 7200. */
  token_lifetime_for_web?: number | undefined;
  /** Form of the access tokens; `rfc9068_profile` ones follow RFC 9068, `_authz` ones hold permissions. */
  token_dialect?:
    | 'access_token'
    | 'access_token_authz'
    | 'rfc9068_profile'
    | 'rfc9068_profile_authz'
    | undefined;
  /** Whether authorization policies are enforced. */
  enforce_policies?: boolean | undefined;
  /** Who gets tokens. Default: clients with a client grant, and all users. */
  subject_type_authorization?: SubjectTypeAuthorization | undefined;
}

/** The settings of an API that null takes away. */
export interface RemovableResourceServerSettings<Encryption = TokenEncryption> {
  /** How tokens are encrypted. */
  token_encryption?: Encryption | undefined;
  /** When consent is asked for. */
  consent_policy?: 'transactional-authorization-with-mfa' | undefined;
  /** Types of authorization details (RFC 9396) that it knows, each as `{"type": "…"}`: at most 100. */
  authorization_details?: unknown[] | undefined;
  /** Whether tokens are bound to a key. */
  proof_of_possession?: ProofOfPossession | undefined;
  /** Seconds for which a token of an anonymous session is valid: 0 to 2592000. */
  token_lifetime_for_anonymous_access_tokens?: number | undefined;
  /** Claims that name an agent; kept as sent. */
  agent_subject_claims?: unknown | undefined;
  /** The policy that decides about tokens. */
  authorization_policy?: AuthorizationPolicy | undefined;
}

type OrNull<T> = { [Name in keyof T]: T[Name] | null };

/** Body of a change of an API; needs `update:resource_servers`. */
export interface ResourceServerUpdate
  extends ResourceServerSettings,
    OrNull<RemovableResourceServerSettings<TokenEncryption<NewTokenEncryptionKey>>> {}

/** Body of a new API, where null means "not sent"; needs `create:resource_servers`. */
export interface ResourceServerCreate extends ResourceServerUpdate {
  /** What tokens name as their audience: 1 to 600 characters without white space. It never changes. */
  identifier: string;
}

/**
 * An API as answers show it: all of it is seen with `read:resource_servers`, and in the answer to the one who made or
 * changed it.
 */
export interface ResourceServer extends ResourceServerSettings, RemovableResourceServerSettings {
  /** 24 hexadecimal digits, made by the server. */
  id: string;
  /** What tokens name as their audience. */
  identifier: string;
  /** What signs its tokens. */
  signing_alg: ResourceServerSigningAlg;
  /** Whether refresh tokens may be issued. */
  allow_offline_access: boolean;
  /** Whether users of first-party clients are not asked for consent. */
  skip_consent_for_verifiable_first_party_clients: boolean;
  /** Seconds for which a token is valid. */
  token_lifetime: number;
  /** Seconds for which a token of a browser flow is valid. */
  token_lifetime_for_web: number;
  /** True on APIs of the server itself, of which little can be changed; else absent. */
  is_system?: boolean | undefined;
  /** The client that is this API. */
  client_id?: string | undefined;
}

/** How a list of APIs is filtered, cut and shown; needs `read:resource_servers`. */
export interface GetResourceServersRequest extends PageParameters, FieldParameters {
  /** Only the APIs with these identifiers: at most ten, each of at most 1000 characters. */
  identifiers?: string[] | undefined;
}

/** Which API to read, and what of it; needs `read:resource_servers`. */
export interface GetResourceServersByIdRequest extends FieldParameters {
  /** Id or identifier of the API. */
  id: string;
}

/** Which API to change. */
export interface PatchResourceServersByIdRequest {
  /** Id or identifier of the API. */
  id: string;
}

/** Which API to delete; needs `delete:resource_servers`. */
export interface DeleteResourceServersByIdRequest {
  /** Id or identifier of the API. */
  id: string;
}

/** A page of APIs with `include_totals`. */
export interface GetResourceServers200ResponseOneOf<Item = ResourceServer> extends PageTotals {
  /** The APIs on this page. */
  resource_servers: Item[];
}

/** A checkpoint list of APIs. */
export interface GetResourceServers200ResponseOneOf1<Item = ResourceServer> extends PageCheckpoint {
  /** The APIs on this page. */
  resource_servers: Item[];
}

/** A list of APIs in any of its forms. */
export type GetResourceServers200Response =
  | ResourceServer[]
  | GetResourceServers200ResponseOneOf
  | GetResourceServers200ResponseOneOf1;

/** An API of which `fields` says what is answered. */
export type ResourceServerOf<Fields extends string = string, Include extends boolean = true> = ResultFor<
  Fields,
  SelectedProperties<ResourceServer, Fields, Include>
>;

/** The list of APIs that these parameters are answered by. */
export type ResourceServersPageOf<
  Actual = GetResourceServersRequest,
  Fields extends string = string,
  Include extends boolean = true,
> = ResultFor<
  Actual,
  PageOf<
    Actual,
    ResourceServerOf<Fields, Include>[],
    GetResourceServers200ResponseOneOf<ResourceServerOf<Fields, Include>>,
    GetResourceServers200ResponseOneOf1<ResourceServerOf<Fields, Include>>
  >
>;
