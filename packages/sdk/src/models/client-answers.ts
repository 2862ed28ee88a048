import type { CredentialSlots } from './client-bodies.js';
import type { JwtConfiguration } from './client-setting-values.js';
import type { ClientSettings } from './client-settings.js';
import type { CertificateCredential, PublicKeyCredential, SubjectCredential } from './credentials.js';
import type { ResultFor } from './inferred.js';

/** A certificate of a client. */
export interface ClientSigningKey {
  /** The certificate in PEM. */
  cert: string;
  /** The certificate as PKCS#7 in PEM. */
  pkcs7?: string | undefined;
  /** Its subject; `deprecated` in lists. */
  subject?: string | undefined;
}

/** An API of a client of older tenants. */
export interface ClientResourceServer {
  /** Identifier of the API. */
  identifier: string;
  /** Its scopes. */
  scopes: string[];
}

/**
 * A client as it is read. Whoever may read it sees `client_id` and `name`; all else depends on the scopes of the token
 * and on the client. Open to declaration merging.
 */
export interface Client extends ClientSettings, CredentialSlots {
  /**
   * 32 letters and digits, or `tpc_` and 22 characters for strict third parties; made by the server.
   * Seen with any scope that reads clients.
   */
  client_id: string;
  /**
   * Name of the client, not unique: 1 to 255 characters without `<` and `>`.
   * Seen with any scope that reads clients.
   */
  name: string;
  /**
   * The tenant that the client belongs to; lists with `fields` show it unasked.
   * Seen with `read:clients` or `read:client_keys`.
   */
  tenant?: string | undefined;
  /**
   * True for "All Applications", of which a tenant has one; it cannot be deleted.
   * Seen with `read:clients` or `read:client_keys`.
   */
  global?: boolean | undefined;
  /**
   * The secret, used as it is: it is not base64 of something else. Absent while the client has
   * `client_authentication_methods`.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  client_secret?: string | undefined;
  /**
   * At most ten entries, names and values of at most 255 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  client_metadata?: Record<string, string> | undefined;
  /** How tokens for the client are made. Seen with `read:clients` or `read:client_keys`. */
  jwt_configuration?: JwtConfiguration | undefined;
  /**
   * Certificates of the client; never a private key, and never what signs tokens. `signing_key` in `fields` names it
   * too.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  signing_keys?: ClientSigningKey[] | undefined;
  /** When it was made; read-only. Seen with `read:clients` or `read:client_keys`. */
  created_at?: string | undefined;
  /** When it was last changed; read-only. Seen with `read:clients` or `read:client_keys`. */
  updated_at?: string | undefined;
  /** Identifier of the API that is this client. Seen with `read:clients` or `read:client_keys`. */
  resource_server_identifier?: string | undefined;
  /** Id by which the client is known elsewhere; read-only. Seen with `read:clients` or `read:client_keys`. */
  external_client_id?: string | undefined;
  /**
   * How its metadata came: from a document at its id, or by registration; read-only.
   * Seen with `read:clients` or `read:client_keys`.
   */
  external_metadata_type?: 'cimd' | 'dcr' | undefined;
  /** Who registered its metadata; read-only. Seen with `read:clients` or `read:client_keys`. */
  external_metadata_created_by?: 'admin' | 'client' | undefined;
  /** URL of its keys; read-only. Seen with `read:clients` or `read:client_keys`. */
  jwks_uri?: string | undefined;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  config_route?: string | undefined;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  api_type?: string | undefined;
  /**
   * Property of older tenants; read-only, false on new clients.
   * Seen with `read:clients` or `read:client_keys`.
   */
  callback_url_template?: boolean | undefined;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  custom_login_page_codeview?: string | undefined;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  custom_login_page_off?: boolean | undefined;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  owners?: string[] | undefined;
  /**
   * Property of older tenants: APIs and their scopes; read-only.
   * Seen with `read:clients` or `read:client_keys`.
   */
  resource_servers?: ClientResourceServer[] | undefined;
}

/**
 * A client as the one who created it sees it, with its credentials in full but for the key. All of it is there for a
 * token that reads clients too; without such a scope, its id and secret alone.
 */
export interface ClientCreated
  extends Omit<Client, keyof CredentialSlots>,
    CredentialSlots<PublicKeyCredential, SubjectCredential, CertificateCredential> {
  /** True; in this answer only. Seen with `read:clients` or `read:client_keys`. */
  encrypted?: boolean | undefined;
}

/** A new client with its secret. */
export interface ClientCreatedWithSecret extends ClientCreated {
  /** Always there. */
  client_secret: string;
}

/**
 * A new client, which has a secret unless its body has `client_authentication_methods`. Where no body is known, as in
 * `ReturnType`, it is any client.
 */
export type CreatedOf<Body> = ResultFor<
  Body,
  undefined extends Body ? Client : Body extends WithoutSecret ? ClientCreated : ClientCreatedWithSecret
>;

type WithoutSecret =
  | {
      /** Keys and certificates take the place of the secret. */
      client_authentication_methods: object;
    }
  | {
      /** It has no secret. */
      app_type: 'express_configuration';
    };

/**
 * A client whose secret was rotated. All of it is there for a token that reads clients too; without such a scope, its
 * id and new secret alone.
 */
export interface ClientRotated extends Client {
  /** The new secret, always there: 64 characters. */
  client_secret: string;
}

/** A client whose secret was rotated. Where no parameters are known, as in `ReturnType`, it is any client. */
export type RotatedOf<Actual> = ResultFor<Actual, undefined extends Actual ? Client : ClientRotated>;

/**
 * A changed client. All of it is there for a token that reads clients too; without such a scope, nothing.
 */
export interface ClientUpdated extends Client {}
