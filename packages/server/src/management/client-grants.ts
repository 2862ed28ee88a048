import {
  type ClientGrant,
  ClientGrantCreate,
  ClientGrantUpdate,
  clientGrantDefaults,
  grantedScopes,
  newClientGrant,
  newClientGrantId,
  patchClientGrant,
  presentClientGrant,
  type ResourceServer,
  RuleError,
} from '@clientele/model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import { sendNotModified } from '../http/not-modified.js';
import { actorOf } from '../http/request-context.js';
import type { ClientGrantFilter } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { clientGrantBody, clientGrantsBody } from './answers/client-grant-body.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { ifMatchHeader, ifNoneMatchHeader, operation } from './answers/operation.js';
import { admitting, answerPage, pageParameters } from './answers/page.js';
import { tagAnswer } from './answers/tag-answer.js';
import { updateAnswer } from './answers/update-answer.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { versionTag } from './requests/entity-tag.js';
import { ifMatch } from './requests/preconditions.js';

const Path = Type.Object({ id: Type.String() });
/** Query of GET /client-grants. management-api.md 4 */
export const ListQuery = Type.Object({
  ...pageParameters,
  audience: Type.Optional(Type.String({ maxLength: 1000, description: 'Only grants for this API.' })),
  client_id: Type.Optional(Type.String({ maxLength: 255, description: 'Only grants of this client.' })),
  allow_any_organization: Type.Optional(Type.Boolean({ description: 'Only grants with this setting.' })),
  subject_type: Type.Optional(
    Type.Enum(['client', 'user', 'anonymous_user'], { description: 'Only grants for this kind of subject.' }),
  ),
  default_for: Type.Optional(
    Type.Enum(['third_party_clients'], { description: 'Only grants that are defaults for these clients.' }),
  ),
});

/** The error for a grant that is not (or no longer) there. */
export function inexistentGrant(): RuleError {
  return new RuleError(404, 'inexistent_client_grant', 'The grant does not exist.');
}

/** `/client-grants`: list, create, get, update, delete. management-api.md 4 */
export function clientGrantRoutes(
  app: ManagementApp,
  { allow, random, escalation }: ManagementContext,
): void {
  app.get(
    '/client-grants',
    {
      config: operation({
        id: 'listClientGrants',
        summary: 'List client grants',
        tag: 'Client grants',
        success: [200, clientGrantsBody],
        refusals: [400],
      }),
      onRequest: allow('read:client_grants'),
      schema: { querystring: ListQuery },
    },
    async (request, reply) => listGrants(request, reply, request.query),
  );

  app.post(
    '/client-grants',
    {
      config: operation({
        id: 'createClientGrant',
        summary: 'Grant a client scopes of an API',
        tag: 'Client grants',
        success: [201, clientGrantBody],
        refusals: [400, 404, 409],
        body: {
          example: {
            client_id: 'CLIENT_ID',
            audience: 'https://parcels.example/',
            scope: ['read:parcels'],
          },
          defaults: clientGrantDefaults,
        },
      }),
      onRequest: allow('create:client_grants'),
      schema: { body: ClientGrantCreate },
    },
    async (request, reply) => {
      const { body, tenant } = request;
      const api = await tenant.storage.resourceServers.findByIdentifier(body.audience);
      if (!api)
        throw new RuleError(
          404,
          'inexistent_resource_server',
          `No resource with identifier ${body.audience}`,
        );
      const { resourceServer } = api;
      const grant = newClientGrant(body, {
        id: newClientGrantId(random),
        resourceServer,
        client: await granteeOf(tenant, body),
      });
      escalation.give(request, managementScopesIn(request, grant, resourceServer));
      reply.code(201);
      return changeAndAnswer(request, reply, async ({ clientGrants }) => {
        const { updatedAt } = await clientGrants.create(grant);
        tagAnswer(request, reply, versionTag(updatedAt));
        return presentClientGrant(grant, resourceServer.identifier);
      });
    },
  );

  app.get(
    '/client-grants/:id',
    {
      config: operation({
        id: 'getClientGrant',
        summary: 'Read a client grant',
        tag: 'Client grants',
        success: [200, clientGrantBody],
        refusals: [404],
        headers: ifNoneMatchHeader,
      }),
      onRequest: allow('read:client_grants'),
      schema: { params: Path },
    },
    async (request, reply) => {
      const found = await request.tenant.storage.clientGrants.findRevised(request.params.id);
      if (!found) throw inexistentGrant();
      if (tagAnswer(request, reply, versionTag(found.updatedAt))) return sendNotModified(reply);
      const api = await apiOf(request.tenant, found.grant);
      return presentClientGrant(found.grant, api.identifier);
    },
  );

  app.patch(
    '/client-grants/:id',
    {
      config: operation({
        id: 'updateClientGrant',
        summary: 'Change a client grant',
        tag: 'Client grants',
        success: [200, clientGrantBody],
        refusals: [400, 404],
        headers: ifMatchHeader,
        body: { example: { scope: ['read:parcels', 'write:parcels'] } },
      }),
      onRequest: allow('update:client_grants'),
      schema: { params: Path, body: ClientGrantUpdate },
    },
    async (request, reply) => {
      const { tenant, body } = request;
      const grant = await tenant.storage.clientGrants.find(request.params.id);
      if (!grant) throw inexistentGrant();
      const api = await apiOf(tenant, grant);
      const facts = { resourceServer: api, client: await granteeOf(tenant, grant) };
      const patched = (current: ClientGrant) => {
        const next = patchClientGrant(current, body, facts);
        const before = new Set(managementScopesIn(request, current, api));
        const added = managementScopesIn(request, next, api).filter((scope) => !before.has(scope));
        escalation.give(request, added);
        return next;
      };
      const updated = await tenant.storage.change(actorOf(request), ({ clientGrants }) =>
        clientGrants.update(grant.id, patched, ifGrantMatches(request)),
      );
      if (!updated) throw inexistentGrant();
      tagAnswer(request, reply, versionTag(updated.updatedAt));
      return updateAnswer(request, 'read:client_grants', presentClientGrant(updated.grant, api.identifier));
    },
  );

  app.delete(
    '/client-grants/:id',
    {
      config: operation({
        id: 'deleteClientGrant',
        summary: 'Delete a client grant',
        tag: 'Client grants',
        success: [204],
        refusals: [400],
        headers: ifMatchHeader,
      }),
      onRequest: allow('delete:client_grants'),
      schema: { params: Path },
    },
    async (request, reply) => {
      const { id } = request.params;
      await request.tenant.storage.change(actorOf(request), async ({ clientGrants }) => {
        if ((await clientGrants.find(id))?.is_system)
          throw new RuleError(400, 'operation_not_supported', 'A system client grant cannot be deleted.');
        await clientGrants.delete(id, ifGrantMatches(request));
      });
      return reply.code(204).send();
    },
  );
}

