import {
  addSecret,
  type ClientSecret,
  ClientSecretCreate,
  ClientSecretUpdate,
  changeSecret,
  checkRotation,
  chosenSecret,
  endSecret,
  generateSecret,
  inexistentSecret,
  invalidBody,
  normalizeTimestamp,
  presentSecret,
  RuleError,
  refuseMadeSecret,
} from '@clientele/model';
import * as Type from 'typebox';
import { actorOf } from '../http/request-context.js';
import { clientSecretBody, clientSecretsBody, newClientSecretBody } from './answers/client-secret-body.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { presentLastUse } from './answers/last-used.js';
import { operation } from './answers/operation.js';
import { inexistentClient } from './clients.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { managementScopesOf } from './requests/escalation.js';
import { overlapOf } from './requests/secret-overlap.js';

const ClientPath = Type.Object({ id: Type.String() });
const SecretPath = Type.Object({ id: Type.String(), secretId: Type.String() });
const UsageQuery = Type.Object({
  include_usage: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether it is shown how each was used.' }),
  ),
});
const ForceQuery = Type.Object({
  force: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether the client may be left without a way in.' }),
  ),
});

/** `/clients/{id}/secrets`. docs/decisions/0114 */
export function clientSecretRoutes(app: ManagementApp, context: ManagementContext): void {
  const { allow, random, now, escalation, requireRightClock, credentialRules } = context;
  const { secretOverlap: overlap } = context;

  app.get(
    '/clients/:id/secrets',
    {
      config: operation({
        id: 'listClientSecrets',
        summary: 'List the secrets of a client',
        tag: 'Secrets',
        success: [200, clientSecretsBody],
        refusals: [400, 404],
      }),
      onRequest: allow('read:client_keys', 'read:client_credentials'),
      schema: { params: ClientPath, querystring: UsageQuery },
    },
    async ({ tenant: { storage }, params: { id }, query }) => {
      if (!(await storage.clients.core(id))) throw inexistentClient();
      const secrets = await storage.clientSecrets.list(id);
      if (query.include_usage !== true) return { secrets: secrets.map(presentSecret) };
      const uses = await storage.usage.lastUses(
        id,
        secrets.map((secret) => secret.id),
      );
      return {
        secrets: secrets.map((one) => ({ ...presentSecret(one), ...presentLastUse(uses.get(one.id)) })),
      };
    },
  );

  app.post(
    '/clients/:id/secrets',
    {
      config: operation({
        id: 'createClientSecret',
        summary: 'Add a secret to a client',
        tag: 'Secrets',
        success: [201, newClientSecretBody],
        refusals: [400, 404, 409],
        body: { example: { name: 'Next' }, optional: true },
      }),
      onRequest: allow('update:client_keys'),
      schema: { params: ClientPath, body: Type.Union([Type.Null(), ClientSecretCreate]) },
    },
    async (request, reply) => {
      const body = request.body ?? {};
      const { name, secret: chosen, state = 'staged', previous_secret_expires_in: sent } = body;
      if (sent !== undefined && state !== 'primary')
        throw invalidBody('previous_secret_expires_in goes with the state primary.');
      requireRightClock();
      const held = await managementScopesOf(request, request.params.id);
      const expiresAt = futureDeadline(body.expires_at, now());
      const made =
        chosen === undefined
          ? generateSecret(random, credentialRules.secretFormat)
          : chosenSecret(random, chosen);
      reply.code(201);
      return changeAndAnswer(request, reply, async ({ clientSecrets }) => {
        const created = { createdAt: now(), createdBy: request.caller.person?.id ?? request.caller.id };
        const added: ClientSecret = { id: made.id, state, name, hint: made.hint, expiresAt, ...created };
        const secrets = await clientSecrets.change(request.params.id, async (current) => {
          escalation.authenticateAs(request, held);
          checkRotation(current.client);
          if (await current.isHeld(made.text)) throw secretInUse();
          if (chosen !== undefined) refuseMadeSecret('secret', chosen);
          const moment = { now: now(), overlap: overlapOf(current.client, { sent, overlap }) };
          return { secrets: addSecret(current.secrets, added, moment), added: made };
        });
        if (!secrets) throw inexistentClient();
        return { ...presentSecret(added), secret: made.text };
      });
    },
  );

  app.get(
    '/clients/:id/secrets/:secretId',
    {
      config: operation({
        id: 'getClientSecret',
        summary: 'Read a secret of a client; with its text, where secrets can be read',
        tag: 'Secrets',
        success: [200, newClientSecretBody],
        refusals: [404],
      }),
      onRequest: allow('read:client_keys', 'read:client_credentials'),
      schema: { params: SecretPath },
    },
    async ({ tenant: { storage }, params: { id, secretId } }) => {
      if (!(await storage.clients.core(id))) throw inexistentClient();
      const secret = (await storage.clientSecrets.list(id)).find((one) => one.id === secretId);
      if (!secret) throw inexistentSecret();
      const text = await storage.clientSecrets.text(id, secretId);
      return { ...presentSecret(secret), ...(text !== undefined && { secret: text }) };
    },
  );

  app.patch(
    '/clients/:id/secrets/:secretId',
    {
      config: operation({
        id: 'updateClientSecret',
        summary: 'Promote, disable or rename a secret, or change its deadline',
        tag: 'Secrets',
        success: [200, clientSecretBody],
        refusals: [400, 404, 409],
        body: { example: { name: 'Spare', expires_at: '2099-12-31T00:00:00.000Z' } },
      }),
      onRequest: allow('update:client_keys'),
      schema: { params: SecretPath, querystring: ForceQuery, body: ClientSecretUpdate },
    },
    async (request) => {
      const { id, secretId } = request.params;
      const { name, state, previous_secret_expires_in: sent } = request.body;
      if (sent !== undefined && state !== 'primary')
        throw invalidBody('previous_secret_expires_in goes with the state primary.');
      const change = { name, state, expiresAt: deadline(request.body.expires_at) };
      const { force = false } = request.query;
      requireRightClock();
      const asked = { id: secretId, change, force, longest: overlap.most };
      const held = await managementScopesOf(request, id);
      const secrets = await request.tenant.storage.change(actorOf(request), ({ clientSecrets }) =>
        clientSecrets.change(id, (current) => {
          escalation.authenticateAs(request, held);
          checkRotation(current.client);
          const moment = { now: now(), overlap: overlapOf(current.client, { sent, overlap }) };
          return { secrets: changeSecret(current.secrets, asked, moment) };
        }),
      );
      const changed = secrets?.find((secret) => secret.id === secretId);
      if (!changed) throw inexistentClient();
      return presentSecret(changed);
    },
  );

  app.delete(
    '/clients/:id/secrets/:secretId',
    {
      config: operation({
        id: 'deleteClientSecret',
        summary: 'End a secret at once',
        tag: 'Secrets',
        success: [204],
        refusals: [400, 404, 409],
      }),
      onRequest: allow('update:client_keys'),
      schema: { params: SecretPath, querystring: ForceQuery },
    },
    async (request, reply) => {
      const { id, secretId } = request.params;
      const { force = false } = request.query;
      const held = await managementScopesOf(request, id);
      const secrets = await request.tenant.storage.change(actorOf(request), ({ clientSecrets }) =>
        clientSecrets.change(id, (current) => {
          escalation.authenticateAs(request, held);
          // What lets such a client in are its keys.
          const isWayIn = current.client.client_authentication_methods === undefined;
          const ended = { id: secretId, force: force || !isWayIn };
          return { secrets: endSecret(current.secrets, ended, { now: now() }) };
        }),
      );
      if (!secrets) throw inexistentClient();
      return reply.code(204).send();
    },
  );
}

function secretInUse(): RuleError {
  return new RuleError(409, 'secret_in_use', 'The client has this secret already; promote it instead.');
}

function deadline(sent: string | null | undefined): number | null | undefined {
  return typeof sent === 'string' ? Date.parse(normalizeTimestamp(sent)) : sent;
}

/** A secret that has expired before it is made would never work. */
function futureDeadline(sent: string | undefined, now: number): number | undefined {
  const time = deadline(sent) ?? undefined;
  if (time !== undefined && time <= now) throw invalidBody('expires_at must be in the future.');
  return time;
}
