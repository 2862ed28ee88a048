import { isVisible } from '../runtime/configuration.js';
import {
  type ClientAssertionSigningAlg,
  clientAssertionSigner,
  type SigningKey,
} from './client-assertion.js';
import { trustedIssuer } from './issuer.js';
import { singleFlight } from './single-flight.js';
import type { TokenAnswer, TokenEndpoint } from './token-endpoint.js';
import type { StoredToken, TokenStore } from './token-store.js';

const LEEWAY = 10_000;
const CLOCK_LEEWAY = 2_000;

/** Who asks for tokens, and how it authenticates: a key takes precedence over a secret. */
export interface ClientCredentials {
  clientId: string;
  clientSecret?: string | undefined;
  clientAssertionSigningKey?: SigningKey | undefined;
  clientAssertionSigningAlg?: ClientAssertionSigningAlg | undefined;
}

/** What a token source needs to know; without an issuer it asks the endpoint, once. */
export interface TokenSourceOptions extends ClientCredentials {
  endpoint: TokenEndpoint;
  issuer?: string | undefined;
  audience?: string | undefined;
  tokenStore?: TokenStore | undefined;
  /** Where the API is, whose origin a discovered issuer has. */
  baseUrl: string;
  /** By how many milliseconds the server's clock is ahead, as far as its answers say. */
  clockOffset: () => number;
  /** Where the endpoint is; part of the key in the store. */
  authorizationUrl: string;
}

/** Gives a token; one that was refused is given no more. */
export type TokenSource = (refused?: string) => string | Promise<string>;

/** Gives a token that lasts at least ten seconds more, and asks for one only when needed. */
export function tokenSource(options: TokenSourceOptions): TokenSource {
  const { endpoint, clientId, clientSecret, audience, tokenStore, clockOffset } = options;
  const { clientAssertionSigningKey: signingKey } = options;
  const issuer = singleFlight(
    async () => options.issuer ?? trustedIssuer((await endpoint.ask()).issuer, options.baseUrl),
  );
  const authenticate = signingKey
    ? clientAssertionSigner(options, () => Date.now() + clockOffset())
    : () => clientSecret && { client_secret: clientSecret };
  const key = [options.authorizationUrl, clientId, audience].join(' ');
  let refusedToken: string | undefined;
  const lasts = (token?: StoredToken | null): token is StoredToken =>
    isVisible(token?.accessToken) &&
    token?.accessToken !== refusedToken &&
    Number(token?.expiresAt) - LEEWAY >= Date.now();
  const ask = async (again = true): Promise<TokenAnswer> => {
    const form = {
      client_id: clientId,
      audience: audience ?? `${await issuer()}api/v2/`,
      ...(await authenticate(issuer)),
      grant_type: 'client_credentials',
    };
    const known = clockOffset();
    return endpoint.ask(form).catch((error) => {
      // What was signed by a clock that is wrong is signed once more by the right one.
      if (again && signingKey && Math.abs(known - clockOffset()) > CLOCK_LEEWAY) return ask(false);
      throw error;
    });
  };
  const current = singleFlight(async () => {
    const stored = await tokenStore?.get(key);
    if (lasts(stored)) return stored;
    const askedAt = Date.now();
    const { access_token: accessToken, expires_in = 0 } = await ask();
    const token = { accessToken, expiresAt: askedAt + expires_in * 1000 };
    await tokenStore?.set(key, token);
    return token;
  }, lasts);
  return async (refused) => {
    refusedToken = refused ?? refusedToken;
    return (await current()).accessToken;
  };
}
