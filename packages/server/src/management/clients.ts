import {
  type Client,
  ClientCreate,
  ClientUpdate,
  type Credential,
  checkFilters,
  checkRotation,
  chosenSecret,
  clientDefaults,
  clientReadScopes,
  type FieldSelection,
  generateSecret,
  isVisible,
  limitSlots,
  type PresentableClient,
  parseClientQuery,
  parseFields,
  patchClient,
  presentClient,
  presentRefusal,
  previousSecretExpiresIn,
  propertyScopes,
  RuleError,
  showsOnlyCore,
  touchesAuthentication,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import type { Caller } from '../http/request-context.js';
import { actorOf } from '../http/request-context.js';
import type { Admit } from '../storage/port/listing.js';
import type { ClientFilter, ClientStore } from '../storage/port/stores.js';
import { clientBody, clientsBody } from './answers/client-body.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { ifMatchHeader, ifNoneMatchHeader, operation } from './answers/operation.js';
import { admitting, answerPage, pageParameters, perPage } from './answers/page.js';
import { sendKnown, tagAnswer } from './answers/tag-answer.js';
import { registration } from './client-registration.js';
import { requireScopes } from './requests/authorize.js';
import { takeChosenId } from './requests/chosen-client-id.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { clientTag } from './requests/entity-tag.js';
import { changesAuthentication, managementScopesOf } from './requests/escalation.js';
import { passOverTimes } from './requests/own-times.js';
import { ifMatch } from './requests/preconditions.js';
import { checkOverlap, overlapOf, type SecretOverlap } from './requests/secret-overlap.js';

/** `fields` and `include_fields` of clients. management-api.md 2.1 */
export const fieldParameters = {
  fields: Type.Optional(Type.String({ maxLength: 4000, description: 'Comma-separated list of properties.' })),
  include_fields: Type.Optional(
    Type.Boolean({ default: true, description: 'Whether the named properties are included.' }),
  ),
};

/** Query of GET /clients. management-api.md 2.1 */
export const ListQuery = Type.Object({
  ...fieldParameters,
  ...pageParameters,
  per_page: perPage(0),
  is_global: Type.Optional(Type.Boolean({ description: 'Only the global client, or all others.' })),
  is_first_party: Type.Optional(Type.Boolean({ description: 'Only first-party clients, or only others.' })),
  app_type: Type.Optional(
    Type.String({ minLength: 1, maxLength: 1000, description: 'Comma-separated list of types.' }),
  ),
  client_ids: Type.Optional(
    Type.String({ minLength: 1, maxLength: 8000, description: 'Comma-separated list of ids.' }),
  ),
  external_client_id: Type.Optional(
    Type.String({ minLength: 1, maxLength: 120, description: 'Only the client with this external id.' }),
  ),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1000,
      description:
        'client_grant.organization_id:<id> or client_grant.allow_any_organization:true; with take or from, without other filters.',
    }),
  ),
});
/** Query of GET /clients/{id}. management-api.md 2.3 */
export const GetQuery = Type.Object(fieldParameters);
const ClientPath = Type.Object({ id: Type.String() });

/** The error for a client that is not (or no longer) there. */
export function inexistentClient(): RuleError {
  return new RuleError(404, 'inexistent_client', 'The client does not exist');
}

/** Whether secrets need to be read at all for an answer to this caller. */
export function seesSecret({ caller }: FastifyRequest): { withSecret: boolean } {
  return {
    withSecret: caller.scopes.has('read:client_keys') || caller.scopes.has('read:client_credentials'),
  };
}

