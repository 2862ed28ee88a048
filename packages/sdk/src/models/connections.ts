import type { FieldParameters, SelectedProperties } from './fields.js';
import type { ResultFor } from './inferred.js';
import type { PageCheckpoint, PageOf, PageParameters, PageTotals } from './page-parameters.js';

/**
 * The strategies of connections; the keys have `_` where the values have `-`.
 *
 * @enum
 */
export const GetClientConnectionsStrategyEnum = {
  ad: 'ad',
  adfs: 'adfs',
  amazon: 'amazon',
  apple: 'apple',
  dropbox: 'dropbox',
  bitbucket: 'bitbucket',
  aol: 'aol',
  auth0_oidc: 'auth0-oidc',
  auth0: 'auth0',
  baidu: 'baidu',
  bitly: 'bitly',
  box: 'box',
  custom: 'custom',
  daccount: 'daccount',
  dwolla: 'dwolla',
  email: 'email',
  evernote_sandbox: 'evernote-sandbox',
  evernote: 'evernote',
  exact: 'exact',
  facebook: 'facebook',
  fitbit: 'fitbit',
  flickr: 'flickr',
  github: 'github',
  google_apps: 'google-apps',
  google_oauth2: 'google-oauth2',
  instagram: 'instagram',
  ip: 'ip',
  line: 'line',
  linkedin: 'linkedin',
  miicard: 'miicard',
  oauth1: 'oauth1',
  oauth2: 'oauth2',
  office365: 'office365',
  oidc: 'oidc',
  okta: 'okta',
  paypal: 'paypal',
  paypal_sandbox: 'paypal-sandbox',
  pingfederate: 'pingfederate',
  planningcenter: 'planningcenter',
  renren: 'renren',
  salesforce_community: 'salesforce-community',
  salesforce_sandbox: 'salesforce-sandbox',
  salesforce: 'salesforce',
  samlp: 'samlp',
  sharepoint: 'sharepoint',
  shopify: 'shopify',
  sms: 'sms',
  soundcloud: 'soundcloud',
  thecity_sandbox: 'thecity-sandbox',
  thecity: 'thecity',
  thirtysevensignals: 'thirtysevensignals',
  twitter: 'twitter',
  untappd: 'untappd',
  vkontakte: 'vkontakte',
  waad: 'waad',
  weibo: 'weibo',
  windowslive: 'windowslive',
  wordpress: 'wordpress',
  yahoo: 'yahoo',
  yammer: 'yammer',
  yandex: 'yandex',
} as const;
/** How a connection signs people in. */
export type GetClientConnectionsStrategyEnum =
  (typeof GetClientConnectionsStrategyEnum)[keyof typeof GetClientConnectionsStrategyEnum];

/** The strategies of a connection: those of the list, and newer ones. */
export type ConnectionStrategy =
  | GetClientConnectionsStrategyEnum
  | 'asana'
  | 'atlassian'
  | 'auth0-adldap'
  | 'cloudflare-mcp'
  | 'gitlab'
  | 'hubspot-mcp'
  | 'linear-mcp'
  | 'notion-mcp'
  | 'sentry-mcp'
  | 'shop'
  | 'slack';

/** Whether something is in use. */
export interface ConnectionActivity {
  /** True when it is in use. */
  active: boolean;
}

/** How accounts are connected. */
export interface ConnectedAccounts extends ConnectionActivity {
  /** Whether accounts are connected by Cross App Access. */
  cross_app_access?: boolean | undefined;
  /** Whether an account without an id of its user is kept. */
  allow_missing_user_id?: boolean | undefined;
}

/** Whether assertions of this identity provider are accepted. */
export interface CrossAppAccessResourceApp {
  /** `enabled` when they are. */
  status: 'enabled' | 'disabled';
}

/** The settings of a connection that create, update and answers have alike. */
export interface ConnectionSettings {
  /** The name that people see: at most 128 characters. */
  display_name?: string | undefined;
  /** Realms: at most 100, each of 1 to 255 characters. Default: the name of the connection. */
  realms?: string[] | undefined;
  /** Whether it is only for people of its domains. Default false. */
  is_domain_connection?: boolean | undefined;
  /** Whether it is offered as a button. Default false where the strategy has one. */
  show_as_button?: boolean | undefined;
  /** Whether it is for signing in. */
  authentication?: ConnectionActivity | undefined;
  /** Whether its tokens are kept for calling other services. */
  connected_accounts?: ConnectedAccounts | undefined;
  /** Cross App Access: whether the connection asks for assertions. */
  cross_app_access_requesting_app?: ConnectionActivity | undefined;
}

/** Body of a new connection; needs `create:connections`. */
export interface ConnectionCreate extends ConnectionSettings {
  /** Letters, digits and inner dashes: 1 to 128, once per tenant. It never changes. */
  name: string;
  /** How it signs people in. It never changes. */
  strategy: ConnectionStrategy;
  /** Settings of the strategy, kept as sent. Default `{}`. */
  options?: Record<string, unknown> | undefined;
  /** At most ten entries, names and values of at most 255 characters; null is no entry. */
  metadata?: Record<string, string | null> | undefined;
  /** Ids of the clients that may use it: at most 1000, each once. Older than `updateEnabledClients`. */
  enabled_clients?: string[] | undefined;
  /** Cross App Access: whether assertions of this identity provider are accepted. */
  cross_app_access_resource_app?: CrossAppAccessResourceApp | undefined;
}

