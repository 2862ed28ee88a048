import { insufficientScope, presentConnection, Strategy } from '@clientele/model';
import * as Type from 'typebox';
import { clientConnectionsBody } from './answers/connection-body.js';
import { operation } from './answers/operation.js';
import { admitting, checkpointPage, checkpointParameters } from './answers/page.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import { inexistentClient } from './clients.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

/** The scopes of which a caller needs one besides that for connections. */
const readers = ['read:clients', 'read:client_summary'];

const Path = Type.Object({ id: Type.String() });
/** Query of GET /clients/{id}/connections. management-api.md 2.7 */
export const ListQuery = Type.Object({
  ...checkpointParameters,
  ...simpleFieldParameters,
  fields: Type.Optional(Type.String({ ...simpleFieldParameters.fields, maxLength: 1000 })),
  strategy: Type.Optional(
    Type.Array(Strategy, { maxItems: 100, description: 'Only connections of these strategies.' }),
  ),
});

/** `/clients/{id}/connections`: the connections that are for a client. management-api.md 2.7 */
export function clientConnectionRoutes(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/clients/:id/connections',
    {
      config: operation({
        id: 'listClientConnections',
        summary: 'List the connections of a client',
        tag: 'Clients',
        success: [200, clientConnectionsBody],
        refusals: [400, 404],
        furtherScopes: readers,
      }),
      onRequest: allow('read:connections'),
      schema: { params: Path, querystring: ListQuery },
    },
    async ({ caller, tenant, params, query }, reply) => {
      if (!readers.some((scope) => caller.scopes.has(scope))) throw insufficientScope(readers);
      const { clients, connections, cursors } = tenant.storage;
      if (!(await clients.core(params.id))) throw inexistentClient();
      const filter = { clientId: params.id, strategies: query.strategy };
      return checkpointPage(
        reply,
        {
          name: 'connections',
          filter,
          cursors,
          read: (window) => connections.list(filter, window, { ...admitting(reply), withClients: false }),
          present: ({ connection }) => selectFields(presentConnection(connection, caller.scopes), query),
        },
        query,
      );
    },
  );
}