/** `/clients`: list, create, get, update, delete, rotate-secret. management-api.md 2 */
export function clientRoutes(app: ManagementApp, context: ManagementContext): void {
  const { allow, random, escalation, secretOverlap, credentialRules, requireRightClock } = context;
  app.decorateRequest('chosenClientId');

  app.get(
    '/clients',
    {
      config: operation({
        id: 'listClients',
        summary: 'List clients',
        tag: 'Clients',
        success: [200, clientsBody],
        refusals: [400],
      }),
      onRequest: allow(...clientReadScopes),
      schema: { querystring: ListQuery },
    },
    async (request, reply) => {
      const { query } = request;
      const { clients, cursors } = request.tenant.storage;
      const view = { scopes: request.caller.scopes, fields: parseFields(query.fields, query.include_fields) };
      const filter = clientFilter(query);
      checkFilters(query, view.scopes);
      const options = { ...seesSecret(request), ...admitting(reply) };
      return answerPage<PresentableClient>(
        reply,
        {
          name: 'clients',
          filter,
          cursors,
          read: (window) =>
            showsOnlyCore(view) ? clients.listCores(filter, window) : clients.list(filter, window, options),
          count: () => clients.count(filter),
          present: (client) => presentClient(client, { ...view, inList: true }),
        },
        query,
      );
    },
  );

  app.post(
    '/clients',
    {
      config: operation({
        id: 'createClient',
        summary: 'Register a client',
        tag: 'Clients',
        success: [201, clientBody],
        refusals: [400, 404],
        body: { example: { name: 'Invoice robot', app_type: 'non_interactive' }, defaults: clientDefaults },
      }),
      onRequest: allow('create:clients'),
      preValidation: [passOverTimes, takeChosenId],
      schema: { body: ClientCreate },
    },
    async (request, reply) => {
      const { body, caller } = request;
      limitSlots(body, credentialRules.perSlot);
      requireScopes(caller, propertyScopes(body, 'create'));
      checkSecretRotation(body, secretOverlap);
      reply.code(201);
      const register = await registration(request, body, context);
      return changeAndAnswer(request, reply, async (stores) => {
        const { client, credentials, secret } = await register(stores);
        tagAnswer(request, reply, clientTag({ ...client, client_secret: secret }, caller.scopes));
        return presentClient(
          { ...client, client_secret: secret, encrypted: true },
          { scopes: caller.scopes, always: ['client_id', 'client_secret'], credentials },
        );
      });
    },
  );

  app.get(
    '/clients/:id',
    {
      config: operation({
        id: 'getClient',
        summary: 'Read a client',
        tag: 'Clients',
        success: [200, clientBody],
        refusals: [400, 404],
        headers: ifNoneMatchHeader,
      }),
      onRequest: allow(...clientReadScopes),
      schema: { params: ClientPath, querystring: GetQuery },
    },
    async (request, reply) => {
      const { scopes } = request.caller;
      const fields = parseFields(request.query.fields, request.query.include_fields);
      const client = await clientToShow(request, { fields, ...admitting(reply) });
      const shown = presentClient(client, { scopes, fields });
      // What is a part only is no state that a change could be based on.
      if (!fields && tagAnswer(request, reply, clientTag(client, scopes))) return sendKnown(reply, shown);
      return shown;
    },
  );

  app.patch(
    '/clients/:id',
    {
      config: operation({
        id: 'updateClient',
        summary: 'Change a client',
        tag: 'Clients',
        success: [200, clientBody],
        refusals: [400, 404],
        headers: ifMatchHeader,
        body: { example: { description: 'Sends invoices', client_metadata: { team: 'billing' } } },
      }),
      onRequest: allow('update:clients'),
      preValidation: passOverTimes,
      schema: { params: ClientPath, body: ClientUpdate },
    },
    async (request, reply) => {
      const { body, params, caller } = request;
      limitSlots(body, credentialRules.perSlot);
      requireScopes(caller, propertyScopes(body, 'update'));
      checkSecretRotation(body, secretOverlap);
      if (body.client_secret !== undefined) requireRightClock();
      const held = touchesAuthentication(body) ? await managementScopesOf(request, params.id) : undefined;
      return request.tenant.storage.change(actorOf(request), async ({ clients }) => {
        const changed = await clients.update(
          params.id,
          (current, credentials) => {
            if (held && changesAuthentication(current, body)) escalation.authenticateAs(request, held);
            const client = patched(request, current, credentials);
            if (body.client_secret === undefined) return { client };
            const made = chosenSecret(random, body.client_secret);
            return { client, secret: { made, overlap: overlapOf(client, { overlap: secretOverlap }) } };
          },
          ifClientMatches(request, clients),
        );
        if (!changed) throw inexistentClient();
        const shown = await withSecret(request, changed, clients);
        tagAnswer(request, reply, clientTag(shown, caller.scopes));
        return presentClient(shown, { scopes: caller.scopes });
      });
    },
  );

  app.delete(
    '/clients/:id',
    {
      config: operation({
        id: 'deleteClient',
        summary: 'Delete a client with all that belongs to it',
        tag: 'Clients',
        success: [204],
        refusals: [400],
        headers: ifMatchHeader,
      }),
      onRequest: allow('delete:clients'),
      schema: { params: ClientPath },
    },
    async (request, reply) => {
      const { id } = request.params;
      await request.tenant.storage.change(actorOf(request), async ({ clients }) => {
        if ((await clients.core(id))?.global)
          throw new RuleError(400, 'operation_not_supported', 'The global client cannot be deleted.');
        await clients.delete(id, ifClientMatches(request, clients));
      });
      return reply.code(204).send();
    },
  );

  app.post(
    '/clients/:id/rotate-secret',
    {
      config: operation({
        id: 'rotateClientSecret',
        summary: 'Rotate the secret of a client',
        tag: 'Clients',
        success: [200, clientBody],
        refusals: [400, 404, 409],
        body: { optional: true, example: { previous_secret_expires_in: 86400 } },
      }),
      onRequest: allow('update:client_keys'),
      schema: { params: ClientPath, body: RotateSecretBody },
    },
    async (request, reply) => {
      const made = generateSecret(random, credentialRules.secretFormat);
      const sent = request.body?.previous_secret_expires_in;
      requireRightClock();
      const held = await managementScopesOf(request, request.params.id);
      return changeAndAnswer(request, reply, async ({ clients }) => {
        const rotated = await clients.update(request.params.id, (client) => {
          escalation.authenticateAs(request, held);
          checkRotation(client);
          return { client, secret: { made, overlap: overlapOf(client, { sent, overlap: secretOverlap }) } };
        });
        if (!rotated) throw inexistentClient();
        return presentClient(
          { ...rotated, client_secret: made.text },
          { scopes: request.caller.scopes, always: ['client_id', 'client_secret'] },
        );
      });
    },
  );
}

