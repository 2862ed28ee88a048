import { HttpError, newSessionId, type Random } from '@clientele/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../http/request-context.js';
import { addressOf } from '../limits/source.js';
import type { Session, SessionIdentity, SessionPerson } from '../storage/port/sessions.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import { cookie } from './cookie.js';
import { csrfTokenOf, requireCsrfToken } from './csrf-token.js';
import { sessionScopes, type WaysToSignIn } from './session-scopes.js';

/** How long sessions last, and how their cookie is kept. */
export interface SessionOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
  random: Random;
  /** Minutes without a request after which a session ends. */
  idleMinutes: number;
  /** Hours after which it ends in any case. */
  hours: number;
  /** The ways of signing in that there are; a session ends with its way. */
  ways: WaysToSignIn;
  /** Whether browsers reach the server over https alone. */
  alwaysSecure: boolean;
}

/** A session that is under way, as a request shows it. */
export interface LiveSession extends Session {
  scopes: ReadonlySet<string>;
  csrfToken: string;
  idleExpiresAt: number;
}

/** Sessions of the console, by their cookie. docs/decisions/0123 */
export interface Sessions {
  /** The session whose cookie a request has; one that is over by now is deleted. */
  find(request: FastifyRequest): Promise<LiveSession | undefined>;
  /** The same, for a request that only pages of the session can make. @throws HttpError (401, 403) */
  require(request: FastifyRequest): Promise<LiveSession>;
  /** Who calls the Management API. @throws HttpError (401, 403) */
  callerOf(request: FastifyRequest): Promise<Caller>;
  /** Signs a person in: always with a new session, and the one before ends; undefined for one without any scope. */
  begin(reply: FastifyReply, who: SignedIn): Promise<LiveSession | undefined>;
  /** Forgets the cookie of a session that was ended. */
  forget(reply: FastifyReply): void;
}

/** Who signed in, and what was proved. */
export interface SignedIn {
  person: SessionPerson;
  identity: SessionIdentity;
}

/** Which session it is, and what proves it. */
const cookieForm = /^(ses_[A-Za-z0-9]{16})\.([\w-]{43})$/;
const minute = 60_000;
const maxUserAgent = 500;
/** Sessions of one person that there can be at once. */
const sessionsOfPerson = 100;

/** Makes sessions of cookies, and callers of sessions. docs/decisions/0123 */
export function sessions(options: SessionOptions): Sessions {
  const { now, random, hours, ways, alwaysSecure } = options;
  const idle = options.idleMinutes * minute;
  const kept = cookie({ name: 'clientele', sameSite: 'Strict', alwaysSecure });

  async function live(
    request: FastifyRequest,
    session: Session,
    token: string,
  ): Promise<LiveSession | undefined> {
    const { id, person, identity, lastSeenAt, expiresAt } = session;
    const { tenant } = request;
    const time = now();
    const isOver = time >= expiresAt || time >= lastSeenAt + idle;
    const scopes = isOver ? undefined : await sessionScopes(tenant, { identity, ways });
    if (!scopes) {
      await tenant.storage.sessions.end(person.id, id);
      return undefined;
    }
    const isStale = time >= lastSeenAt + minute;
    if (isStale) await tenant.storage.sessions.seen(id, time);
    const seenAt = isStale ? time : lastSeenAt;
    return {
      ...session,
      lastSeenAt: seenAt,
      scopes,
      csrfToken: csrfTokenOf(token),
      idleExpiresAt: Math.min(seenAt + idle, expiresAt),
    };
  }

  const found: Sessions = {
    async find(request) {
      const [, id, token] = cookieForm.exec(kept.read(request) ?? '') ?? [];
      if (id === undefined || token === undefined) return undefined;
      const session = await request.tenant.storage.sessions.find(id, token);
      return session && live(request, session, token);
    },
    async require(request) {
      const session = await found.find(request);
      if (!session) throw sessionEnded();
      requireCsrfToken(request, session.csrfToken);
      return session;
    },
    callerOf: async (request) => callerOf(await found.require(request)),
    async begin(reply, { person, identity }) {
      const { request } = reply;
      const { storage } = request.tenant;
      const before = await found.find(request);
      if (before) await storage.sessions.end(before.person.id, before.id);
      const time = now();
      const id = newSessionId(random);
      const token = Buffer.from(random(32)).toString('base64url');
      const userAgent = request.headers['user-agent'];
      const session: Session = {
        id,
        person,
        identity,
        createdAt: time,
        lastSeenAt: time,
        expiresAt: time + hours * 60 * minute,
        address: addressOf(request.ip),
        userAgent: userAgent === undefined ? undefined : withoutSecrets(userAgent, maxUserAgent),
      };
      const begun = await live(request, session, token);
      if (!begun) return undefined;
      await storage.sessions.begin(session, { token, atMost: sessionsOfPerson });
      kept.set(reply, `${id}.${token}`, hours * 3600);
      return begun;
    },
    forget: (reply) => kept.clear(reply),
  };
  return found;
}

/** A person is a caller like a client; who signed in as a client is that client, too. */
function callerOf({ person, identity, scopes }: LiveSession): Caller {
  const client = identity.method === 'client' && { clientId: identity.clientId, clientName: person.name };
  return { id: `console ${person.id}`, ...client, person, scopes };
}

function sessionEnded(): HttpError {
  return new HttpError(401, 'There is no session, or no more: sign in again.', { code: 'session_ended' });
}
