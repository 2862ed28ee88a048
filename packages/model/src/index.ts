export { ClientCreate, ClientUpdate } from './client/metadata.js';
export {
  ConnectionClientsUpdate,
  ConnectionCreate,
  ConnectionUpdate,
  Strategy,
} from './connection/connection-body.js';
export {
  ClientSecretCreate,
  ClientSecretUpdate,
  previousSecretExpiresIn,
} from './credential/client-secret-body.js';
export { CredentialCreate, CredentialUpdate, credentialSchemas } from './credential/credential-create.js';
export { findViolation } from './find-violation.js';
export { ClientGrantCreate, ClientGrantUpdate } from './grant/client-grant-body.js';
export { ResourceServerCreate, ResourceServerUpdate } from './grant/resource-server-body.js';
export * from './rules.js';
export * from './search/client-query.js';
export * from './search/expression.js';
export { type SearchParser, searchParsers } from './search/languages.js';
export * from './search/resource-server-query.js';
export { TenantSettingsUpdate } from './tenant/settings-body.js';
export { validator } from './validation.js';
