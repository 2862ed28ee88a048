import type { CredentialSlots } from './client-bodies.js';
import type { JwtConfiguration } from './client-setting-values.js';
import type { ClientSettings } from './client-settings.js';
import type { GetCredentials200ResponseInner } from './credentials.js';

/** A certificate of a client. */
export interface ClientSigningKey {
  /** The certificate in PEM. */
  cert: string;
  /** The certificate as PKCS#7 in PEM. */
  pkcs7?: string;
  /** Its subject; `deprecated` in lists. */
  subject?: string;
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
  tenant?: string;
  /**
   * True for "All Applications", of which a tenant has one; it cannot be deleted.
   * Seen with `read:clients` or `read:client_keys`.
   */
  global?: boolean;
  /**
   * The secret, used as it is: it is not base64 of something else. Absent while the client has
   * `client_authentication_methods`.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  client_secret?: string;
  /**
   * At most ten entries, names and values of at most 255 characters.
   * Seen with `read:clients` or `read:client_keys`.
   */
  client_metadata?: Record<string, string>;
  /** How tokens for the client are made. Seen with `read:clients` or `read:client_keys`. */
  jwt_configuration?: JwtConfiguration;
  /**
   * Certificates of the client; never a private key, and never what signs tokens. `signing_key` in `fields` names it
   * too.
   * Seen with `read:client_keys` or `read:client_credentials`.
   */
  signing_keys?: ClientSigningKey[];
  /** When it was made; read-only. Seen with `read:clients` or `read:client_keys`. */
  created_at?: string;
  /** When it was last changed; read-only. Seen with `read:clients` or `read:client_keys`. */
  updated_at?: string;
  /** Identifier of the API that is this client. Seen with `read:clients` or `read:client_keys`. */
  resource_server_identifier?: string;
  /** Id by which the client is known elsewhere; read-only. Seen with `read:clients` or `read:client_keys`. */
  external_client_id?: string;
  /**
   * How its metadata came: from a document at its id, or by registration; read-only.
   * Seen with `read:clients` or `read:client_keys`.
   */
  external_metadata_type?: 'cimd' | 'dcr';
  /** Who registered its metadata; read-only. Seen with `read:clients` or `read:client_keys`. */
  external_metadata_created_by?: 'admin' | 'client';
  /** URL of its keys; read-only. Seen with `read:clients` or `read:client_keys`. */
  jwks_uri?: string;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  config_route?: string;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  api_type?: string;
  /**
   * Property of older tenants; read-only, false on new clients.
   * Seen with `read:clients` or `read:client_keys`.
   */
  callback_url_template?: boolean;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  custom_login_page_codeview?: string;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  custom_login_page_off?: boolean;
  /** Property of older tenants; read-only. Seen with `read:clients` or `read:client_keys`. */
  owners?: string[];
  /**
   * Property of older tenants: APIs and their scopes; read-only.
   * Seen with `read:clients` or `read:client_keys`.
   */
  resource_servers?: {
    /** Identifier of the API. */
    identifier: string;
    /** Its scopes. */
    scopes: string[];
  }[];
}

/**
 * A client as the one who created it sees it: its id and secret, and as much else as the scopes that read clients show.
 * Its credentials are there in full, but for the key.
 */
export interface ClientCreated
  extends Omit<Partial<Client>, 'client_id' | keyof CredentialSlots>,
    CredentialSlots<
      GetCredentials200ResponseInner,
      GetCredentials200ResponseInner,
      GetCredentials200ResponseInner
    > {
  /** Always there. */
  client_id: string;
  /** Always there, but for a client with `client_authentication_methods`. */
  client_secret?: string;
  /** True; in this answer only. Seen with `read:clients` or `read:client_keys`. */
  encrypted?: boolean;
}

/** A client whose secret was rotated: its id and new secret, and as much else as the scopes show. */
export interface ClientRotated extends Omit<Partial<Client>, 'client_id' | 'client_secret'> {
  /** Always there. */
  client_id: string;
  /** The new secret, always there: 64 characters. */
  client_secret: string;
}

/** A changed client as far as the scopes that read clients show it; with none of them it is empty. */
export interface ClientUpdated extends Partial<Client> {}
