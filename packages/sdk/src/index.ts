export { type ApiResponse, JSONApiResponse, TextApiResponse, VoidApiResponse } from './api-response.js';
export type { ClientAssertionSigningAlg, SigningKey } from './client-assertion.js';
export type * from './client-grant-models.js';
export { ClientGrantsManager } from './client-grants-manager.js';
export type * from './client-models.js';
export type * from './client-setting-values.js';
export type * from './client-settings.js';
export { ClientsManager } from './clients-manager.js';
export type {
  Configuration,
  ErrorContext,
  FetchAPI,
  FetchParams,
  HTTPHeaders,
  HTTPMethod,
  HTTPQuery,
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
export type * from './credential-models.js';
export {
  AuthApiError,
  FetchError,
  InvalidResponseError,
  ManagementApiError,
  RequiredError,
  ResponseError,
  TimeoutError,
} from './error.js';
export type * from './fields.js';
export { ManagementClient } from './management-client.js';
export type {
  ManagementClientOptions,
  ManagementClientOptionsWithClientAssertion,
  ManagementClientOptionsWithClientSecret,
  ManagementClientOptionsWithToken,
} from './management-client-options.js';
export type * from './page-parameters.js';
export { BaseAPI } from './request.js';
export type * from './resource-server-models.js';
export { ResourceServersManager } from './resource-servers-manager.js';
export type { ClientInfo } from './telemetry.js';
