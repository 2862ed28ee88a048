import { randomUUID } from 'node:crypto';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RouteOptions,
} from 'fastify';
import { description } from './description/description.js';
import { resolveTenant } from './http/hosts.js';
import { requireProxy } from './http/proxied.js';
import { ManagementError, sendManagementError } from './management/error-body.js';
import { managementApi } from './management/management.js';
import { discovery } from './oauth/discovery.js';
import { tokenEndpoint } from './oauth/token.js';
import type { TokenRules } from './oauth/token-rules.js';
import type { TenantByHost } from './tenancy/tenants.js';

/** What a server needs from outside; everything else it makes itself. */
export interface ServerOptions {
  tenants: TenantByHost;
  /** Milliseconds since the epoch. */
  now: () => number;
  random: (bytes: number) => Uint8Array;
  logger: FastifyBaseLogger;
  /** Addresses and networks of proxies: their forwarded headers are believed, and only they may use plain http. */
  trustedProxy: string[];
  limits: Limits;
  tokenRules: TokenRules;
}

/** How much one source may do; 0 is no limit. */
export interface Limits {
  /** Management requests a second. */
  requestsPerSecond: number;
  /** Failed authentications a minute, by client. */
  failuresPerMinute: number;
}

const healthPath = '/health';

/** Puts Management API, token endpoint and discovery together; the caller connects it to sockets. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { tenants, now, random, logger: loggerInstance, trustedProxy, limits, tokenRules } = options;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxy.length > 0 ? trustedProxy : false,
    routerOptions: { maxParamLength: 2000 },
    frameworkErrors: (error, request, reply) => {
      sendManagementError(error, request, reply);
    },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
  });
  requireProxy(app, trustedProxy, healthPath);
  resolveTenant(app, tenants, healthPath);
  logRequests(app);
  app.setErrorHandler((error, request, reply) => sendManagementError(error, request, reply));
  app.setNotFoundHandler(async () => {
    throw new ManagementError(404, 'Not Found');
  });
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  app.get(healthPath, async () => ({ status: 'ok' }));
  await app.register(managementApi, {
    prefix: '/api/v2',
    now,
    random,
    requestsPerSecond: limits.requestsPerSecond,
  });
  await app.register(tokenEndpoint, { now, failuresPerMinute: limits.failuresPerMinute, rules: tokenRules });
  await app.register(discovery);
  await app.register(description, { routes });
  await app.ready();
  return app;
}

/** One line a request; the query stays out of it, callers put secrets there. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        ip: request.ip,
      },
      'request',
    );
  });
}
