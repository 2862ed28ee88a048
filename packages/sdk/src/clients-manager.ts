import type { ApiResponse } from './api-response.js';
import type { ClientCreated, ClientRotated, ClientUpdated } from './client-answers.js';
import type { ClientCreate, ClientCreateWithSecret, ClientUpdate } from './client-bodies.js';
import type {
  ClientOf,
  ClientsPageOf,
  DeleteClientsByIdRequest,
  GetClientsByIdRequest,
  GetClientsRequest,
  PatchClientsByIdRequest,
  PostRotateSecretRequest,
} from './client-parameters.js';
import type { InitOverride } from './configuration.js';
import type { ClientConnectionsPageOf, GetClientConnectionsRequest } from './connection-models.js';
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
import type { OnlyKnown } from './fields.js';
import { Manager } from './manager.js';
import type { ConsistentPaging } from './page-parameters.js';

/** Clients, their credentials and their connections. sdk-contract.md 1, management-api.md 2 and 3 */
export class ClientsManager extends Manager {
  /** Creates a client; the answer holds its secret. management-api.md 2.2 */
  create(
    bodyParameters: ClientCreateWithSecret,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientCreated & { client_secret: string }>>;
  create(bodyParameters: ClientCreate, initOverrides?: InitOverride): Promise<ApiResponse<ClientCreated>>;
  create(bodyParameters: ClientCreate, initOverrides?: InitOverride): Promise<ApiResponse<ClientCreated>> {
    return this.ask('POST /clients', initOverrides, undefined, bodyParameters);
  }

  /** Adds a credential; it is inert until an authentication method of the client names it. management-api.md 3 */
  createCredential(
    requestParameters: PostCredentialsOperationRequest,
    bodyParameters: PostCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const line = 'POST /clients/{client_id}/credentials';
    return this.ask(line, initOverrides, requestParameters, bodyParameters);
  }

  /** Deletes a client with its credentials and grants. management-api.md 2.5 */
  delete(
    requestParameters: DeleteClientsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /clients/{client_id}', initOverrides, requestParameters);
  }

  /** Deletes a credential, enabled or not. client-visibility.md */
  deleteCredential(
    requestParameters: DeleteCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    const line = 'DELETE /clients/{client_id}/credentials/{credential_id}';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Reads one client. management-api.md 2.3 */
  get<const Parameters extends GetClientsByIdRequest>(
    requestParameters: Parameters & OnlyKnown<Parameters, GetClientsByIdRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientOf<Parameters>>> {
    return this.ask('GET /clients/{client_id} fields include_fields', initOverrides, requestParameters);
  }

  /** Lists clients; `take` or `from` answers by checkpoint, `include_totals` counts them. management-api.md 1.5 */
  getAll<const Parameters extends GetClientsRequest = Record<never, never>>(
    requestParameters?: Parameters & ConsistentPaging<Parameters> & OnlyKnown<Parameters, GetClientsRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientsPageOf<Parameters>>> {
    const line =
      'GET /clients fields include_fields page per_page include_totals from take is_global is_first_party app_type client_ids external_client_id q';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Reads one credential of a client. management-api.md 3 */
  getCredential(
    requestParameters: GetCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const line = 'GET /clients/{client_id}/credentials/{credential_id}';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Lists the credentials of a client. management-api.md 3 */
  getCredentials(
    requestParameters: GetCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner[]>> {
    return this.ask('GET /clients/{client_id}/credentials', initOverrides, requestParameters);
  }

  /** Lists the connections that are enabled for a client. management-api.md 2.7 */
  getEnabledConnections<const Parameters extends GetClientConnectionsRequest>(
    requestParameters: Parameters & OnlyKnown<Parameters, GetClientConnectionsRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientConnectionsPageOf<Parameters>>> {
    const line = 'GET /clients/{client_id}/connections strategy from take fields include_fields';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Gives a client a new secret, which the answer holds. management-api.md 2.6 */
  rotateClientSecret(
    requestParameters: PostRotateSecretRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientRotated>> {
    return this.ask('POST /clients/{client_id}/rotate-secret', initOverrides, requestParameters);
  }

  /** Changes the properties that are sent; null removes one. management-api.md 2.4 */
  update(
    requestParameters: PatchClientsByIdRequest,
    bodyParameters: ClientUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientUpdated>> {
    return this.ask('PATCH /clients/{client_id}', initOverrides, requestParameters, bodyParameters);
  }

  /** Changes when a credential expires; a past date stops it at once. management-api.md 3 */
  updateCredential(
    requestParameters: PatchCredentialsByCredentialIdOperationRequest,
    bodyParameters: PatchCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const line = 'PATCH /clients/{client_id}/credentials/{credential_id}';
    return this.ask(line, initOverrides, requestParameters, bodyParameters);
  }
}
