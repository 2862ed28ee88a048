import type * as OpenId from 'openid-client';
import type { Configuration, IDToken } from 'openid-client';
import type { SignedIn } from '../session/sessions.js';
import type { SignInFlow } from './sign-in-flow.js';

/** The OpenID provider by which people sign in. */
export interface ProviderSettings {
  issuer: string;
  clientId: string;
  /** Absent for a public client. */
  clientSecret?: string;
  /** The claim that lists the groups of a person. */
  groupsClaim: string;
}

/** Sends people to a provider, and finds out who comes back. OpenID Connect Core 1.0 section 3.1 */
export interface Provider {
  /** The URL to which a browser is sent. */
  authorizationUrl(flow: SignInFlow, redirectUri: string): Promise<URL>;
  /** Who the provider says has come back with this URL. @throws where it says so to nobody, or not in this flow. */
  personFrom(url: URL, flow: SignInFlow): Promise<SignedIn>;
}

/** Seconds that a provider may take to answer. */
const timeout = 10;
/** Milliseconds after which the description of a provider is read again. */
const descriptionKept = 3_600_000;

/** A provider that is asked when somebody signs in, and not before: a server starts without it. docs/decisions/0124 */
export function provider(settings: ProviderSettings, now: () => number): Provider {
  const { groupsClaim } = settings;
  let known: { since: number; described: Promise<Described> } | undefined;
  const described = async (): Promise<Described> => {
    if (!known || now() >= known.since + descriptionKept || now() < known.since) {
      const attempt = { since: now(), described: describe(settings, now) };
      attempt.described.catch(() => {
        // What failed is tried again by the next.
        if (known === attempt) known = undefined;
      });
      known = attempt;
    }
    return known.described;
  };
  return {
    async authorizationUrl({ state, nonce, codeChallenge }, redirectUri) {
      const { openId, configuration } = await described();
      const { scopes_supported: supported = [] } = configuration.serverMetadata();
      // Some providers tell groups only where they are asked for; others know no such scope.
      const scopes = ['openid', 'email', 'profile', ...supported.filter((scope) => scope === 'groups')];
      return openId.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: scopes.join(' '),
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      });
    },
    async personFrom(url, { state, nonce, codeVerifier }) {
      const { openId, configuration } = await described();
      const tokens = await openId.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const idToken = tokens.claims();
      if (!idToken) throw new Error('the provider sent no id token');
      const { userinfo_endpoint: userinfo } = configuration.serverMetadata();
      const told =
        userinfo === undefined
          ? {}
          : await openId.fetchUserInfo(configuration, tokens.access_token, idToken.sub);
      return personOf({ ...told, ...idToken }, settings.issuer, groupsClaim);
    },
  };
}

interface Described {
  openId: typeof OpenId;
  configuration: Configuration;
}

async function describe(
  { issuer, clientId, clientSecret }: ProviderSettings,
  now: () => number,
): Promise<Described> {
  // Loaded by the first who signs in, not by every start.
  const openId = await import('openid-client');
  const authentication: OpenId.ClientAuth = (server, ...request) => {
    const { token_endpoint_auth_methods_supported: supported = ['client_secret_basic'] } = server;
    const isPosted = supported.includes('client_secret_post') && !supported.includes('client_secret_basic');
    const way = isPosted ? openId.ClientSecretPost : openId.ClientSecretBasic;
    (clientSecret === undefined ? openId.None() : way(clientSecret))(server, ...request);
  };
  // The server's clock counts, which may not be the system's.
  const skew = { [openId.clockSkew]: Math.round((now() - Date.now()) / 1000) };
  const configuration = await openId.discovery(new URL(issuer), clientId, skew, authentication, {
    timeout,
    // By TLS alone an id token would be good enough for the standard; its signature costs little.
    execute: [
      openId.enableNonRepudiationChecks,
      // Settings allow that on loopback alone.
      ...(issuer.startsWith('http:') ? [openId.allowInsecureRequests] : []),
    ],
  });
  configuration.timeout = timeout;
  return { openId, configuration };
}

const maxText = 255;
const maxGroups = 1000;

/** Who a provider's claims are about. An e-mail address counts only as verified. OpenID Connect Core 1.0 section 5.1 */
function personOf(claims: IDToken, issuer: string, groupsClaim: string): SignedIn {
  const email = claims.email_verified === true ? textOf(claims.email) : undefined;
  const subject = claims.sub;
  const groups = [claims[groupsClaim] ?? []]
    .flat()
    .slice(0, maxGroups)
    .flatMap((group) => textOf(group) ?? []);
  const name = textOf(claims.name) ?? textOf(claims.preferred_username) ?? email ?? subject;
  return {
    person: { id: `${issuer}|${subject}`, name, email },
    identity: {
      method: 'provider',
      issuer,
      subject,
      ...(email !== undefined && { verifiedEmail: email }),
      groups,
    },
  };
}

/** A text that can be stored and shown in a line; longer ones are none that somebody is known by. */
function textOf(claim: unknown): string | undefined {
  if (typeof claim !== 'string' || claim.length > maxText) return undefined;
  const text = claim
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim();
  return text === '' ? undefined : text;
}
