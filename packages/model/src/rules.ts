// What decides, and what clients, credentials and APIs can be, without a schema: it needs no TypeBox.
export * from './client/change-scopes.js';
export { type ClientQuery, parseClientQuery } from './client/client-query.js';
export { checkRotation } from './client/constraints.js';
export * from './client/core.js';
export * from './client/defaults.js';
export { type FieldSelection, parseFields } from './client/fields.js';
export * from './client/global-client.js';
export type { Client, ClientCreate, ClientUpdate, SigningKey, SigningKeys } from './client/metadata.js';
export * from './client/patch.js';
export { clientProperties } from './client/properties.js';
export { appTypes, grantTypes } from './client/setting-values.js';
export { isStrict, securityModeOf } from './client/third-party.js';
export * from './client/token-quota.js';
export * from './client/visibility.js';
export * from './clock-difference.js';
export * from './connection/connection.js';
export type * from './connection/connection-body.js';
export { connectionDefaults } from './connection/connection-defaults.js';
export { strategies } from './connection/strategy.js';
export * from './credential/client-secret.js';
export type { ClientSecretCreate, ClientSecretUpdate } from './credential/client-secret-body.js';
export * from './credential/credential.js';
export type { CredentialCreate, CredentialType, CredentialUpdate } from './credential/credential-create.js';
export * from './credential/deadline.js';
export * from './credential/key-algorithm.js';
export * from './credential/prefixed-secret.js';
export * from './credential/remaining.js';
export * from './credential/rotation-verdict.js';
export * from './credential/secret.js';
export * from './credential/secret-age.js';
export {
  type CredentialReference,
  type CredentialSlot,
  limitSlots,
  mostPerSlot,
  slotPath,
  slotReferences,
  usualPerSlot,
} from './credential/slot.js';
export * from './credential/thumbprint.js';
export * from './error.js';
export { excerpt } from './excerpt.js';
export * from './grant/client-grant.js';
export type * from './grant/client-grant-body.js';
export * from './grant/resource-server.js';
export type * from './grant/resource-server-body.js';
export { managementResourceServer, systemResourceServer } from './grant/system-resource-server.js';
export * from './identifier.js';
export { managementScopes } from './listed-scopes.js';
export * from './log/log-event.js';
export { type LogFilter, parseLogQuery } from './log/log-query.js';
export * from './management-scopes.js';
export * from './moment.js';
export * from './public-key/ed25519.js';
export * from './public-key/nist-curve.js';
export * from './public-key/rsa.js';
export * from './revision.js';
export * from './scope.js';
export * from './search/searched-client.js';
export * from './signing-key/rotation.js';
export * from './signing-key/signing-key.js';
export * from './size.js';
export * from './tenant/settings.js';
export type * from './tenant/settings-body.js';
export * from './usage/steps.js';
export * from './usage/use-count.js';
export { type RequestPart, type Violation, violationError } from './violation.js';