/** What a grant gives of the Management API; grants for users give a client nothing. */
function managementScopesIn(
  { tenant }: FastifyRequest,
  grant: ClientGrant,
  api: ResourceServer,
): readonly string[] {
  const counts = api.identifier === tenant.managementAudience && grant.subject_type === 'client';
  return counts ? grantedScopes(grant, api) : [];
}

function ifGrantMatches(request: FastifyRequest) {
  return ifMatch<ClientGrant>(request, {
    name: 'client grant',
    tagOf: (_grant, { updatedAt }) => versionTag(updatedAt),
    mayKnow: request.caller.scopes.has('read:client_grants') ? () => true : undefined,
  });
}

/** The client that a grant is for, where it is for one. */
async function granteeOf({ storage }: Tenant, { client_id }: { client_id?: string | undefined }) {
  return client_id === undefined ? undefined : storage.clients.find(client_id);
}

async function apiOf({ storage }: Tenant, grant: ClientGrant): Promise<ResourceServer> {
  const api = await storage.resourceServers.findById(grant.resource_server_id);
  if (!api) throw inexistentGrant();
  return api.resourceServer;
}

async function listGrants(
  { tenant }: FastifyRequest,
  reply: FastifyReply,
  query: Type.Static<typeof ListQuery>,
): Promise<FastifyReply> {
  const { clientGrants, resourceServers, cursors } = tenant.storage;
  const api =
    query.audience === undefined ? undefined : await resourceServers.findByIdentifier(query.audience);
  const filter: ClientGrantFilter = {
    clientId: query.client_id,
    resourceServerId: query.audience === undefined ? undefined : (api?.resourceServer.id ?? ''),
    subjectType: query.subject_type,
    defaultFor: query.default_for,
    allowAnyOrganization: query.allow_any_organization,
  };
  return answerPage(
    reply,
    {
      name: 'client_grants',
      filter,
      cursors,
      read: (window) => clientGrants.list(filter, window, admitting(reply).admit),
      count: () => clientGrants.count(filter),
      present: ({ grant, audience }) => presentClientGrant(grant, audience),
    },
    query,
  );
}
