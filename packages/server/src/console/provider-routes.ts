import { HttpError } from '@clientele/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { pageErrors } from '../http/page-errors.js';
import type { SignedIn } from '../session/sessions.js';
import type { ConsoleOptions } from './options.js';
import type { SignInEvents } from './sign-in-events.js';
import { askedPage, pageWithin, signInFlows } from './sign-in-flow.js';
import { limitSignIns } from './sign-in-limit.js';

const place = '/console/auth/provider';
const callback = '/console/auth/callback';

/** Signing in by an OpenID provider: the way there, and the way back. docs/decisions/0124 */
export async function providerRoutes(
  app: FastifyInstance,
  { provider: named, sessions, random, now, mode, record }: ConsoleOptions & { record: SignInEvents },
): Promise<void> {
  const provider = named?.provider;
  const flows = signInFlows({ random, alwaysSecure: mode === 'production' });
  const onRequest = limitSignIns(now);
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  app.addHook(
    'onSend',
    async (_request, reply) =>
      void reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }),
  );
  // In production there is no other way in, also where a proxy does not say that it was https.
  const isAtIssuer = ({ tenant, protocol, host }: FastifyRequest) =>
    mode === 'production' || `${protocol}://${host}/` === tenant.issuer;

  app.get(place, { onRequest }, async (request, reply) => {
    if (!provider) throw noProvider();
    const returnTo = pageWithin(askedPage(request));
    // The provider leads back under the issuer, and the cookie has to be there.
    if (!isAtIssuer(request))
      return reply.redirect(atIssuer(request, `${place}?${new URLSearchParams({ return_to: returnTo })}`));
    const flow = flows.begin(reply, returnTo);
    try {
      return reply.redirect((await provider.authorizationUrl(flow, atIssuer(request, callback))).href);
    } catch (error) {
      return failed(reply, error, record);
    }
  });

  app.get(callback, { onRequest }, async (request, reply) => {
    if (!provider) throw noProvider();
    const flow = flows.end(reply);
    if (!flow) return toSignIn(reply, 'sign_in_expired');
    const [, query = ''] = request.url.split(/\?(.*)/s);
    const answered = new URL(`${atIssuer(request, callback)}?${query}`);
    let who: SignedIn;
    try {
      who = await provider.personFrom(answered, flow);
    } catch (error) {
      return failed(reply, error, record);
    }
    const session = await sessions.begin(reply, who);
    if (session) {
      record.signedIn(request, session);
      return reply.redirect(flow.returnTo);
    }
    record.refused(request, { method: 'provider', reason: 'no rule gives access', who });
    return toSignIn(reply, 'no_access');
  });
  refuseOtherMethods();
}

function atIssuer({ tenant }: FastifyRequest, path: string): string {
  return new URL(path, tenant.issuer).href;
}

/** What the page of signing in learns from its address. */
type Failure = 'provider_unavailable' | 'access_denied' | 'no_access' | 'sign_in_expired' | 'sign_in_failed';

function toSignIn(reply: FastifyReply, failure: Failure): FastifyReply {
  return reply.redirect(`/console/sign-in?error=${failure}`);
}

function failed(reply: FastifyReply, error: unknown, record: SignInEvents): FastifyReply {
  const told = describe(error);
  const failure = failureOf(told);
  reply.request.log.warn(told, 'a sign-in to the console by its provider failed (CLIENTELE_CONSOLE_ISSUER)');
  record.refused(reply.request, { method: 'provider', reason: failure.replaceAll('_', ' ') });
  return toSignIn(reply, failure);
}

interface Told {
  reason: string;
  code: string | undefined;
  /** What the provider itself says. RFC 6749 section 4.1.2.1 */
  error: string | undefined;
}

/** What may be logged of an error: what caused it can hold tokens. */
function describe(thrown: unknown): Told {
  const textIn = (from: unknown, name: string) => {
    const value: unknown = typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined;
    return typeof value === 'string' ? value.slice(0, 200) : undefined;
  };
  const cause: unknown = thrown instanceof Error ? thrown.cause : undefined;
  return {
    reason: textIn(thrown, 'message') ?? 'unknown',
    code: textIn(thrown, 'code') ?? textIn(cause, 'code'),
    error: textIn(thrown, 'error'),
  };
}

/** What says that a provider does not answer, or not as one. */
const ofAbsence = /^OAUTH_(TIMEOUT|ABORT|RESPONSE_IS_NOT_CONFORM|RESPONSE_IS_NOT_JSON|PARSE_ERROR)$/;

function failureOf({ reason, code = '', error }: Told): Failure {
  if (error === 'access_denied') return 'access_denied';
  return reason === 'fetch failed' || ofAbsence.test(code) ? 'provider_unavailable' : 'sign_in_failed';
}

function noProvider(): HttpError {
  return new HttpError(
    404,
    'No provider is set by which people sign in to the console (CLIENTELE_CONSOLE_ISSUER).',
    {
      code: 'no_provider',
    },
  );
}