/** The client as the body changes it; a refusal discloses nothing that the caller may not see. */
function patched(
  { body, caller }: { body: ClientUpdate; caller: Caller },
  current: Client,
  credentials: Credential[],
): Client {
  try {
    return patchClient(current, body, credentials);
  } catch (error) {
    if (error instanceof RuleError) throw presentRefusal(error, { scopes: caller.scopes, sent: body });
    throw error;
  }
}

/** Tools send nothing, `null`, `{}`, or the id that the path has already. management-api.md 1.1 */
const RotateSecretBody = Type.Union([
  Type.Null(),
  Type.Object(
    {
      id: Type.Optional(Type.String()),
      previous_secret_expires_in: Type.Optional(previousSecretExpiresIn),
    },
    { additionalProperties: false },
  ),
]);

function checkSecretRotation(
  { secret_rotation }: ClientCreate | ClientUpdate,
  { most }: SecretOverlap,
): void {
  if (secret_rotation?.overlap !== undefined)
    checkOverlap('secret_rotation.overlap', secret_rotation.overlap, most);
}

/** What of a client is read for an answer to this caller. */
async function clientToShow(
  request: FastifyRequest<{ Params: { id: string } }>,
  { fields, admit }: { fields: FieldSelection | undefined; admit: Admit },
): Promise<PresentableClient> {
  const { clients } = request.tenant.storage;
  const { id } = request.params;
  const onlyCore = showsOnlyCore({ scopes: request.caller.scopes, fields });
  const client = await (onlyCore ? clients.core(id) : clients.find(id, { admit }));
  if (!client) throw inexistentClient();
  return onlyCore ? client : withSecret(request, client, clients);
}

/** A client with its secret, where this caller sees it. */
async function withSecret<Shown extends PresentableClient>(
  request: FastifyRequest,
  client: Shown,
  clients: Pick<ClientStore, 'secret'>,
): Promise<Shown> {
  const secret = seesSecret(request).withSecret ? await clients.secret(client.client_id) : undefined;
  return secret === undefined ? client : { ...client, client_secret: secret };
}

/** What `If-Match` asks of a client; a refusal tells no more of it than the caller may read. docs/decisions/0088 */
function ifClientMatches(request: FastifyRequest, clients: Pick<ClientStore, 'secret'>) {
  const { scopes } = request.caller;
  return ifMatch<Client>(request, {
    name: 'client',
    tagOf: async (client, { updatedAt }) => {
      const shown = await withSecret<PresentableClient>(request, client, clients);
      return clientTag({ ...shown, updated_at: new Date(updatedAt).toISOString() }, scopes);
    },
    mayKnow: isVisible('updated_at', scopes) ? (property) => isVisible(property, scopes) : undefined,
  });
}

const filters = ['is_global', 'is_first_party', 'app_type', 'client_ids', 'external_client_id'] as const;

function clientFilter(query: Type.Static<typeof ListQuery>): ClientFilter {
  if (query.q !== undefined) return queryFilter(query.q, query);
  return {
    isGlobal: query.is_global,
    isFirstParty: query.is_first_party,
    appTypes: query.app_type?.split(','),
    clientIds: query.client_ids?.split(','),
    externalClientId: query.external_client_id,
  };
}

/** `q` is for checkpoint lists and stands alone. management-api.md 2.1 */
function queryFilter(q: string, query: Type.Static<typeof ListQuery>): ClientFilter {
  const other = filters.find((name) => query[name] !== undefined);
  if (other !== undefined) throw invalidQuery(`Cannot be combined with ${other}`);
  if (query.take === undefined && query.from === undefined)
    throw invalidQuery('Needs checkpoint paging: take or from');
  return { withGrant: parseClientQuery(q) };
}

function invalidQuery(rule: string): RuleError {
  return new RuleError(400, 'invalid_query_string', `Query validation error: '${rule}' on property q.`);
}
