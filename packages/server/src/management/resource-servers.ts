import {
  isResourceServerId,
  patchResourceServer,
  presentResourceServer,
  ResourceServerCreate,
  ResourceServerUpdate,
  RuleError,
  resourceServerDefaults,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import { actorOf } from '../http/request-context.js';
import { makeResourceServer, thumbprintOf, withSigningSecret } from '../registration/resource-server.js';
import { ConflictError } from '../storage/port/errors.js';
import type { Admit } from '../storage/port/listing.js';
import type {
  FoundResourceServer,
  ResourceServerStore,
  StoredResourceServer,
} from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { ifMatchHeader, ifNoneMatchHeader, operation } from './answers/operation.js';
import { admitting, answerPage, pageParameters } from './answers/page.js';
import { resourceServerBody, resourceServersBody } from './answers/resource-server-body.js';
import { selectFields, simpleFieldParameters } from './answers/simple-fields.js';
import { sendKnown, tagAnswer } from './answers/tag-answer.js';
import { updateAnswer } from './answers/update-answer.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { versionTag } from './requests/entity-tag.js';
import { ifMatch } from './requests/preconditions.js';

const Path = Type.Object({ id: Type.String() });
/** Query of GET /resource-servers. management-api.md 5 */
export const ListQuery = Type.Object({
  ...pageParameters,
  ...simpleFieldParameters,
  identifiers: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 1000 }), {
      maxItems: 10,
      description: 'Only the APIs with these identifiers.',
    }),
  ),
});
/** Query of GET /resource-servers/{id}. management-api.md 5 */
export const GetQuery = Type.Object(simpleFieldParameters);

function inexistentResourceServer(): RuleError {
  return new RuleError(404, 'inexistent_resource_server', 'The resource server does not exist');
}

