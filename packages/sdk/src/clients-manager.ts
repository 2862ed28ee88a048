import { type ApiResponse, JSONApiResponse, VoidApiResponse } from './api-response.js';
import type {
  Client,
  ClientCreate,
  ClientUpdate,
  DeleteClientsByIdRequest,
  GetClients200Response,
  GetClients200ResponseOneOf,
  GetClients200ResponseOneOf1,
  GetClientsByIdRequest,
  GetClientsRequest,
  PatchClientsByIdRequest,
  PostRotateSecretRequest,
} from './client-models.js';
import type { InitOverride } from './configuration.js';
import type { GetClientConnections200Response, GetClientConnectionsRequest } from './connection-models.js';
import type {
  DeleteCredentialsByCredentialIdRequest,
  GetCredentials200ResponseInner,
  GetCredentialsByCredentialIdRequest,
  GetCredentialsRequest,
  PatchCredentialsByCredentialIdOperationRequest,
  PatchCredentialsByCredentialIdRequest,
  PostCredentialsOperationRequest,
  PostCredentialsRequest,
} from './credential-models.js';
import { JSON_HEADERS } from './headers.js';
import { BaseAPI } from './request.js';
import { pathId, queryOf } from './request-parameters.js';

/** Clients, their credentials and their connections. sdk-contract.md 1, management-api.md 2 and 3 */
export class ClientsManager extends BaseAPI {
  /** Creates a client; the answer holds its secret. management-api.md 2.2 */
  async create(body: ClientCreate, initOverrides?: InitOverride): Promise<ApiResponse<Client>> {
    const response = await this.request(
      { path: '/clients', method: 'POST', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }

  /** Adds a credential; it is inert until an authentication method of the client names it. management-api.md 3 */
  async createCredential(
    parameters: PostCredentialsOperationRequest,
    body: PostCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/credentials`;
    const response = await this.request({ path, method: 'POST', headers: JSON_HEADERS, body }, initOverrides);
    return JSONApiResponse.fromResponse(response);
  }

  /** Deletes a client with its credentials and grants. management-api.md 2.5 */
  async delete(
    parameters: DeleteClientsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    const path = `/clients/${pathId(parameters, 'client_id')}`;
    return VoidApiResponse.fromResponse(await this.request({ path, method: 'DELETE' }, initOverrides));
  }

  /** Deletes a credential, enabled or not. client-visibility.md */
  async deleteCredential(
    parameters: DeleteCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/credentials/${pathId(parameters, 'credential_id')}`;
    return VoidApiResponse.fromResponse(await this.request({ path, method: 'DELETE' }, initOverrides));
  }

  /**
   * Reads one client. management-api.md 2.3
   *
   * @param parameters Which client, and what of it.
   * @param initOverrides What to change of this one request.
   * @returns The client, as far as the token's scopes show it.
   * @scopes Any of `read:clients`, `read:client_keys`, `read:client_credentials`, `read:client_summary`: each shows
   * another part of the client.
   * @throws {@link ManagementApiError} 400 when `fields` is empty; 404 when there is no such client; as on every call 401,
   * 403, 429.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({
   *   baseUrl: 'http://127.0.0.1:4600',
   *   clientId: 'CLIENT_ID',
   *   clientSecret: 'CLIENT_SECRET',
   * });
   *
   * const { data: client } = await clients.get({ client_id: 'OTHER_CLIENT_ID' });
   * console.log(client.name);
   * ```
   */
  async get(parameters: GetClientsByIdRequest, initOverrides?: InitOverride): Promise<ApiResponse<Client>> {
    const path = `/clients/${pathId(parameters, 'client_id')}`;
    const query = queryOf(parameters, ['fields', 'include_fields']);
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'GET', query }, initOverrides));
  }

  /** Lists clients; `take` or `from` answers by checkpoint, `include_totals` counts them. management-api.md 1.5 */
  async getAll(
    parameters: GetClientsRequest & ({ take: number } | { from: string }),
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClients200ResponseOneOf1>>;
  async getAll(
    parameters: GetClientsRequest & { include_totals: true },
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClients200ResponseOneOf>>;
  async getAll(parameters?: GetClientsRequest, initOverrides?: InitOverride): Promise<ApiResponse<Client[]>>;
  async getAll(
    parameters: GetClientsRequest = {},
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClients200Response>> {
    const query = queryOf(parameters, [
      'fields',
      'include_fields',
      'page',
      'per_page',
      'include_totals',
      'from',
      'take',
      'is_global',
      'is_first_party',
      'app_type',
      'client_ids',
      'q',
    ]);
    return JSONApiResponse.fromResponse(
      await this.request({ path: '/clients', method: 'GET', query }, initOverrides),
    );
  }

  /** Reads one credential of a client. management-api.md 3 */
  async getCredential(
    parameters: GetCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/credentials/${pathId(parameters, 'credential_id')}`;
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'GET' }, initOverrides));
  }

  /** Lists the credentials of a client. management-api.md 3 */
  async getCredentials(
    parameters: GetCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner[]>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/credentials`;
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'GET' }, initOverrides));
  }

  /** Lists the connections that are enabled for a client. management-api.md 2.7 */
  async getEnabledConnections(
    parameters: GetClientConnectionsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClientConnections200Response>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/connections`;
    const query = queryOf(parameters, ['strategy', 'from', 'take', 'fields', 'include_fields']);
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'GET', query }, initOverrides));
  }

  /** Gives a client a new secret, which the answer holds. management-api.md 2.6 */
  async rotateClientSecret(
    parameters: PostRotateSecretRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<Client>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/rotate-secret`;
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'POST' }, initOverrides));
  }

  /** Changes the properties that are sent; null removes one. management-api.md 2.4 */
  async update(
    parameters: PatchClientsByIdRequest,
    body: ClientUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<Client>> {
    const path = `/clients/${pathId(parameters, 'client_id')}`;
    const response = await this.request(
      { path, method: 'PATCH', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }

  /** Changes when a credential expires; a past date stops it at once. management-api.md 3 */
  async updateCredential(
    parameters: PatchCredentialsByCredentialIdOperationRequest,
    body: PatchCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const path = `/clients/${pathId(parameters, 'client_id')}/credentials/${pathId(parameters, 'credential_id')}`;
    const response = await this.request(
      { path, method: 'PATCH', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }
}
