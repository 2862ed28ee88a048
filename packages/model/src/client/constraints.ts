import type { Credential } from '../credential/credential.js';
import { slotReferences, slotTypes } from '../credential/slot.js';
import { invalidBody, RuleError } from '../error.js';
import type { Client } from './metadata.js';
import { maxMetadata } from './setting-values.js';
import { brokenLimit, isStrict } from './third-party.js';

interface Rule {
  broken: (client: Client) => boolean;
  message: string;
}

const maxVaultScopes = 20;

/** What the properties of one client must not be together, however they came to be. */
const rules: readonly Rule[] = [
  {
    // client-visibility.md, authentication methods
    broken: (client) =>
      client.client_authentication_methods !== undefined && client.token_endpoint_auth_method !== undefined,
    message: 'client_authentication_methods and token_endpoint_auth_method are mutually exclusive',
  },
  {
    // client-visibility.md, authentication methods
    broken: (client) =>
      client.client_authentication_methods !== undefined && client.jwt_configuration?.alg === 'HS256',
    message:
      'jwt_configuration.alg must be an asymmetric algorithm, such as RS256, when client_authentication_methods is set',
  },
  {
    // docs/decisions/0032
    broken: (client) => client.global && client.disabled === true,
    message: 'The global client cannot be disabled; it gets no tokens anyway',
  },
  {
    // management-api.md 1.3
    broken: ({ grant_types = [], token_endpoint_auth_method: method }) =>
      grant_types.includes('client_credentials') && method === 'none',
    message:
      'Application must not have Token Endpoint Authentication Method set to "none" when client_credentials grant type is enabled',
  },
  {
    // management-api.md 2.8
    broken: ({ refresh_token: refresh }) =>
      refresh?.rotation_type === 'rotating' && refresh.expiration_type === 'non-expiring',
    message:
      'refresh_token.expiration_type must be "expiring" when refresh_token.rotation_type is "rotating"',
  },
  {
    // management-api.md 2.2
    broken: (client) =>
      client.app_type === 'resource_server' && client.resource_server_identifier === undefined,
    message: 'resource_server_identifier is required when app_type is "resource_server"',
  },
  {
    // management-api.md 2.2
    broken: (client) =>
      client.app_type !== 'resource_server' && client.resource_server_identifier !== undefined,
    message: 'resource_server_identifier needs the app_type "resource_server"',
  },
  {
    // management-api.md 2.4
    broken: (client) =>
      client.is_first_party === false &&
      (client.organization_usage !== undefined || client.organization_require_behavior !== undefined),
    message:
      'organization_usage and organization_require_behavior must be unset when is_first_party is false',
  },
  {
    // management-api.md 2.8
    broken: (client) =>
      client.organization_require_behavior === 'post_login_prompt' && !client.oidc_conformant,
    message: 'oidc_conformant must be true when organization_require_behavior is "post_login_prompt"',
  },
  {
    // management-api.md 2.2
    broken: (client) => client.third_party_security_mode === 'permissive' && client.is_first_party !== false,
    message: 'third_party_security_mode is for clients whose is_first_party is false',
  },
  {
    // management-api.md 2.8
    broken: ({ client_metadata = {} }) => Object.keys(client_metadata).length > maxMetadata,
    message: `client_metadata can have a maximum of ${maxMetadata} properties`,
  },
  {
    // management-api.md 2.8
    broken: ({ token_vault_privileged_access: vault }) =>
      hasTwice(vaultGrants(vault).map((grant) => grant.connection)),
    message: 'token_vault_privileged_access.grants lists a connection twice',
  },
  {
    // management-api.md 2.8
    broken: ({ token_vault_privileged_access: vault }) =>
      vaultGrants(vault).flatMap(({ scopes }) => scopes).length > maxVaultScopes,
    message: `token_vault_privileged_access.grants can have a maximum of ${maxVaultScopes} scopes in all`,
  },
];

/**
 * Checks a client as it would be kept; with `credentials`, also that it names only those, each where it fits.
 * @throws RuleError (400) for the first rule that is broken.
 */
export function checkClient(client: Client, credentials?: readonly Credential[]): void {
  const message =
    (isStrict(client) && brokenLimit(client)) || rules.find((rule) => rule.broken(client))?.message;
  if (message) throw invalidBody(message);
  if (credentials) checkNamedCredentials(client, credentials);
}

/**
 * Checks that the secret may be rotated.
 * @throws RuleError (400) for a client that authenticates with credentials. client-visibility.md
 */
export function checkRotation(client: Client): void {
  if (client.client_authentication_methods === undefined) return;
  throw new RuleError(
    400,
    'operation_not_supported',
    'The client secret cannot be rotated while the client authenticates with credentials; rotate the credentials instead.',
  );
}

function checkNamedCredentials(client: Client, credentials: readonly Credential[]): void {
  for (const { slot, credentials: named } of slotReferences(client)) {
    if (hasTwice(named.map(({ id }) => id))) throw invalidBody(`${slot} lists a credential twice`);
    for (const { id } of named) {
      const credential = credentials.find((candidate) => candidate.id === id);
      if (!credential) throw invalidBody(`${slot} names a credential that the client does not have: ${id}`);
      if (credential.credential_type !== slotTypes[slot])
        throw invalidBody(
          `${slot} takes credentials of type ${slotTypes[slot]}, and ${id} is of type ${credential.credential_type}`,
        );
    }
  }
}

function vaultGrants(vault: Client['token_vault_privileged_access']) {
  return vault?.grants ?? [];
}

function hasTwice(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
