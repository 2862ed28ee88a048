import type { AnsweredRequest, ClientCore, LogActor } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import { addressOf } from '../limits/source.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import type { Tenant } from '../tenancy/tenants.js';

/** Who calls the Management API: a client, or a person by a session, who may have signed in as a client. */
export interface Caller {
  /** Tells callers apart: the id of a client, or of a person in a form that no client's id has. */
  id: string;
  clientId?: string;
  clientName?: string;
  person?: { id: string; name: string };
  scopes: ReadonlySet<string>;
}

const maxUserAgent = 500;
/** An identifier of 600 characters may be encoded in three each. */
const maxPath = 2000;

/** Who sends a request, for the log: the client that it is from, once that is authenticated. */
export function actorOf(request: FastifyRequest, client?: ClientCore): LogActor {
  const { caller, ip, headers, id } = request;
  const userAgent = headers['user-agent'];
  return {
    clientId: client?.client_id ?? caller?.clientId,
    clientName: client?.name ?? caller?.clientName,
    ...(caller?.person && { userId: caller.person.id, userName: caller.person.name }),
    ip: addressOf(ip),
    userAgent: userAgent === undefined ? undefined : withoutSecrets(userAgent, maxUserAgent),
    requestId: id,
    request: caller && answeredRequest(request),
  };
}

function answeredRequest({ method, url, routeOptions }: FastifyRequest): AnsweredRequest {
  const [path = ''] = url.split('?');
  const [statusCode] = routeOptions.config.description?.success ?? [];
  return { method, path: withoutSecrets(path, maxPath), statusCode };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before anything else looks at the request. */
    tenant: Tenant;
    /** Set by the Management API's authorization. */
    caller: Caller;
  }
}
