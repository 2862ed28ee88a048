import {
  addCredential,
  type Credential,
  CredentialCreate,
  CredentialUpdate,
  detachCredential,
  newCredentialId,
  normalizeTimestamp,
  presentCredential,
  RuleError,
  slotReferences,
} from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import { newCredential, readPemOf } from '../crypto/public-key-material.js';
import { actorOf } from '../http/request-context.js';
import { credentialBody, credentialsBody, usedCredentialBody } from './answers/credential-body.js';
import { changeAndAnswer } from './answers/kept-answer.js';
import { presentLastUse } from './answers/last-used.js';
import { operation } from './answers/operation.js';
import { updateAnswer } from './answers/update-answer.js';
import { inexistentClient } from './clients.js';
import type { ManagementApp, ManagementContext } from './requests/context.js';
import { managementScopesOf } from './requests/escalation.js';

const ClientPath = Type.Object({ id: Type.String() });
const CredentialPath = Type.Object({ id: Type.String(), credentialId: Type.String() });

/** Recorded answers do not have it, so that it is there where it is asked for only. docs/decisions/0117 */
const UsageQuery = Type.Object({
  include_usage: Type.Optional(
    Type.Boolean({ default: false, description: 'Whether last_used is answered too.' }),
  ),
});

function inexistentCredential(): RuleError {
  return new RuleError(404, 'inexistent_credential', 'The credential does not exist');
}

