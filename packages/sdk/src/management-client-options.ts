import { type Configuration, refuse } from './runtime/configuration.js';
import type { ClientInfo } from './runtime/telemetry.js';
import type { ClientAssertionSigningAlg, SigningKey } from './tokens/client-assertion.js';
import type { TokenStore } from './tokens/token-store.js';

/** What a client is set up with, beside where its server is and what its tokens come from. */
export interface ClientOptions extends Omit<Configuration, 'baseUrl' | 'parseError' | 'policy'> {
  /** The API that tokens are asked for; default `<issuer>api/v2/`. */
  audience?: string | undefined;
  /**
   * The issuer that assertions are made for. With `baseUrl` it is discovered when it is not given, and must then have the
   * same origin, or both be on this machine. RFC 8414 section 3.3
   */
  issuer?: string | undefined;
  /** False leaves the `Auth0-Client` header out. */
  telemetry?: boolean | undefined;
  /** What the `Auth0-Client` header says instead. */
  clientInfo?: ClientInfo | undefined;
  /** Where tokens are kept beyond this process. */
  tokenStore?: TokenStore | undefined;
}

/** Where the server is: its host name, reached by https, or any http or https URL */
export type ServerOption =
  | {
      /** Its host name, perhaps with a port; reached by https. */
      domain: string;
      /** Either this or `domain`. */
      baseUrl?: undefined;
    }
  | {
      /** Its http or https URL, with or without `/api/v2`. */
      baseUrl: string;
      /** Either this or `baseUrl`. */
      domain?: undefined;
    };

/** Tokens come from the caller; a function is called for every request */
export type ManagementClientOptionsWithToken = ClientOptions &
  ServerOption & {
    /** A token for the Management API, or what gives one. */
    token: string | (() => string | Promise<string>);
  };

/** Tokens are asked for with a client secret */
export type ManagementClientOptionsWithClientSecret = ClientOptions &
  ServerOption & {
    /** Id of the client that asks. */
    clientId: string;
    /** Its secret. */
    clientSecret: string;
    /** True asks for tokens at `mtls.<domain>`. */
    useMTLS?: boolean | undefined;
  };

/**
 * Tokens are asked for with assertions, signed with a key in PKCS#8 PEM, a JSON Web Key or a CryptoKey; the algorithm
 * is what a JSON Web Key or CryptoKey says, else RS256
 */
export type ManagementClientOptionsWithClientAssertion = ClientOptions &
  ServerOption & {
    /** Id of the client that asks. */
    clientId: string;
    /** Its private key. */
    clientAssertionSigningKey: SigningKey;
    /** What the key signs with, where it does not say so itself. */
    clientAssertionSigningAlg?: ClientAssertionSigningAlg | undefined;
    /** True asks for tokens at `mtls.<domain>`. */
    useMTLS?: boolean | undefined;
  };

/** Tokens are asked for, with a client secret or with assertions. */
export type ManagementClientOptionsWithClientCredentials =
  | ManagementClientOptionsWithClientSecret
  | ManagementClientOptionsWithClientAssertion;

/** All that a ManagementClient can be given. */
export type AnyManagementClientOptions =
  | ManagementClientOptionsWithToken
  | ManagementClientOptionsWithClientCredentials;

/** What the options have in common with a `domain`, as in auth0 v4: to be completed by what tokens come from. */
export interface ManagementClientOptions extends ClientOptions {
  /** Its host name, perhaps with a port; reached by https. */
  domain: string;
  /** Either this or `domain`. */
  baseUrl?: undefined;
}

/** The options seen as one: each present or not. */
export interface GivenOptions extends ClientOptions {
  domain?: string | undefined;
  baseUrl?: string | undefined;
  token?: string | (() => string | Promise<string>) | undefined;
  clientId?: string;
  clientSecret?: string | undefined;
  clientAssertionSigningKey?: SigningKey | undefined;
  clientAssertionSigningAlg?: ClientAssertionSigningAlg | undefined;
  useMTLS?: boolean | undefined;
}

/** What options must be: an array, or what `typeof` says of them, where a string is not empty. */
const KINDS: Record<string, string> = {
  array: ' middleware retryWhen ',
  function: ' fetch ',
  number: ' maxRetries timeoutDuration ',
  object: ' clientInfo headers retry tokenStore ',
  string: ' audience baseUrl clientId clientSecret domain issuer ',
};

const HOST = /^[^/?#@\\\s]*$/;
const SERVER = /^https?:\/\/[^/?#@\\\s][^?#@\\\s]*$/;

/**
 * Refuses options that contradict each other or could not work.
 * @throws ConfigurationError that names the option.
 */
export function checkManagementClientOptions(options: GivenOptions): void {
  const { domain = '', baseUrl = `https://${domain}`, timeoutDuration = 1 } = options;
  for (const [option, value] of Object.entries({ ...options, ...options.retry })) {
    const type = Array.isArray(value) ? 'array' : typeof value;
    const kind = Object.keys(KINDS).find((one) => KINDS[one]?.includes(` ${option} `)) ?? type;
    if (value !== undefined && (type !== kind || value === '' || (value as number) < 0))
      refuse(option, type === kind ? 'not empty or below 0' : kind);
  }
  const { clientSecret, clientAssertionSigningKey, useMTLS, clientId, token = clientId } = options;
  const proof = clientSecret ?? clientAssertionSigningKey ?? useMTLS;
  const must = (option: string, what: string, holds: unknown) => {
    if (!holds) refuse(option, what);
  };
  must('domain or baseUrl', 'given once', !options.domain !== !options.baseUrl);
  must('domain', 'a host name', HOST.test(domain));
  must('baseUrl', 'an http(s) URL', SERVER.test(baseUrl));
  must('timeoutDuration', 'above 0', timeoutDuration > 0);
  must('token', 'given, or clientId', /string|function/.test(typeof token) && token);
  must('clientSecret', 'given, or clientAssertionSigningKey', options.token ?? proof);
}
