import {
  type ClientAssertionSigningAlg,
  clientAssertionSigner,
  type SigningKey,
} from './client-assertion.js';
import { singleFlight } from './single-flight.js';
import type { TokenEndpoint } from './token-endpoint.js';

const LEEWAY = 10_000;

/** Who asks for tokens, and how it authenticates: a key takes precedence over a secret. sdk-contract.md 2, Token */
export interface ClientCredentials {
  clientId: string;
  clientSecret?: string | undefined;
  clientAssertionSigningKey?: string | SigningKey | undefined;
  clientAssertionSigningAlg?: ClientAssertionSigningAlg | undefined;
}

/** What a token source needs to know; without an issuer it asks the endpoint, once. sdk-contract.md 2, Token */
export interface TokenSourceOptions {
  endpoint: TokenEndpoint;
  credentials: ClientCredentials;
  issuer?: string | undefined;
  audience?: string | undefined;
}

/** Gives an access token that lasts at least ten seconds more, and asks for one only when needed. sdk-contract.md 2 */
export function tokenSource({ endpoint, credentials, ...given }: TokenSourceOptions): () => Promise<string> {
  const { clientId } = credentials;
  const { issuer: known } = given;
  const issuer = known === undefined ? singleFlight(() => endpoint.discoverIssuer()) : async () => known;
  const authenticate = authenticationOf(credentials, issuer);
  const request = async () => {
    const askedAt = Date.now();
    const answer = await endpoint.requestToken({
      client_id: clientId,
      audience: given.audience ?? managementAudience(await issuer()),
      ...(await authenticate()),
      grant_type: 'client_credentials',
    });
    return { token: answer.access_token, expiresAt: askedAt + (answer.expires_in ?? 0) * 1000 };
  };
  const current = singleFlight(request, ({ expiresAt }) => Date.now() <= expiresAt - LEEWAY);
  return async () => (await current()).token;
}

type Authentication = () => Promise<Record<string, string>>;

function authenticationOf(credentials: ClientCredentials, issuer: () => Promise<string>): Authentication {
  const { clientId, clientSecret, clientAssertionSigningKey: key } = credentials;
  if (key !== undefined) {
    const sign = clientAssertionSigner({
      clientId,
      key,
      alg: credentials.clientAssertionSigningAlg ?? 'RS256',
    });
    return async () => ({
      client_assertion: await sign(await issuer()),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
  }
  return async () => (clientSecret === undefined ? {} : { client_secret: clientSecret });
}

function managementAudience(issuer: string): string {
  return `${issuer}${issuer.endsWith('/') ? '' : '/'}api/v2/`;
}
