import { HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import type { Tenants } from '../tenancy/tenants.js';
import './request-context.js';

/** Gives each request its tenant, by its Host; some paths are asked for under any. */
export function resolveTenant(
  app: FastifyInstance,
  tenantOf: Tenants['byHost'],
  pathsOfNoTenant: readonly string[],
): void {
  app.decorateRequest('tenant');
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    if (pathsOfNoTenant.includes(request.routeOptions.url ?? '')) return done();
    const tenant = tenantOf(request.host);
    if (!tenant) return done(misdirected());
    request.tenant = tenant;
    done();
  });
}

/** A request for a host under which no tenant answers. RFC 9110 section 15.5.20. */
function misdirected(): HttpError {
  return new HttpError(421, 'No tenant is served under this Host.', { code: 'misdirected_request' });
}
