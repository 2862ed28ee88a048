import type { ClientAssertionSigningAlg, SigningKey } from './client-assertion.js';
import { type Configuration, checkOption } from './configuration.js';
import type { ClientInfo } from './telemetry.js';

interface Settings extends Omit<Configuration, 'baseUrl' | 'parseError'> {
  /** The API that tokens are asked for; default `<issuer>api/v2/`. */
  audience?: string;
  /** The issuer that assertions are made for; with `baseUrl` it is discovered when it is not given. */
  issuer?: string;
  /** False leaves the `Auth0-Client` header out. */
  telemetry?: boolean;
  /** What the `Auth0-Client` header says instead. */
  clientInfo?: ClientInfo;
}

/** Where the server is: its host name, reached by https, or any http or https URL. sdk-contract.md 2 */
export type ServerOption = { domain: string; baseUrl?: never } | { baseUrl: string; domain?: never };

/** Tokens come from the caller; a function is called for every request. sdk-contract.md 2, Token */
export type ManagementClientOptionsWithToken = Settings &
  ServerOption & { token: string | (() => string | Promise<string>) };

/** Tokens are asked for with a client secret. sdk-contract.md 2, Token */
export type ManagementClientOptionsWithClientSecret = Settings &
  ServerOption & { clientId: string; clientSecret: string; useMTLS?: boolean };

/** Tokens are asked for with assertions: PKCS#8 in PEM or a CryptoKey, RS256 by default. sdk-contract.md 2, Token */
export type ManagementClientOptionsWithClientAssertion = Settings &
  ServerOption & {
    clientId: string;
    clientAssertionSigningKey: string | SigningKey;
    clientAssertionSigningAlg?: ClientAssertionSigningAlg;
    useMTLS?: boolean;
  };

/** All that a ManagementClient can be given. sdk-contract.md 2, Configuration */
export type ManagementClientOptions =
  | ManagementClientOptionsWithToken
  | ManagementClientOptionsWithClientSecret
  | ManagementClientOptionsWithClientAssertion;

/** The options seen as one: each present or not. sdk-contract.md 2, Configuration */
export interface GivenOptions extends Settings {
  domain?: string;
  baseUrl?: string;
  token?: string | (() => string | Promise<string>);
  clientId?: string;
  clientSecret?: string;
  clientAssertionSigningKey?: string | SigningKey;
  clientAssertionSigningAlg?: ClientAssertionSigningAlg;
  useMTLS?: boolean;
}

/** The places that a ManagementClient talks to. sdk-contract.md 2, Token */
export interface Server {
  apiUrl: string;
  authorizationUrl: string;
  /** Absent where it has to be discovered. */
  issuer?: string | undefined;
}

/** Refuses options that contradict each other or could not work, naming the option. sdk-contract.md 2 */
export function checkOptions(options: GivenOptions): void {
  const { domain, baseUrl, audience, clientInfo, headers, token } = options;
  checkOption('domain or baseUrl', 'given, and not both', (domain === undefined) !== (baseUrl === undefined));
  checkOption('audience', 'a text', audience === undefined || isText(audience));
  checkOption('clientInfo', 'an object', clientInfo === undefined || isObject(clientInfo));
  checkOption('headers', 'a plain object', headers === undefined || isObject(headers));
  if (token === undefined) checkCredentials(options);
  else checkOption('token', 'a text or a function', isText(token) || typeof token === 'function');
}

function checkCredentials(options: GivenOptions): void {
  const { clientId, clientSecret, clientAssertionSigningKey: key, useMTLS, domain } = options;
  checkOption(
    'token',
    'given, or clientId with clientSecret or clientAssertionSigningKey',
    clientId !== undefined,
  );
  checkOption('clientId', 'a text', isText(clientId));
  checkOption('useMTLS', 'used with domain', !useMTLS || domain !== undefined);
  checkOption(
    'clientAssertionSigningKey',
    'a text or a key',
    key === undefined || isText(key) || isObject(key),
  );
  const needsNoSecret = key !== undefined || (useMTLS === true && clientSecret === undefined);
  checkOption(
    'clientSecret',
    'a text, or clientAssertionSigningKey given',
    needsNoSecret || isText(clientSecret),
  );
}

/** Finds the API, the authorization server and the issuer. sdk-contract.md 2 */
export function serverOf({ domain, baseUrl, issuer, useMTLS }: GivenOptions): Server {
  const root = baseUrl === undefined ? `https://${hostOf(domain ?? '')}` : rootOf(baseUrl);
  return {
    apiUrl: `${root}/api/v2`,
    authorizationUrl: useMTLS ? `https://mtls.${domain}` : root,
    issuer: issuer === undefined ? domain && `${root}/` : issuerOf(issuer),
  };
}

function hostOf(domain: string): string {
  const url = URL.canParse(`https://${domain}/`) ? new URL(`https://${domain}/`) : undefined;
  const isHost = /^[^/?#@\\\s]+$/.test(domain) && url?.pathname === '/';
  checkOption('domain', 'a host name, without scheme or path', isHost);
  return domain;
}

function rootOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  checkOption('baseUrl', 'an http or https URL', url?.protocol === 'http:' || url?.protocol === 'https:');
  const { username, password, search, hash } = url;
  checkOption(
    'baseUrl',
    'without credentials, query and fragment',
    !(username || password || search || hash),
  );
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/api\/v2$/, '')}`;
}

// Every issuer of the kind ends with a slash, and issuers are compared exactly.
function issuerOf(issuer: string): string {
  checkOption('issuer', 'a URL', URL.canParse(issuer));
  return issuer.endsWith('/') ? issuer : `${issuer}/`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
