import type { Tenant } from '../tenancy/tenants.js';

/** The client that calls the Management API, with the scopes that its token and its grant both hold. */
export interface Caller {
  clientId: string;
  scopes: ReadonlySet<string>;
}

declare module 'fastify' {
  interface FastifySchema {
    /** Left out of the published description. */
    hide?: boolean;
  }

  interface FastifyRequest {
    /** Set before anything else looks at the request. */
    tenant: Tenant;
    /** Set by the Management API's authorization. */
    caller: Caller;
  }
}
