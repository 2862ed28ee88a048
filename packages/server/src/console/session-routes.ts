import { HttpError } from '@clientele/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import type { LiveSession, SignedIn } from '../session/sessions.js';
import type { Session } from '../storage/port/sessions.js';
import type { ConsoleOptions } from './options.js';
import { requireOwnOrigin } from './own-origin.js';
import { acceptSmallJson, bodyErrors, readSignIn } from './sign-in-body.js';
import type { SignInEvents } from './sign-in-events.js';
import { limitSignIns } from './sign-in-limit.js';

/** The console's, with what writes sign-ins down. */
type SessionRoutesOptions = ConsoleOptions & { record: SignInEvents };

const place = '/console/auth';

/** `/console/auth/`: who is signed in, signing in and out. docs/decisions/0124 */
export async function sessionRoutes(app: FastifyInstance, options: SessionRoutesOptions): Promise<void> {
  const { sessions, links, record } = options;
  const onSignIn = { onRequest: [requireOwnOrigin, limitSignIns(options.now)] };
  const refuseOtherMethods = methodsOf(app);
  acceptSmallJson(app);
  app.setErrorHandler(answerErrors({ ...options.errors, bodyErrors }));
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(`${place}/session`, async (request) => stateOf(request, options, await sessions.find(request)));

  app.post(`${place}/session`, onSignIn, async (request, reply) => {
    const who = await signedIn(request, options);
    const session = await sessions.begin(reply, who);
    if (!session) {
      const { method } = who.identity;
      record.refused(request, { method, reason: 'the client has no grant for the Management API', who });
      throw refused();
    }
    record.signedIn(request, session);
    return stateOf(request, options, session);
  });

  app.delete(`${place}/session`, async (request, reply) => {
    const session = await sessions.require(request);
    await request.tenant.storage.sessions.end(session.person.id, session.id);
    record.signedOut(request, session);
    return signedOut(reply);
  });

  app.get(`${place}/sessions`, async (request) => {
    const current = await sessions.require(request);
    const all = await request.tenant.storage.sessions.ofPerson(current.person.id);
    return { sessions: all.map((session) => presented(session, current)) };
  });

  app.delete(`${place}/sessions`, async (request, reply) => {
    const session = await sessions.require(request);
    await request.tenant.storage.sessions.endAll(session.person.id);
    record.signedOut(request, session);
    return signedOut(reply);
  });

  app.delete<{ Params: { id: string } }>(`${place}/sessions/:id`, async (request, reply) => {
    const current = await sessions.require(request);
    const { id } = request.params;
    if (!(await request.tenant.storage.sessions.end(current.person.id, id))) throw noSuchSession();
    record.signedOut(request, { ...current, id });
    return id === current.id ? signedOut(reply) : reply.code(204).send();
  });

  app.post(`${place}/link`, onSignIn, async (_request, reply) => {
    if (!links?.show) throw wayIsOff('by a link that is asked for here');
    links.show();
    return reply.code(202).send();
  });
  refuseOtherMethods();

  function signedOut(reply: FastifyReply): FastifyReply {
    sessions.forget(reply);
    return reply.code(204).send();
  }
}

/** Who a body proves to be. @throws HttpError (401, 403) */
async function signedIn(
  request: FastifyRequest,
  { links, authenticateClient, record }: SessionRoutesOptions,
): Promise<SignedIn> {
  const sent = readSignIn(request.body);
  if ('link' in sent) {
    if (!links) throw wayIsOff('by a link');
    if (!links.codes.use(sent.link)) {
      record.refused(request, { method: 'link', reason: 'the link is used up, too old, or none' });
      throw refused();
    }
    return { person: { id: 'development', name: 'Developer' }, identity: { method: 'link' } };
  }
  if (!authenticateClient) throw wayIsOff("by a client's id and secret");
  const client = await authenticateClient(request, sent);
  if (!client) {
    const reason = 'the client does not exist, is disabled, or has another secret';
    record.refused(request, { method: 'client', reason, claimedClientId: sent.clientId });
    throw refused();
  }
  const { clientId, name, secretId } = client;
  return { person: { id: `client|${clientId}`, name }, identity: { method: 'client', clientId, secretId } };
}

/** What the pages know before they ask for anything else. */
function stateOf(
  { tenant }: FastifyRequest,
  { mode, version, clientSecrets, links, authenticateClient, provider }: ConsoleOptions,
  session: LiveSession | undefined,
): object {
  const { issuer, managementAudience } = tenant;
  return {
    server: {
      issuer,
      management_audience: managementAudience,
      mode,
      version: version(),
      token_endpoint: `${issuer}oauth/token`,
      client_secrets: clientSecrets,
    },
    sign_in: {
      link: links !== undefined,
      client: authenticateClient !== undefined,
      provider: provider ? { issuer: provider.issuer } : null,
    },
    session: session ? presentedCurrent(session) : null,
  };
}

function presentedCurrent(session: LiveSession): object {
  const { id, csrfToken, scopes, person, identity, createdAt, idleExpiresAt, expiresAt } = session;
  return {
    id,
    csrf_token: csrfToken,
    scopes: [...scopes],
    person: { ...person, method: identity.method },
    created_at: iso(createdAt),
    idle_expires_at: iso(idleExpiresAt),
    expires_at: iso(expiresAt),
  };
}

function presented(session: Session, current: Session): object {
  return {
    id: session.id,
    current: session.id === current.id,
    created_at: iso(session.createdAt),
    last_seen_at: iso(session.lastSeenAt),
    expires_at: iso(session.expiresAt),
    address: session.address,
    user_agent: session.userAgent ?? null,
    method: session.identity.method,
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function refused(): HttpError {
  return new HttpError(
    401,
    'The sign-in was refused: the link was used or is too old, or the id or secret is wrong, or this client may not use the Management API.',
    {
      code: 'sign_in_refused',
    },
  );
}

function wayIsOff(way: string): HttpError {
  return new HttpError(403, `Signing in ${way} is turned off on this server.`, { code: 'sign_in_way_off' });
}

function noSuchSession(): HttpError {
  return new HttpError(404, 'You have no such session.', { code: 'inexistent_session' });
}
