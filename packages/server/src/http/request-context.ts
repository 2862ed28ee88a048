import type { ClientCore, LogActor } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import { addressOf } from '../limits/source.js';
import { withoutSecrets } from '../telemetry/redaction.js';
import type { Tenant } from '../tenancy/tenants.js';

/** The client that calls the Management API, with the scopes that its token and its grant both hold. */
export interface Caller {
  clientId: string;
  clientName: string;
  scopes: ReadonlySet<string>;
}

const maxUserAgent = 500;

/** Who sends a request, for the log: the client that it is from, once that is authenticated. */
export function actorOf({ caller, ip, headers, id }: FastifyRequest, client?: ClientCore): LogActor {
  const userAgent = headers['user-agent'];
  return {
    clientId: client?.client_id ?? caller?.clientId,
    clientName: client?.name ?? caller?.clientName,
    ip: addressOf(ip),
    userAgent: userAgent === undefined ? undefined : withoutSecrets(userAgent, maxUserAgent),
    requestId: id,
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before anything else looks at the request. */
    tenant: Tenant;
    /** Set by the Management API's authorization. */
    caller: Caller;
  }
}
