import * as Type from 'typebox';
import { organizationsBody } from './answers/client-grant-body.js';
import { operation } from './answers/operation.js';
import { answerPage, pageParameters } from './answers/page.js';
import { inexistentGrant } from './client-grants.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const Path = Type.Object({ id: Type.String() });
const Query = Type.Object(pageParameters);

/** `/client-grants/{id}/organizations`: always empty, since there are no organizations. management-api.md 4 */
export function clientGrantOrganizationRoutes(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/client-grants/:id/organizations',
    {
      config: operation({
        id: 'listClientGrantOrganizations',
        summary: 'List the organizations of a client grant: none',
        tag: 'Client grants',
        success: [200, organizationsBody],
        refusals: [400, 404],
      }),
      onRequest: allow('read:organization_client_grants'),
      schema: { params: Path, querystring: Query },
    },
    async ({ tenant, params, query }, reply) => {
      const { clientGrants, cursors } = tenant.storage;
      const grant = await clientGrants.find(params.id);
      if (!grant) throw inexistentGrant();
      return answerPage<never>(
        reply,
        {
          name: 'organizations',
          filter: { grant: grant.id },
          cursors,
          read: async function* () {},
          count: async () => 0,
          present: (organization) => organization,
        },
        query,
      );
    },
  );
}
