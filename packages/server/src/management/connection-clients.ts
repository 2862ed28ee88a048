import { ConnectionClientsUpdate, invalidBody } from '@clientele/model';
import * as Type from 'typebox';
import { actorOf } from '../http/request-context.js';
import { connectionClientsBody } from './answers/client-body.js';
import { operation } from './answers/operation.js';
import { checkpointPage, checkpointParameters, take } from './answers/page.js';
import { inexistentConnection } from './connections.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const Path = Type.Object({ id: Type.String() });
/** Query of GET /connections/{id}/clients, whose items are small. connections.md */
const ListQuery = Type.Object({ ...checkpointParameters, take: take(1000) });

/** `/connections/{id}/clients`: which clients a connection is for. connections.md */
export function connectionClientRoutes(app: ManagementApp, { allow }: ManagementContext): void {
  app.get(
    '/connections/:id/clients',
    {
      config: operation({
        id: 'listConnectionClients',
        summary: 'List the clients of a connection',
        tag: 'Connections',
        success: [200, connectionClientsBody],
        refusals: [400, 404],
      }),
      onRequest: allow('read:connections'),
      schema: { params: Path, querystring: ListQuery },
    },
    async ({ tenant, params: { id }, query }, reply) => {
      const { connections, cursors } = tenant.storage;
      if (!(await connections.find(id))) throw inexistentConnection();
      return checkpointPage(
        reply,
        {
          name: 'clients',
          filter: { connection: id },
          cursors,
          read: (window) => connections.clients(id, window),
          present: (client_id) => ({ client_id }),
        },
        query,
      );
    },
  );

  app.patch(
    '/connections/:id/clients',
    {
      config: operation({
        id: 'updateConnectionClients',
        summary: 'Enable or disable clients of a connection',
        tag: 'Connections',
        success: [204],
        refusals: [400, 404],
        body: { example: [{ client_id: 'CLIENT_ID', status: true }] },
      }),
      onRequest: allow('update:connections'),
      schema: { params: Path, body: ConnectionClientsUpdate },
    },
    async (request, reply) => {
      const { body, params, tenant } = request;
      const change = clientsChange(body);
      const found = await tenant.storage.change(actorOf(request), ({ connections }) =>
        connections.changeClients(params.id, change),
      );
      if (!found) throw inexistentConnection();
      return reply.code(204).send();
    },
  );
}

function clientsChange(body: ConnectionClientsUpdate): { enable: string[]; disable: string[] } {
  const ids = body.map(({ client_id }) => client_id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw invalidBody(`The client ${twice} is listed twice.`);
  const withStatus = (wanted: boolean) =>
    body.filter(({ status }) => status === wanted).map(({ client_id }) => client_id);
  return { enable: withStatus(true), disable: withStatus(false) };
}