/** A key whose private half nobody has. */
const samplePublicKey = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEJjJvfxU7IaDS/OWUFS7aBuem5ORa
R41NXtN5S4Wb1MQMcievZPLz45GQIWTaRKjUBwRj08r8y8Ky8RYs8t1vAA==
-----END PUBLIC KEY-----
`;

/** `/clients/{id}/credentials`: list, create, get, update, delete. management-api.md 3 */
export function credentialRoutes(app: ManagementApp, context: ManagementContext): void {
  const { allow, random, now, escalation, credentialRules } = context;
  const mayAuthenticateAs = async (request: FastifyRequest, clientId: string) =>
    escalation.authenticateAs(request, await managementScopesOf(request, clientId));

  app.get(
    '/clients/:id/credentials',
    {
      config: operation({
        id: 'listCredentials',
        summary: 'List the credentials of a client',
        tag: 'Credentials',
        success: [200, credentialsBody],
        refusals: [404],
      }),
      onRequest: allow('read:client_credentials'),
      schema: { params: ClientPath, querystring: UsageQuery },
    },
    async (request) => {
      await requireClient(request, request.params.id);
      const credentials = await request.tenant.storage.credentials.list(request.params.id);
      const lastUse = await lastUsesOf(request, credentials);
      return credentials.map((credential) => ({ ...presentCredential(credential), ...lastUse(credential) }));
    },
  );

  app.post(
    '/clients/:id/credentials',
    {
      config: operation({
        id: 'createCredential',
        summary: 'Add a credential to a client',
        tag: 'Credentials',
        success: [201, credentialBody],
        refusals: [400, 404],
        body: { example: { credential_type: 'public_key', name: 'First key', pem: samplePublicKey } },
      }),
      onRequest: allow('create:client_credentials'),
      schema: { params: ClientPath, body: CredentialCreate },
    },
    async (request, reply) => {
      await requireClient(request, request.params.id);
      await mayAuthenticateAs(request, request.params.id);
      const facts = { id: newCredentialId(random), now: now() };
      const credential = await readPemOf('pem', () => newCredential(request.body, facts));
      reply.code(201);
      return changeAndAnswer(request, reply, async ({ credentials }) => {
        const { id } = request.params;
        const added = await credentials.add(id, credential, (existing) =>
          addCredential(existing, credential, credentialRules.perSlot),
        );
        if (!added) throw inexistentClient();
        return presentCredential(added);
      });
    },
  );

  app.get(
    '/clients/:id/credentials/:credentialId',
    {
      config: operation({
        id: 'getCredential',
        summary: 'Read a credential',
        tag: 'Credentials',
        success: [200, usedCredentialBody],
        refusals: [404],
      }),
      onRequest: allow('read:client_credentials'),
      schema: { params: CredentialPath, querystring: UsageQuery },
    },
    async (request) => {
      const { id, credentialId } = request.params;
      await requireClient(request, id);
      const credential = await request.tenant.storage.credentials.find(id, credentialId);
      if (!credential) throw inexistentCredential();
      const lastUse = await lastUsesOf(request, [credential]);
      return {
        ...presentCredential(credential),
        ...(await expiryOfUnused(request, credential)),
        ...lastUse(credential),
      };
    },
  );

  app.patch(
    '/clients/:id/credentials/:credentialId',
    {
      config: operation({
        id: 'updateCredential',
        summary: 'Change when a credential expires',
        tag: 'Credentials',
        success: [200, credentialBody],
        refusals: [400, 404],
        body: { example: { expires_at: '2099-12-31T00:00:00.000Z' } },
      }),
      onRequest: allow('update:client_credentials'),
      schema: { params: CredentialPath, body: CredentialUpdate },
    },
    async (request) => {
      const { id, credentialId } = request.params;
      await requireClient(request, id);
      await mayAuthenticateAs(request, id);
      const updated = await request.tenant.storage.change(actorOf(request), ({ credentials }) =>
        credentials.update(id, credentialId, (current) => reschedule(current, request.body, now())),
      );
      if (!updated) throw inexistentCredential();
      return updateAnswer(request, 'read:client_credentials', { ...presentCredential(updated) });
    },
  );

  app.delete(
    '/clients/:id/credentials/:credentialId',
    {
      config: operation({
        id: 'deleteCredential',
        summary: 'Delete a credential, enabled or not',
        tag: 'Credentials',
        success: [204],
        refusals: [404],
      }),
      onRequest: allow('delete:client_credentials'),
      schema: { params: CredentialPath },
    },
    async (request, reply) => {
      const { id, credentialId } = request.params;
      await mayAuthenticateAs(request, id);
      await request.tenant.storage.change(actorOf(request), async ({ credentials }) => {
        const deleted = await credentials.delete(id, credentialId, detachCredential);
        // Deleting once more is not an error (recorded); naming another client's credential is.
        if (!deleted && (await credentials.ownerOf(credentialId)) !== undefined) throw inexistentCredential();
      });
      return reply.code(204).send();
    },
  );
}

/** Changes when a credential expires; a certificate's own expiry stays what the certificate says. */
function reschedule(current: Credential, { expires_at: sent }: CredentialUpdate, now: number): Credential {
  if (current.credential_type !== 'public_key')
    throw new RuleError(
      400,
      'invalid_body',
      'expires_at can be changed on credentials of type public_key only.',
    );
  const { expires_at: before, ...rest } = current;
  const expiry = sent === undefined ? before : sent;
  return {
    ...rest,
    ...(typeof expiry === 'string' && { expires_at: normalizeTimestamp(expiry) }),
    updated_at: new Date(now).toISOString(),
  };
}

/** A key that never expires and that nothing names yet is shown with null, if it is read alone. docs/decisions/0082 */
async function expiryOfUnused(
  { tenant, params }: FastifyRequest<{ Params: { id: string } }>,
  { id, credential_type, expires_at }: Credential,
): Promise<{ expires_at?: null }> {
  if (credential_type !== 'public_key' || expires_at !== undefined) return {};
  const client = await tenant.storage.clients.find(params.id);
  const isNamed = slotReferences(client ?? {}).some(({ credentials }) =>
    credentials.some((named) => named.id === id),
  );
  return isNamed ? {} : { expires_at: null };
}

/** How each credential was used, where that is asked for. */
async function lastUsesOf(
  {
    tenant,
    params,
    query,
  }: FastifyRequest<{ Params: { id: string }; Querystring: { include_usage?: boolean } }>,
  credentials: readonly Credential[],
): Promise<(credential: Credential) => ReturnType<typeof presentLastUse>> {
  if (query.include_usage !== true) return () => ({});
  const uses = await tenant.storage.usage.lastUses(
    params.id,
    credentials.map(({ id }) => id),
  );
  return ({ id }) => presentLastUse(uses.get(id));
}

async function requireClient({ tenant }: FastifyRequest, clientId: string): Promise<void> {
  if (!(await tenant.storage.clients.core(clientId))) throw inexistentClient();
}
