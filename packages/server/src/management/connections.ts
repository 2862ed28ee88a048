import {
  ConnectionCreate,
  ConnectionUpdate,
  connectionDefaults,
  newConnection,
  newConnectionId,
  patchConnection,
  presentConnection,
  RuleError,
  Strategy,
} from '@clientele/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import { actorOf } from '../http/request-context.js';
import type { StoredConnection } from '../storage/port/stores.js';
import { connectionBody, connectionsBody, deletedConnectionBody } from './answers/connection-body.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { operation } from './answers/operation.js';
import { admitting, answerPage, pageParameters } from './answers/page.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import { updateAnswer } from './answers/update-answer.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';

const Path = Type.Object({ id: Type.String() });
/** Query of GET /connections. connections.md */
export const ListQuery = Type.Object({
  ...pageParameters,
  ...simpleFieldParameters,
  strategy: Type.Optional(
    Type.Array(Strategy, { maxItems: 100, description: 'Only connections of these strategies.' }),
  ),
  name: Type.Optional(
    Type.String({ minLength: 1, maxLength: 128, description: 'Only the connection of this name.' }),
  ),
  domain_alias: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9.-]{1,255}$',
      description: 'Only connections for this domain.',
    }),
  ),
});
/** Query of GET /connections/{id}. connections.md */
export const GetQuery = Type.Object(simpleFieldParameters);

/** What comes along with the fields that were asked for. connections.md */
const alwaysShown = ['id', 'is_domain_connection'];

/** The error for a connection that is not (or no longer) there. */
export function inexistentConnection(): RuleError {
  return new RuleError(404, 'inexistent_connection', 'The connection does not exist');
}

/** `/connections`: list, create, get, update, delete. connections.md */
export function connectionRoutes(app: ManagementApp, { allow, random, now }: ManagementContext): void {
  app.get(
    '/connections',
    {
      config: operation({
        id: 'listConnections',
        summary: 'List connections',
        tag: 'Connections',
        success: [200, connectionsBody],
        refusals: [400],
      }),
      onRequest: allow('read:connections'),
      schema: { querystring: ListQuery },
    },
    async (request, reply) => listConnections(request, reply, request.query),
  );

  app.post(
    '/connections',
    {
      config: operation({
        id: 'createConnection',
        summary: 'Create a connection',
        tag: 'Connections',
        success: [201, connectionBody],
        refusals: [400, 404, 409],
        body: {
          example: { name: 'staff', strategy: 'auth0', enabled_clients: ['CLIENT_ID'] },
          defaults: () => connectionDefaults({ name: '', strategy: 'auth0' }),
        },
      }),
      onRequest: allow('create:connections'),
      schema: { body: ConnectionCreate },
    },
    async (request, reply) => {
      const { body } = request;
      const stored = {
        connection: newConnection(body, newConnectionId(random)),
        enabledClients: body.enabled_clients ?? [],
      };
      reply.code(201);
      return changeAndAnswer(request, reply, async ({ connections }) => {
        await connections.create(stored);
        return present(request, stored);
      });
    },
  );

  app.get(
    '/connections/:id',
    {
      config: operation({
        id: 'getConnection',
        summary: 'Read a connection',
        tag: 'Connections',
        success: [200, connectionBody],
        refusals: [400, 404],
      }),
      onRequest: allow('read:connections'),
      schema: { params: Path, querystring: GetQuery },
    },
    async (request) => {
      const stored = await request.tenant.storage.connections.find(request.params.id);
      if (!stored) throw inexistentConnection();
      return selectFields(present(request, stored), request.query, alwaysShown);
    },
  );

  app.patch(
    '/connections/:id',
    {
      config: operation({
        id: 'updateConnection',
        summary: 'Change a connection',
        tag: 'Connections',
        success: [200, connectionBody],
        refusals: [400, 404],
        body: { example: { display_name: 'Staff' } },
      }),
      onRequest: allow('update:connections'),
      schema: { params: Path, body: ConnectionUpdate },
    },
    async (request) => {
      const { body } = request;
      const updated = await request.tenant.storage.change(actorOf(request), ({ connections }) =>
        connections.update(request.params.id, (current) => ({
          connection: patchConnection(current.connection, body),
          enabledClients:
            body.enabled_clients === undefined ? current.enabledClients : (body.enabled_clients ?? []),
        })),
      );
      if (!updated) throw inexistentConnection();
      return updateAnswer(request, 'read:connections', present(request, updated));
    },
  );

  app.delete(
    '/connections/:id',
    {
      config: operation({
        id: 'deleteConnection',
        summary: 'Delete a connection',
        tag: 'Connections',
        success: [202, deletedConnectionBody],
        otherwise: { 204: 'There was no such connection.' },
        refusals: [],
      }),
      onRequest: allow('delete:connections'),
      schema: { params: Path },
    },
    async (request, reply) => {
      const wasThere = await request.tenant.storage.change(actorOf(request), ({ connections }) =>
        connections.delete(request.params.id),
      );
      if (!wasThere) return reply.code(204).send();
      return reply.code(202).send({ deleted_at: new Date(now()).toISOString() });
    },
  );
}

function listConnections(
  request: FastifyRequest,
  reply: FastifyReply,
  query: Type.Static<typeof ListQuery>,
): Promise<FastifyReply> {
  const { connections, cursors } = request.tenant.storage;
  const withClients = Object.hasOwn(selectFields({ enabled_clients: [] }, query), 'enabled_clients');
  const filter = { name: query.name, strategies: query.strategy, domainAlias: query.domain_alias };
  return answerPage(
    reply,
    {
      name: 'connections',
      filter,
      cursors,
      read: (window) => connections.list(filter, window, { ...admitting(reply), withClients }),
      count: () => connections.count(filter),
      present: (stored) => selectFields(present(request, stored), query, alwaysShown),
    },
    query,
  );
}

function present(
  { caller }: FastifyRequest,
  { connection, enabledClients }: StoredConnection,
): Record<string, unknown> {
  return presentConnection({ ...connection, enabled_clients: enabledClients }, caller.scopes);
}
