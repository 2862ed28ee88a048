import { type Static, Type } from 'typebox';
import type { Client } from '../client/metadata.js';
import { invalidBody, RuleError } from '../error.js';
import { isKnownTo, scopeGeneration } from '../management-scopes.js';
import { closed, nullable, type Stored, text, withoutNulls } from '../schema.js';
import { excerpt } from '../violation.js';
import type { ResourceServer } from './resource-server.js';
import { expressConfigurationScopes } from './system-resource-server.js';

const organizationUsage = Type.Enum(['deny', 'allow', 'require'], {
  description: 'How organizations are used',
});
const changeable = {
  scope: Type.Optional(
    Type.Array(text('Scope of the API', { minLength: 1, maxLength: 280 }), {
      maxItems: 1000,
      uniqueItems: true,
      description: 'Scopes that are granted',
    }),
  ),
  allow_any_organization: Type.Optional(
    Type.Boolean({ description: 'Whether any organization may be used' }),
  ),
  authorization_details_types: Type.Optional(
    Type.Array(text('Type of authorization details', { minLength: 1 }), {
      maxItems: 100,
      uniqueItems: true,
      description: 'Types of authorization details that are granted',
    }),
  ),
  allow_all_scopes: Type.Optional(Type.Boolean({ description: 'Whether all scopes of the API are granted' })),
};

/** Body of POST /client-grants. management-api.md 4 */
export const ClientGrantCreate = closed({
  client_id: Type.Optional(text('Id of the client', { minLength: 1 })),
  audience: text('Identifier of the API', { minLength: 1, maxLength: 600 }),
  default_for: Type.Optional(
    Type.Enum(['third_party_clients'], { description: 'Clients that have the grant without being named' }),
  ),
  subject_type: Type.Optional(
    Type.Enum(['client', 'user', 'anonymous_user'], { description: 'For whom the client gets tokens' }),
  ),
  organization_usage: Type.Optional(organizationUsage),
  ...changeable,
});
/** Body of POST /client-grants. */
export type ClientGrantCreate = Static<typeof ClientGrantCreate>;

/** Body of PATCH /client-grants/{id}. management-api.md 4 */
export const ClientGrantUpdate = closed({
  organization_usage: Type.Optional(nullable(organizationUsage)),
  ...changeable,
});
/** Body of PATCH /client-grants/{id}. */
export type ClientGrantUpdate = Static<typeof ClientGrantUpdate>;

/** A client grant as it is kept: it points to its API by id, so that the API's identifier may change. management-api.md 4 */
export interface ClientGrant extends Omit<Stored<ClientGrantCreate>, 'audience' | 'subject_type'> {
  id: string;
  resource_server_id: string;
  subject_type: NonNullable<ClientGrantCreate['subject_type']>;
  is_system?: boolean;
  /** Of which generation of Management scopes those who wrote it knew; the first where it is absent. */
  scope_generation?: number;
}

/** What a client grant gets besides what was sent. */
export interface NewClientGrantFacts {
  id: string;
  resourceServer: ResourceServer;
  /** The client that it is for, where there is one. */
  client?: Pick<Client, 'app_type'> | undefined;
}

/**
 * Makes a client grant of a checked body.
 * @throws RuleError (400) for properties that contradict each other or the API. management-api.md 4
 */
export function newClientGrant(
  body: ClientGrantCreate,
  { id, resourceServer, client }: NewClientGrantFacts,
): ClientGrant {
  const { audience, ...sent } = body;
  if (client?.app_type === 'express_configuration')
    throw new RuleError(400, 'validation_error', 'Client of type express_configuration cannot be used');
  if ((sent.client_id === undefined) === (sent.default_for === undefined))
    throw invalidBody('A client grant needs either client_id or default_for.');
  const grant: ClientGrant = {
    subject_type: 'client',
    ...sent,
    id,
    resource_server_id: resourceServer.id,
    scope_generation: scopeGeneration,
  };
  checkClientGrant(grant, resourceServer);
  return grant;
}

/** The grant for the Management API that a client of type `express_configuration` comes with. management-api.md 2.2 */
export function expressConfigurationGrant(facts: {
  id: string;
  clientId: string;
  resourceServerId: string;
}): ClientGrant {
  return {
    id: facts.id,
    client_id: facts.clientId,
    resource_server_id: facts.resourceServerId,
    scope: [...expressConfigurationScopes],
    subject_type: 'client',
    is_system: true,
    scope_generation: scopeGeneration,
  };
}

/**
 * Applies a checked change to a client grant.
 * @throws RuleError (400) for a system grant, and for properties that contradict each other or the API.
 * management-api.md 4
 */
export function patchClientGrant(
  current: ClientGrant,
  change: ClientGrantUpdate,
  resourceServer: ResourceServer,
): ClientGrant {
  if (current.is_system)
    throw new RuleError(400, 'operation_not_supported', 'A system client grant cannot be changed.');
  const { scope: replaced, ...unscoped } = current;
  const kept = change.allow_all_scopes === true ? unscoped : current;
  const next: ClientGrant = withoutNulls({ ...kept, ...change, scope_generation: scopeGeneration });
  checkClientGrant(next, resourceServer);
  return next;
}

function checkClientGrant(
  grant: ClientGrant,
  { scopes = [], authorization_details = [] }: ResourceServer,
): void {
  if (grant.allow_all_scopes === true && grant.scope !== undefined)
    throw invalidBody('scope and allow_all_scopes exclude each other.');
  if (grant.allow_all_scopes !== true && grant.scope === undefined)
    throw invalidBody('Either scope or allow_all_scopes is needed.');
  const unknownScope = grant.scope?.find((scope) => !scopes.some(({ value }) => value === scope));
  if (unknownScope !== undefined)
    throw invalidBody(`The API does not define the scope ${excerpt(unknownScope)}`);
  const unknownType = grant.authorization_details_types?.find(
    (sent) => !authorization_details.some(({ type }) => type === sent),
  );
  if (unknownType !== undefined)
    throw invalidBody(`The API does not define the authorization details type ${excerpt(unknownType)}`);
}

/** The answer for a client grant. management-api.md 4 */
export function presentClientGrant(grant: ClientGrant, audience: string): Record<string, unknown> {
  const { resource_server_id, scope_generation, ...shown } = grant;
  return { ...shown, audience };
}

/**
 * The scopes that a grant gives now: those that its API still defines. Of the Management API's it gives none that a later
 * release began to act on, since nobody decided that. management-api.md 4
 */
export function grantedScopes(grant: ClientGrant, { scopes = [], is_system }: ResourceServer): string[] {
  const defined = new Set(scopes.map(({ value }) => value));
  const granted =
    grant.allow_all_scopes === true
      ? [...defined]
      : (grant.scope ?? []).filter((scope) => defined.has(scope));
  if (!is_system) return granted;
  const { scope_generation: generation = 1 } = grant;
  return granted.filter((scope) => isKnownTo(generation, scope));
}
