/** The strategies of connections; the keys have `_` where the values have `-`. connections.md */
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
/** A strategy of connections. connections.md */
export type GetClientConnectionsStrategyEnum =
  (typeof GetClientConnectionsStrategyEnum)[keyof typeof GetClientConnectionsStrategyEnum];

/** Whose connections to list, and which. sdk-contract.md 1, management-api.md 2.7 */
export interface GetClientConnectionsRequest {
  client_id: string;
  strategy?: GetClientConnectionsStrategyEnum[];
  /** The `next` of the list before. */
  from?: string;
  take?: number;
  /** Names joined by commas, which `include_fields` includes (the default) or leaves out. */
  fields?: string;
  include_fields?: boolean;
}

/** A connection in a list; `fields` decides what is there. connections.md */
export interface ConnectionForList {
  id?: string;
  name?: string;
  strategy?: string;
  display_name?: string;
  options?: Record<string, unknown>;
  realms?: string[];
  is_domain_connection?: boolean;
  show_as_button?: boolean;
  metadata?: Record<string, string>;
  authentication?: { active: boolean };
  connected_accounts?: { active: boolean };
}

/** A checkpoint list of connections; `next` is there only when there is more. management-api.md 2.7 */
export interface GetClientConnections200Response {
  connections: ConnectionForList[];
  next?: string;
}
