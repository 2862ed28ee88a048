import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpError } from '../http/errors.js';
import { RateLimitExceeded } from '../http/rate-limit.js';
import { actorOf } from '../http/request-context.js';
import { fixedWindow } from '../limits/fixed-window.js';
import { addressOf, sourceOf } from '../limits/source.js';
import type { EventQueue } from '../telemetry/event-queue.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import { absentPath } from './absent-resources.js';
import { managementErrors } from './answers/error-body.js';

const maxId = 255;
const maxSources = 10_000;
const minute = 60_000;
/** Refused changes of one client, and of one source, that are logged per minute; the rest is only counted. */
const refusalsLogged = 1000;

/**
 * Logs changes that an authenticated client was refused, as far as they are not too many, and, once a minute, sources
 * beyond the limit of requests.
 * Requests without a valid token are not logged here: anybody can send them. docs/decisions/0020
 */
export function recordRefusedChanges(
  app: FastifyInstance,
  { now, events }: { now: () => number; events: EventQueue },
): void {
  const limited = fixedWindow({ limit: 1, milliseconds: minute, maxKeys: maxSources });
  const ofClient = fixedWindow({ limit: refusalsLogged, milliseconds: minute, maxKeys: maxSources });
  const ofSource = fixedWindow({ limit: refusalsLogged, milliseconds: minute, maxKeys: maxSources });
  const isLogged = ({ tenant, caller, ip, log }: FastifyRequest, date: number) => {
    const left = [
      ofClient.add(`${tenant.id} ${caller.id}`, date).remaining,
      ofSource.add(`${tenant.id} ${sourceOf(ip)}`, date).remaining,
    ];
    if (left.includes(-1))
      log.warn(
        {
          client_id: caller.clientId,
          user_id: caller.person?.id,
          address: addressOf(ip),
          logged: refusalsLogged,
        },
        'further refused changes in this minute are counted, but not logged',
      );
    return left.every((remaining) => remaining >= 0);
  };
  app.addHook('onError', (request, _reply, error, done) => {
    const { tenant, caller, method, ip } = request;
    const date = now();
    if (error instanceof RateLimitExceeded) {
      if (limited.add(`${tenant.id} ${sourceOf(ip)}`, date).remaining >= 0)
        events.push(tenant.storage.logEvents, { ...toEvent(request, error, date), type: 'api_limit' });
    } else if (caller && method !== 'GET' && method !== 'HEAD') {
      if (isLogged(request, date))
        events.push(tenant.storage.logEvents, { ...toEvent(request, error, date), type: 'fapi' });
      else events.drop();
    }
    done();
  });
}

function toEvent(request: FastifyRequest, error: unknown, date: number) {
  const { statusCode, code, message } = httpError(error, request, managementErrors.bodyErrors);
  const url = request.routeOptions.url ?? `/api/v2/${absentPath(request.url) ?? ''}`;
  const id = idOf(request);
  return {
    date,
    by: actorOf(request),
    refused: {
      method: request.method,
      path: url,
      id,
      of: url.startsWith('/api/v2/clients/:id') ? id : undefined,
      statusCode,
      errorCode: code,
      // What breaks a rule is quoted in the message, and may be a secret.
      message: statusCode === 400 ? undefined : message,
      property: propertyOf(message),
      limit: error instanceof RateLimitExceeded ? error.limit : undefined,
    },
  };
}

function idOf({ params }: FastifyRequest): string | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const { id, kid }: { id?: unknown; kid?: unknown } = params;
  const named = id ?? kid;
  return typeof named === 'string' ? withoutSecrets(named, maxId) : undefined;
}

/** The property that a message of a broken rule names. management-api.md 1.3 */
function propertyOf(message: string): string | undefined {
  const name = / on property ([\w.[\]-]{1,100})/.exec(message)?.[1];
  return name === undefined ? undefined : withoutSecrets(name, maxId);
}
