import type { Client } from '../client/metadata.js';
import { isStrict } from '../client/third-party.js';
import { invalidBody, RuleError } from '../error.js';
import { excerpt } from '../excerpt.js';
import { actedOnScopes, chooseClientIdScope, isKnownTo, scopeGeneration } from '../management-scopes.js';
import { type Stored, withoutNulls } from '../stored.js';
import type { ClientGrantCreate, ClientGrantUpdate } from './client-grant-body.js';
import type { ResourceServer } from './resource-server.js';
import { expressConfigurationScopes } from './system-resource-server.js';

/** A client grant as it is kept: it points to its API by id, so that the API's identifier may change. management-api.md 4 */
export interface ClientGrant extends Omit<Stored<ClientGrantCreate>, 'audience' | 'subject_type'> {
  id: string;
  resource_server_id: string;
  subject_type: NonNullable<ClientGrantCreate['subject_type']>;
  is_system?: boolean;
  /** Of which generation of Management scopes those who wrote it knew; the first where it is absent. */
  scope_generation?: number;
  /** Whether all scopes of the Management API are also those that Clientele does not act on. docs/decisions/0104 */
  with_unused_scopes?: boolean;
}

/** What of a client decides about what it may be granted. */
export type Grantee = Pick<Client, 'app_type' | 'third_party_security_mode'>;

/** What a client grant gets besides what was sent. */
export interface NewClientGrantFacts {
  id: string;
  resourceServer: ResourceServer;
  /** The client that it is for, where there is one. */
  client?: Grantee | undefined;
}

/** What stands in for properties of a client grant that are not sent. management-api.md 4 */
export function clientGrantDefaults() {
  return { subject_type: 'client' } satisfies Partial<ClientGrant>;
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
    ...clientGrantDefaults(),
    ...sent,
    id,
    resource_server_id: resourceServer.id,
    scope_generation: scopeGeneration,
  };
  if (grant.allow_all_scopes) checkAllScopes(resourceServer);
  checkClientGrant(grant, resourceServer, client);
  return grant;
}

/** The grant for the Management API that an operator gives to an administrator: all of it, whatever a release adds. docs/decisions/0091 */
export function administratorGrant(facts: {
  id: string;
  clientId: string;
  resourceServerId: string;
  /** Whether also the scopes that Clientele does not act on. */
  withUnusedScopes?: boolean | undefined;
}): ClientGrant {
  return {
    id: facts.id,
    client_id: facts.clientId,
    resource_server_id: facts.resourceServerId,
    allow_all_scopes: true,
    subject_type: 'client',
    scope_generation: scopeGeneration,
    ...(facts.withUnusedScopes && { with_unused_scopes: true }),
  };
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
  { resourceServer, client }: Omit<NewClientGrantFacts, 'id'>,
): ClientGrant {
  if (current.is_system)
    throw new RuleError(400, 'operation_not_supported', 'A system client grant cannot be changed.');
  const { scope: replaced, ...unscoped } = current;
  const kept = change.allow_all_scopes === true ? unscoped : current;
  // Who has it may repeat it, as tools do.
  if (change.allow_all_scopes && !current.allow_all_scopes) checkAllScopes(resourceServer);
  const next: ClientGrant = withoutNulls({ ...kept, ...change, scope_generation: scopeGeneration });
  checkClientGrant(next, resourceServer, client);
  return next;
}

function checkAllScopes({ is_system }: ResourceServer): void {
  if (is_system)
    throw invalidBody('allow_all_scopes cannot be true for a system API; name the scopes in scope.');
}

/** Scopes and types that the API does not define are granted all the same: it may define them later. docs/decisions/0091 */
function checkClientGrant(
  grant: ClientGrant,
  { identifier, is_system }: ResourceServer,
  client: Grantee | undefined,
): void {
  if (grant.allow_all_scopes === true && grant.scope !== undefined)
    throw invalidBody('scope and allow_all_scopes exclude each other.');
  if (grant.allow_all_scopes !== true && grant.scope === undefined)
    throw invalidBody('Either scope or allow_all_scopes is needed.');
  if (grant.default_for === undefined && !(client && isStrict(client))) return;
  if (is_system)
    throw invalidBody(
      `audience must not be a system API for third-party clients in strict security mode: ${excerpt(identifier)}`,
    );
  if (grant.allow_any_organization === true && grant.subject_type === 'client')
    throw invalidBody(
      'allow_any_organization must not be true for third-party clients in strict security mode when subject_type is "client".',
    );
}

/** Whether a grant counts for an API: one that stands for many clients gives nothing of a system API. third-party-clients.md */
export function countsFor({ default_for }: ClientGrant, { is_system }: ResourceServer): boolean {
  return default_for === undefined || !is_system;
}

/** The answer for a client grant. management-api.md 4 */
export function presentClientGrant(grant: ClientGrant, audience: string): Record<string, unknown> {
  const { resource_server_id, scope_generation, with_unused_scopes, ...shown } = grant;
  return { ...shown, audience };
}

/**
 * The scopes that a grant gives now: those that its API still defines. Of the Management API's it gives none that a later
 * release began to act on, since nobody decided that. management-api.md 4
 */
export function grantedScopes(grant: ClientGrant, { scopes = [], is_system }: ResourceServer): string[] {
  const defined = scopes.map(({ value }) => value);
  if (!is_system) return grant.allow_all_scopes ? defined : named(grant, defined);
  const { scope_generation: generation = 1 } = grant;
  const granted = grant.allow_all_scopes
    ? allManagementScopes(grant, defined)
    : named(grant, [...defined, chooseClientIdScope]);
  return granted.filter((scope) => isKnownTo(generation, scope));
}

function named({ scope = [] }: ClientGrant, defined: readonly string[]): string[] {
  const known = new Set(defined);
  return scope.filter((value) => known.has(value));
}

/** A token that lists hundreds of scopes is longer than what many proxies let through. docs/decisions/0104 */
function allManagementScopes({ with_unused_scopes }: ClientGrant, defined: readonly string[]): string[] {
  const actedOn = new Set(actedOnScopes);
  return with_unused_scopes ? [...defined] : defined.filter((scope) => actedOn.has(scope));
}
