export { type ApiResponse, JSONApiResponse, TextApiResponse, VoidApiResponse } from './api-response.js';
export type {
  ClientAssertionSigningAlg,
  PrivateCryptoKey,
  PrivateJwk,
  SigningKey,
} from './client-assertion.js';
export type * from './client-grant-models.js';
export { ClientGrantsManager } from './client-grants-manager.js';
export type * from './client-models.js';
export type * from './client-setting-values.js';
export type * from './client-settings.js';
export { ClientsManager } from './clients-manager.js';
export type {
  AttemptContext,
  Configuration,
  ErrorContext,
  FetchParams,
  HTTPHeaders,
  HTTPMethod,
  HTTPQuery,
  HTTPQueryValue,
  HTTPRequestInit,
  InitOverride,
  InitOverrideFunction,
  Middleware,
  RequestContext,
  RequestOpts,
  RequestOverride,
  ResponseContext,
  RetryConfiguration,
} from './configuration.js';
export * from './connection-models.js';
export { ConnectionsManager } from './connections-manager.js';
export type * from './credential-models.js';
export {
  AbortError,
  AuthApiError,
  ClienteleError,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  RequiredError,
  ResponseError,
  TimeoutError,
} from './error.js';
export type { FetchAPI, FetchHeaders, FetchInit, FetchResponse, FetchSignal } from './fetch-api.js';
export type * from './fields.js';
export { ManagementClient } from './management-client.js';
export type {
  ManagementClientOptions,
  ManagementClientOptionsWithClientAssertion,
  ManagementClientOptionsWithClientSecret,
  ManagementClientOptionsWithToken,
  ServerOption,
} from './management-client-options.js';
export type * from './page-parameters.js';
export type { RateLimit } from './rate-limit.js';
export { rateLimiter } from './rate-limiter.js';
export { BaseAPI } from './request.js';
export type * from './resource-server-models.js';
export { ResourceServersManager } from './resource-servers-manager.js';
export type { ClientInfo } from './telemetry.js';
export type { StoredToken, TokenStore } from './token-store.js';
export { type Collection, type ItemOf, iterate, type ListParametersOf, type Page, pages } from './walk.js';
