import { excerpt, HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import type { Tenants } from '../tenancy/tenants.js';
import './request-context.js';

/** What decides under which hosts requests are answered. */
export interface HostOptions {
  tenants: Pick<Tenants, 'byHost' | 'hosts'>;
  mode: 'development' | 'production';
  /** Paths that are asked for under any host. */
  pathsOfNoTenant: readonly string[];
}

/** Gives each request its tenant, by its Host. */
export function resolveTenant(app: FastifyInstance, { tenants, mode, pathsOfNoTenant }: HostOptions): void {
  app.decorateRequest('tenant');
  app.decorateRequest('caller');
  app.addHook('onRequest', (request, _reply, done) => {
    if (pathsOfNoTenant.includes(request.routeOptions.url ?? '')) return done();
    const tenant = tenants.byHost(request.host);
    if (!tenant) return done(misdirected(tenants.hosts(), mode));
    request.tenant = tenant;
    done();
  });
}

/** What to do about it, by the mode. */
const remedies = {
  development: 'CLIENTELE_HOSTNAMES adds others',
  production: 'CLIENTELE_ISSUER names it, and a proxy in front must pass the Host on',
} as const;

/** A request for a host under which no tenant answers. RFC 9110 section 15.5.20. */
function misdirected(hosts: readonly string[], mode: keyof typeof remedies): HttpError {
  const served = excerpt(hosts.join(', '), 500);
  return new HttpError(
    421,
    `No tenant is served under this Host. Served here: ${served}; ${remedies[mode]}.`,
    { code: 'misdirected_request' },
  );
}
