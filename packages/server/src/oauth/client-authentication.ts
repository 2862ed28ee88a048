import { isUtf8 } from 'node:buffer';
import { type ClientCore, clientSecretLength } from '@clientele/model';
import { type Jws, parseJws } from '../crypto/jws.js';
import type { Tenant } from '../tenancy/tenants.js';
import { verifyClientAssertion } from './client-assertion.js';
import { verifyClientSecret } from './client-secret.js';
import type { Attempt, FailedAuthentications } from './failed-authentications.js';
import { formDecode } from './form-encoding.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal } from './token-refusal.js';
import type { TokenParameters } from './token-request.js';
import type { TokenRules } from './token-rules.js';

/** The one `client_assertion_type` there is for JWTs. RFC 7523 section 2.2. */
const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a token request brings to prove who sends it. */
export interface Presented {
  authorization: string | undefined;
  parameters: TokenParameters;
  /** The address that the request comes from. */
  ip: string;
  userAgent: string | undefined;
}

/** What authentication works with. */
export interface AuthenticationContext {
  tenant: Tenant;
  failures: FailedAuthentications;
  rules: TokenRules;
  /** Records whom the request claims to be from, and how it authenticates. */
  outcome: TokenOutcome;
}

/**
 * Authenticates the client by the one mechanism that the request uses.
 * @throws TokenRefusal for none, more than one, or one that does not hold. RFC 6749 section 2.3.
 */
export async function authenticateClient(
  { tenant, failures, rules, outcome }: AuthenticationContext,
  presented: Presented,
  now: number,
): Promise<ClientCore> {
  const { parameters } = presented;
  const assertion = clientAssertion(parameters);
  const basic = presented.authorization === undefined ? undefined : basicCredentials(presented.authorization);
  const bodySecret = parameters.get('client_secret');
  if ([assertion, basic, bodySecret].filter((mechanism) => mechanism !== undefined).length > 1)
    throw new TokenRefusal('multiple_authentication_methods');
  if (holds(presented.userAgent, basic?.secret ?? bodySecret)) outcome.userAgentHoldsSecret = true;
  const clientId = parameters.get('client_id');
  const limited = (claimed: string, verify: () => Promise<ClientCore>) => {
    outcome.claimedClientId = claimed;
    return countFailures(failures, { tenant, clientId: claimed, ip: presented.ip, now }, verify);
  };
  outcome.method = methodOf({ assertion, basic, bodySecret });
  if (assertion !== undefined) {
    const jws = parseJws(assertion);
    return limited(clientId ?? claimedSubject(jws), () =>
      verifyClientAssertion(tenant, { jws, clientId, now }, { rules, outcome }),
    );
  }
  if (basic) {
    if (clientId !== undefined && clientId !== basic.clientId)
      throw new TokenRefusal(
        'malformed_request',
        'client_id differs from the one in the Authorization header.',
      );
    return limited(basic.clientId, () =>
      verifyClientSecret(tenant, { ...basic, sentBy: 'client_secret_basic' }, { rules, outcome }),
    );
  }
  if (clientId === undefined)
    throw new TokenRefusal('malformed_request', 'Missing required parameter: client_id');
  const sent = { clientId, secret: bodySecret ?? '', sentBy: 'client_secret_post' } as const;
  return limited(clientId, () => verifyClientSecret(tenant, sent, { rules, outcome }));
}

function methodOf(sent: { assertion: unknown; basic: unknown; bodySecret: unknown }): TokenOutcome['method'] {
  if (sent.assertion !== undefined) return 'private_key_jwt';
  if (sent.basic !== undefined) return 'client_secret_basic';
  return sent.bodySecret === undefined ? 'none' : 'client_secret_post';
}

/** A secret is known by its beginning, as long as the shortest one. */
function holds(text: string | undefined, secret: string | undefined): boolean {
  if (text === undefined || secret === undefined || secret === '') return false;
  return text.includes(secret.slice(0, clientSecretLength.min));
}

const failed: readonly unknown[] = ['client_not_authenticated', 'assertion_not_accepted'];

/** Refuses who failed too often, and counts one more failure where this is one. security-checklist.md 23 */
export async function countFailures(
  failures: FailedAuthentications,
  attempt: Attempt,
  verify: () => Promise<ClientCore>,
): Promise<ClientCore> {
  failures.check(attempt);
  try {
    return await verify();
  } catch (error) {
    if (error instanceof TokenRefusal && failed.includes(error.reason)) failures.count(attempt);
    throw error;
  }
}

/** Whom an assertion says that it is from; whether that is true is not known yet. */
function claimedSubject(assertion: Jws | undefined): string {
  const subject = assertion?.payload.sub;
  return typeof subject === 'string' ? subject : '';
}

function clientAssertion(parameters: TokenParameters): string | undefined {
  const assertion = parameters.get('client_assertion');
  const type = parameters.get('client_assertion_type');
  if (assertion === undefined && type === undefined) return undefined;
  if (type !== jwtBearer)
    throw new TokenRefusal('malformed_request', `client_assertion_type must be ${jwtBearer}`);
  if (assertion === undefined)
    throw new TokenRefusal('malformed_request', 'Missing required parameter: client_assertion');
  return assertion;
}

const basicHeader = /^Basic +((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2,3}={0,2})?)$/i;

/** Id and secret of an HTTP Basic header, each form-encoded before base64. RFC 6749 section 2.3.1. */
function basicCredentials(header: string): { clientId: string; secret: string } {
  const encoded = basicHeader.exec(header)?.[1];
  if (encoded === undefined)
    throw new TokenRefusal(
      'malformed_request',
      'The Authorization header must be Basic with base64 credentials.',
    );
  const bytes = Buffer.from(encoded, 'base64');
  const text = bytes.toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0)
    throw new TokenRefusal('malformed_request', 'The Authorization header holds no client secret.');
  const clientId = formDecode(text.slice(0, colon));
  const secret = formDecode(text.slice(colon + 1));
  if (!isUtf8(bytes) || clientId === undefined || secret === undefined)
    throw new TokenRefusal(
      'malformed_request',
      'The credentials in the Authorization header are not form-encoded.',
    );
  return { clientId, secret };
}
