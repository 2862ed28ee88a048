import { insufficientScope } from '@clientele/model';
import { Type } from 'typebox';
import { inexistentClient } from './clients.js';
import type { ManagementApp, ManagementContext } from './context.js';

const Path = Type.Object({ id: Type.String() });

/** `/clients/{id}/connections`: without connections in the tenant, none are enabled. management-api.md 2.7 */
export function clientConnectionRoutes(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/clients/:id/connections',
    { onRequest: allow('read:connections'), schema: { params: Path } },
    async (request) => {
      const { caller, tenant, params } = request;
      const readers = ['read:clients', 'read:client_summary'];
      if (!readers.some((scope) => caller.scopes.has(scope))) throw insufficientScope(readers);
      if (!(await tenant.storage.clients.find(params.id))) throw inexistentClient();
      return { connections: [] };
    },
  );
}
