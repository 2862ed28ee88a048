import type { LogActor, LogEventType, SessionEvent } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../http/request-context.js';
import type { SignedIn } from '../session/sessions.js';
import type { EventQueue } from '../telemetry/event-queue.js';

/** Writes down who signed in and out, and who was refused. docs/decisions/0124 */
export interface SignInEvents {
  signedIn(request: FastifyRequest, who: SignedIn & { id: string }): void;
  signedOut(request: FastifyRequest, who: SignedIn & { id: string }): void;
  /** `who` where that is proved; else the client that was claimed, if any. */
  refused(
    request: FastifyRequest,
    attempt: { method: SessionEvent['method']; reason: string; who?: SignedIn; claimedClientId?: string },
  ): void;
}

/** Hands sign-ins to the log. */
export function signInEvents({ now, events }: { now: () => number; events: EventQueue }): SignInEvents {
  const push = (
    request: FastifyRequest,
    event: { type: LogEventType; by: LogActor; session: SessionEvent; claimedClientId?: string | undefined },
  ) => events.push(request.tenant.storage.logEvents, { ...event, date: now() });
  return {
    signedIn: (request, who) =>
      push(request, {
        type: 's',
        by: byPerson(request, who),
        session: { id: who.id, method: who.identity.method },
      }),
    signedOut: (request, who) =>
      push(request, {
        type: 'slo',
        by: byPerson(request, who),
        session: { id: who.id, method: who.identity.method },
      }),
    refused: (request, { method, reason, who, claimedClientId }) =>
      push(request, {
        type: 'f',
        by: who ? byPerson(request, who) : actorOf(request),
        session: { method, reason },
        claimedClientId,
      }),
  };
}

function byPerson(request: FastifyRequest, { person, identity }: SignedIn): LogActor {
  const client = identity.method === 'client' && { clientId: identity.clientId, clientName: person.name };
  return { ...actorOf(request), ...client, userId: person.id, userName: person.name };
}
