export * from './auth0-names/changed-client-values.js';
export type * from './auth0-names/client-addons.js';
export * from './auth0-names/client-grants.js';
export * from './auth0-names/client-values.js';
export type * from './auth0-names/clients.js';
export * from './auth0-names/connections.js';
export * from './auth0-names/credentials.js';
export * from './auth0-names/resource-servers.js';
export * from './auth0-names/tenants.js';
export { ManagementClient } from './management-client.js';
export type {
  AnyManagementClientOptions,
  ClientOptions,
  ManagementClientOptions,
  ManagementClientOptionsWithClientAssertion,
  ManagementClientOptionsWithClientCredentials,
  ManagementClientOptionsWithClientSecret,
  ManagementClientOptionsWithToken,
  ServerOption,
} from './management-client-options.js';
export { AssertionsManager } from './managers/assertions-manager.js';
export { ClientGrantsManager } from './managers/client-grants-manager.js';
export { ClientSecretsManager } from './managers/client-secrets-manager.js';
export { ClientsManager } from './managers/clients-manager.js';
export { ConnectionsManager } from './managers/connections-manager.js';
export { CredentialReportsManager } from './managers/credential-reports-manager.js';
export { KeysManager } from './managers/keys-manager.js';
export { ResourceServersManager } from './managers/resource-servers-manager.js';
export { TenantsManager } from './managers/tenants-manager.js';
export { UsageManager } from './managers/usage-manager.js';
export {
  type Collection,
  type ItemOf,
  iterate,
  type ListParametersOf,
  type Page,
  pages,
  type WalkParameters,
} from './managers/walk.js';
export type * from './models/assertions.js';
export type * from './models/client-addons.js';
export type * from './models/client-answers.js';
export type * from './models/client-bodies.js';
export type * from './models/client-grants.js';
export type * from './models/client-parameters.js';
export type * from './models/client-secrets.js';
export type * from './models/client-setting-values.js';
export type * from './models/client-settings.js';
export * from './models/connections.js';
export type * from './models/credentials.js';
export type * from './models/fields.js';
export type * from './models/inferred.js';
export type * from './models/page-parameters.js';
export type * from './models/resource-servers.js';
export type * from './models/signing-keys.js';
export type * from './models/tenant-settings.js';
export type * from './models/usage.js';
export {
  type ApiResponse,
  JSONApiResponse,
  TextApiResponse,
  VoidApiResponse,
} from './runtime/api-response.js';
export type { Configuration } from './runtime/configuration.js';
export {
  AbortError,
  AuthApiError,
  type CallDetails,
  ClienteleError,
  ConfigurationError,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  RequiredError,
  ResponseError,
  type SdkError,
  TimeoutError,
} from './runtime/error.js';
export type { ErrorCode } from './runtime/error-code.js';
export type { FetchAPI, FetchHeaders, FetchInit, FetchResponse, FetchSignal } from './runtime/fetch-api.js';
export type {
  AttemptContext,
  ErrorContext,
  FetchParams,
  HookResult,
  Middleware,
  RequestContext,
  ResponseContext,
  SentInit,
  TokenRequestContext,
} from './runtime/middleware.js';
export type { RateLimit } from './runtime/rate-limit.js';
export { rateLimiter } from './runtime/rate-limiter.js';
export { BaseAPI } from './runtime/request.js';
export type {
  CallOptions,
  HTTPBody,
  HTTPHeaders,
  HTTPMethod,
  HTTPQuery,
  HTTPQueryValue,
  HTTPRequestInit,
  InitOverride,
  InitOverrideFunction,
  RequestOpts,
  RequestOverride,
  RetryConfiguration,
} from './runtime/request-options.js';
export type { ClientInfo } from './runtime/telemetry.js';
export type {
  ClientAssertionSigningAlg,
  PrivateCryptoKey,
  PrivateJwk,
  SigningKey,
} from './tokens/client-assertion.js';
export type { StoredToken, TokenStore } from './tokens/token-store.js';