/** `/resource-servers`: list, create, get, update, delete, by id or by identifier. management-api.md 5 */
export function resourceServerRoutes(
  app: ManagementApp,
  { allow, random, escalation }: ManagementContext,
): void {
  app.get(
    '/resource-servers',
    {
      config: operation({
        id: 'listResourceServers',
        summary: 'List APIs',
        tag: 'Resource servers',
        success: [200, resourceServersBody],
        refusals: [400],
      }),
      onRequest: allow('read:resource_servers'),
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { query } = request;
      const { resourceServers, cursors } = request.tenant.storage;
      const filter = { identifiers: query.identifiers };
      return answerPage(
        reply,
        {
          name: 'resource_servers',
          filter,
          cursors,
          read: (window) => resourceServers.list(filter, window, admitting(reply).admit),
          count: () => resourceServers.count(filter),
          present: (stored) => selectFields(presentStored(stored), query),
        },
        query,
      );
    },
  );

  app.post(
    '/resource-servers',
    {
      config: operation({
        id: 'createResourceServer',
        summary: 'Register an API',
        tag: 'Resource servers',
        success: [201, resourceServerBody],
        refusals: [400, 409],
        body: {
          example: {
            identifier: 'https://parcels.example/',
            name: 'Parcels',
            scopes: [{ value: 'read:parcels' }, { value: 'write:parcels' }],
          },
          defaults: resourceServerDefaults,
        },
      }),
      onRequest: allow('create:resource_servers'),
      schema: { body: ResourceServerCreate },
    },
    async (request, reply) => {
      const { body, tenant } = request;
      if (body.identifier === tenant.managementAudience) throw new ConflictError('identifier');
      const stored = await makeResourceServer(body, { issuer: tenant.issuer, random });
      reply.code(201);
      const answer = await changeAndAnswer(request, reply, async ({ resourceServers }) => {
        const { updatedAt } = await resourceServers.create(stored);
        tagAnswer(request, reply, versionTag(updatedAt));
        return presentStored(stored);
      });
      await provideKey(tenant, stored);
      return answer;
    },
  );

  app.get(
    '/resource-servers/:id',
    {
      config: operation({
        id: 'getResourceServer',
        summary: 'Read an API, by id or by encoded identifier',
        tag: 'Resource servers',
        success: [200, resourceServerBody],
        refusals: [400, 404],
        headers: ifNoneMatchHeader,
      }),
      onRequest: allow('read:resource_servers'),
      schema: { params: Path, querystring: GetQuery },
    },
    async (request, reply) => {
      const { admit } = admitting(reply);
      const stored = await forReading(request.tenant.storage.resourceServers, request.params.id, admit);
      if (!stored) throw inexistentResourceServer();
      // What is a part only is no state that a change could be based on.
      const shown = selectFields(presentStored(stored), request.query);
      if (request.query.fields === undefined && tagAnswer(request, reply, versionTag(stored.updatedAt)))
        return sendKnown(reply, shown);
      return shown;
    },
  );

  app.patch(
    '/resource-servers/:id',
    {
      config: operation({
        id: 'updateResourceServer',
        summary: 'Change an API',
        tag: 'Resource servers',
        success: [200, resourceServerBody],
        refusals: [400, 404],
        headers: ifMatchHeader,
        body: { example: { token_lifetime: 3600 } },
      }),
      onRequest: allow('update:resource_servers'),
      schema: { params: Path, body: ResourceServerUpdate },
    },
    async (request, reply) => {
      const { body } = request;
      const known = await byIdOrIdentifier(request.tenant.storage.resourceServers, request.params.id);
      if (!known) throw inexistentResourceServer();
      const thumbprint = await thumbprintOf(body);
      const patched = (current: StoredResourceServer) => {
        if (current.resourceServer.is_system) escalation.changeSystemApi(request);
        const resourceServer = patchResourceServer(current.resourceServer, body, thumbprint);
        // The secret that signed for it goes with HS256.
        const signs = current.resourceServer.signing_alg === 'HS256';
        const isKept = !signs || resourceServer.signing_alg === 'HS256';
        const signingSecret = body.signing_secret ?? (isKept ? current.signingSecret : undefined);
        return withSigningSecret({ resourceServer, signingSecret }, random);
      };
      const updated = await request.tenant.storage.change(actorOf(request), ({ resourceServers }) =>
        resourceServers.update(known.resourceServer.id, patched, ifApiMatches(request)),
      );
      if (!updated) throw inexistentResourceServer();
      await provideKey(request.tenant, updated);
      tagAnswer(request, reply, versionTag(updated.updatedAt));
      return updateAnswer(request, 'read:resource_servers', presentStored(updated));
    },
  );

  app.delete(
    '/resource-servers/:id',
    {
      config: operation({
        id: 'deleteResourceServer',
        summary: 'Delete an API with its client grants',
        tag: 'Resource servers',
        success: [204],
        refusals: [400],
        headers: ifMatchHeader,
      }),
      onRequest: allow('delete:resource_servers'),
      schema: { params: Path },
    },
    async (request, reply) => {
      const { storage, managementAudience } = request.tenant;
      await storage.change(actorOf(request), async ({ resourceServers }) => {
        const stored = await byIdOrIdentifier(resourceServers, request.params.id);
        if (stored?.resourceServer.identifier === managementAudience)
          throw new RuleError(400, 'operation_not_supported', 'The Management API cannot be deleted.');
        if (stored?.resourceServer.is_system) escalation.changeSystemApi(request);
        await resourceServers.delete(stored?.resourceServer.id ?? '', ifApiMatches(request));
      });
      return reply.code(204).send();
    },
  );
}

function ifApiMatches(request: FastifyRequest) {
  return ifMatch<StoredResourceServer>(request, {
    name: 'API',
    tagOf: (_api, { updatedAt }) => versionTag(updatedAt),
    mayKnow: request.caller.scopes.has('read:resource_servers') ? () => true : undefined,
  });
}

/** Which of the two a path names, its form alone decides. docs/decisions/0075 */
function byIdOrIdentifier(
  resourceServers: Pick<ResourceServerStore, 'findById' | 'findByIdentifier'>,
  named: string,
  admit?: Admit,
): Promise<FoundResourceServer | undefined> {
  return isResourceServerId(named)
    ? resourceServers.findById(named, admit)
    : resourceServers.findByIdentifier(named, admit);
}

/** Reading also takes an identifier that is percent-encoded twice, as Terraform sends it. management-api.md 5 */
async function forReading(
  resourceServers: ResourceServerStore,
  named: string,
  admit: Admit,
): Promise<FoundResourceServer | undefined> {
  const found = await byIdOrIdentifier(resourceServers, named, admit);
  const again = found ? named : decoded(named);
  return again === named ? found : resourceServers.findByIdentifier(again, admit);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An API as it is shown. */
export function presentStored({
  resourceServer,
  signingSecret,
}: StoredResourceServer): Record<string, unknown> {
  return presentResourceServer(
    signingSecret === undefined ? resourceServer : { ...resourceServer, signing_secret: signingSecret },
  );
}

/** Publishes the key before it signs: verifiers may fetch it ahead of the first token. */
async function provideKey({ keys }: Tenant, { resourceServer }: StoredResourceServer): Promise<void> {
  if (resourceServer.signing_alg !== 'HS256') await keys.provide(resourceServer.signing_alg);
}