/** Body of a change of a connection: what is sent replaces what is there; needs `update:connections`. */
export interface ConnectionUpdate extends ConnectionSettings {
  /** Settings of the strategy, replaced as a whole; null empties them. */
  options?: Record<string, unknown> | null | undefined;
  /** At most ten entries, names and values of at most 255 characters; null is no entry. */
  metadata?: Record<string, string | null> | undefined;
  /** Ids of the clients that may use it: at most 1000, each once; null is none. Older than `updateEnabledClients`. */
  enabled_clients?: string[] | null | undefined;
  /** Cross App Access: whether assertions of this identity provider are accepted; null takes it away. */
  cross_app_access_resource_app?: CrossAppAccessResourceApp | null | undefined;
}

/**
 * A connection as it is listed for a client: all of it is seen with `read:connections`.
 */
export interface ConnectionForList extends ConnectionSettings {
  /** `con_` and 16 characters, made by the server. */
  id: string;
  /** Letters, digits and inner dashes, once per tenant. */
  name: string;
  /** How it signs people in. */
  strategy: ConnectionStrategy;
  /** Realms. */
  realms: string[];
  /** Whether it is only for people of its domains. */
  is_domain_connection: boolean;
  /** Settings of the strategy, kept as sent; seen with `read:connections` or `read:connections_options`. */
  options?: Record<string, unknown> | undefined;
  /** At most ten entries. */
  metadata?: Record<string, string> | undefined;
  /** Cross App Access: whether assertions of this identity provider are accepted. */
  cross_app_access_resource_app?: CrossAppAccessResourceApp | undefined;
}

/** A connection as answers show it. */
export interface Connection extends ConnectionForList {
  /** Ids of the clients that may use it. */
  enabled_clients: string[];
}

/** How a list of connections is filtered, cut and shown; needs `read:connections`. */
export interface GetConnectionsRequest extends PageParameters, FieldParameters {
  /** Only connections of these strategies: at most 100. */
  strategy?: ConnectionStrategy[] | undefined;
  /** Only the connection of this name: 1 to 128 characters. */
  name?: string | undefined;
  /** Only connections for this domain: 1 to 255 letters, digits, dots and dashes. */
  domain_alias?: string | undefined;
}

/** Which connection to read, and what of it; needs `read:connections`. */
export interface GetConnectionsByIdRequest extends FieldParameters {
  /** Id of the connection. */
  id: string;
}

/** Which connection to change. */
export interface PatchConnectionsByIdRequest {
  /** Id of the connection. */
  id: string;
}

/** Which connection to delete; needs `delete:connections`. */
export interface DeleteConnectionsByIdRequest {
  /** Id of the connection. */
  id: string;
}

/** A page of connections with `include_totals`. */
export interface GetConnections200ResponseOneOf<Item = Connection> extends PageTotals {
  /** The connections on this page. */
  connections: Item[];
}

/** A checkpoint list of connections. */
export interface GetConnections200ResponseOneOf1<Item = Connection> extends PageCheckpoint {
  /** The connections on this page. */
  connections: Item[];
}

/** A list of connections in any of its forms. */
export type GetConnections200Response =
  | Connection[]
  | GetConnections200ResponseOneOf
  | GetConnections200ResponseOneOf1;

/** A connection of which `fields` says what is answered. */
export type ConnectionOf<Fields extends string = string, Include extends boolean = true> = ResultFor<
  Fields,
  SelectedProperties<Connection, Fields, Include>
>;

/** The list of connections that these parameters are answered by. */
export type ConnectionsPageOf<
  Actual = GetConnectionsRequest,
  Fields extends string = string,
  Include extends boolean = true,
> = ResultFor<
  Actual,
  PageOf<
    Actual,
    ConnectionOf<Fields, Include>[],
    GetConnections200ResponseOneOf<ConnectionOf<Fields, Include>>,
    GetConnections200ResponseOneOf1<ConnectionOf<Fields, Include>>
  >
>;

/** Whose clients to list; needs `read:connections`. */
export interface GetConnectionClientsRequest extends Pick<PageParameters, 'from' | 'take'> {
  /** Id of the connection. */
  id: string;
}

/** A client that a connection is for. */
export interface GetConnectionClients200ResponseClientsInner {
  /** Id of the client. */
  client_id: string;
}

/** The clients that a connection is for; always a checkpoint list. */
export interface GetConnectionClients200Response extends PageCheckpoint {
  /** The clients on this page. */
  clients: GetConnectionClients200ResponseClientsInner[];
}

/** Whose clients to change; needs `update:connections`. */
export interface PatchClientsRequest {
  /** Id of the connection. */
  id: string;
}

/** One client that a connection is to be for, or no longer; a body has 1 to 50, each client once. */
export interface PatchClientsRequestInner {
  /** Id of the client: 1 to 255 characters. */
  client_id: string;
  /** True: the connection is for the client from now on. False: no longer. */
  status: boolean;
}

/**
 * Whose connections to list, and which; needs `read:connections`, and `read:clients` or `read:client_summary`.
 */
export interface GetClientConnectionsRequest extends Pick<PageParameters, 'from' | 'take'>, FieldParameters {
  /** Id of the client. */
  client_id: string;
  /** Only connections of these strategies: at most 100. */
  strategy?: ConnectionStrategy[] | undefined;
}

/** The connections that are for a client; always a checkpoint list. */
export interface GetClientConnections200Response<Item = ConnectionForList> extends PageCheckpoint {
  /** The connections on this page. */
  connections: Item[];
}

/** The connections of a client, of which `fields` says what is answered. */
export type ClientConnectionsPageOf<
  Fields extends string = string,
  Include extends boolean = true,
> = ResultFor<
  Fields,
  GetClientConnections200Response<SelectedProperties<ConnectionForList, Fields, Include>>
>;
