import { defaultClientQuota, joinScope } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { tokenPath } from '../http/token-path.js';
import { retryAfter } from '../http/unavailable.js';
import { issueAccessToken } from '../token/access-token.js';
import { authenticateClient } from './client-authentication.js';
import { authorizeClient } from './client-credentials-grant.js';
import { oauthErrors } from './error-body.js';
import type { FailedAuthentications } from './failed-authentications.js';
import { tokenDescription } from './token-description.js';
import { type OutcomeOptions, outcomeOf, recordTokenOutcomes } from './token-outcome.js';
import { withinQuota } from './token-quota.js';
import { TokenRefusal } from './token-refusal.js';
import { acceptTokenRequests, type TokenParameters } from './token-request.js';
import type { TokenRules } from './token-rules.js';

/** What the token endpoint takes from outside. */
export interface TokenEndpointOptions extends OutcomeOptions {
  failures: FailedAuthentications;
  rules: TokenRules;
  /** Whether the clock is so wrong that tokens may not be issued by it. */
  clockIsOff?: () => boolean;
}

/** A successful answer of the token endpoint. RFC 6749 section 5.1. */
export interface TokenAnswer {
  access_token: string;
  scope: string | undefined;
  /** Seconds. */
  expires_in: number;
  token_type: 'Bearer';
}

/** `POST /oauth/token`. management-api.md 6 */
export async function tokenEndpoint(
  app: FastifyInstance,
  { failures, rules, clockIsOff, ...recording }: TokenEndpointOptions,
): Promise<void> {
  const { now } = recording;
  const refuseOtherMethods = methodsOf(app);
  acceptTokenRequests(app, rules.errors);
  recordTokenOutcomes(app, recording);
  app.setErrorHandler(answerErrors(oauthErrors(rules.errors)));
  // At the end, so that answers from before the handlers (another Host, another method) have it too.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
    done();
  });
  app.post<{ Body: TokenParameters | undefined }>(
    tokenPath,
    { config: { description: tokenDescription } },
    async (request, reply): Promise<TokenAnswer> => {
      const parameters = request.body ?? new Map<string, string>();
      const { tenant } = request;
      const outcome = outcomeOf(request);
      outcome.audience = parameters.get('audience');
      outcome.scope = parameters.get('scope');
      if (clockIsOff?.()) throw new TokenRefusal('clock_off', '', { 'retry-after': retryAfter });
      requireGrantType(parameters);
      const time = now();
      const userAgent = request.headers['user-agent'];
      const presented = {
        authorization: request.headers.authorization,
        parameters,
        ip: request.ip,
        userAgent,
      };
      const client = await authenticateClient({ tenant, failures, rules, outcome }, presented, time);
      outcome.client = client;
      const { api, scopes } = await authorizeClient(tenant, client, { parameters, outcome });
      const issue = () =>
        issueAccessToken(tenant.keys, {
          issuer: tenant.issuer,
          clientId: client.client_id,
          resourceServer: api.resourceServer,
          signingSecret: api.signingSecret,
          scopes,
          now: time,
        });
      const quota = client.token_quota ?? defaultClientQuota(await tenant.storage.settings.read());
      const token = await (quota
        ? withinQuota({ tenant, client, quota: quota.client_credentials, now: time, outcome }, reply, issue)
        : issue());
      outcome.scope = joinScope(scopes);
      outcome.issued = true;
      outcome.aliveUntil = time + api.resourceServer.token_lifetime * 1000;
      return {
        access_token: token,
        scope: scopes.length > 0 ? outcome.scope : undefined,
        expires_in: api.resourceServer.token_lifetime,
        token_type: 'Bearer',
      };
    },
  );
  refuseOtherMethods();
}

function requireGrantType(parameters: TokenParameters): void {
  const grantType = parameters.get('grant_type');
  if (grantType === undefined)
    throw new TokenRefusal('malformed_request', 'Missing required parameter: grant_type');
  if (grantType !== 'client_credentials') throw new TokenRefusal('unsupported_grant_type', grantType);
}
