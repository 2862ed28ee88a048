import type { ClientUpdated, CreatedOf, RotatedOf } from '../models/client-answers.js';
import type { ClientCreate, ClientUpdate } from '../models/client-bodies.js';
import type {
  ClientOf,
  ClientsPageOf,
  DeleteClientsByIdRequest,
  GetClientsByIdRequest,
  GetClientsRequest,
  PatchClientsByIdRequest,
  PostRotateSecretRequest,
} from '../models/client-parameters.js';
import type { ClientConnectionsPageOf, GetClientConnectionsRequest } from '../models/connections.js';
import type {
  DeleteCredentialsByCredentialIdRequest,
  GetCredentials200ResponseInner,
  GetCredentialsByCredentialIdRequest,
  GetCredentialsRequest,
  PatchCredentialsByCredentialIdOperationRequest,
  PatchCredentialsByCredentialIdRequest,
  PostCredentialsOperationRequest,
  PostCredentialsRequest,
} from '../models/credentials.js';
import type { FieldParameters } from '../models/fields.js';
import type { Inferred } from '../models/inferred.js';
import type { ListParameters } from '../models/page-parameters.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/configuration.js';
import { Manager } from './manager.js';

/**
 * Clients, their credentials and their connections. sdk-contract.md 1, management-api.md 2 and 3
 *
 * @group Managers
 */
export class ClientsManager extends Manager {
  /** What the compiler compares wrappers, stubs and subclasses with; nobody can call it. decision 0109 @hidden */
  create<const Body extends ClientCreate>(
    bodyParameters: Inferred<Body, ClientCreate>,
    initOverrides: InitOverride | undefined,
    compared: never,
  ): Promise<ApiResponse<CreatedOf<Body>>>;

  /**
   * Creates a client; the answer holds its secret. management-api.md 2.2
   *
   * @param bodyParameters Its name, settings and, with `create:client_credentials`, its credentials in full.
   * @param initOverrides What to change of this one request.
   * @returns The client as far as the scopes show it, and always its id and secret; with
   *   `client_authentication_methods` it has no secret.
   * @scopes `create:clients`
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 404 when something that it names does not
   *   exist; as always 401, 403, 429, 503.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.create({ name: 'Invoice robot', app_type: 'non_interactive' });
   * console.log(data.client_id, data.client_secret.length);
   * ```
   */
  create<const Body extends ClientCreate>(
    bodyParameters: Inferred<Body, ClientCreate>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<CreatedOf<Body>>>;
  create(bodyParameters: ClientCreate, initOverrides?: InitOverride): Promise<ApiResponse<never>> {
    return this.ask('POST /clients', initOverrides, undefined, bodyParameters);
  }

  /**
   * Adds a credential; it is inert until an authentication method of the client names it. management-api.md 3
   *
   * @param requestParameters Which client.
   * @param bodyParameters A public key, or a certificate or its subject.
   * @param initOverrides What to change of this one request.
   * @returns The credential without its key.
   * @scopes `create:client_credentials`
   * @throws {@link ManagementApiError} 400 when the key will not do or the client has four credentials, 404 when there
   *   is no such client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const body = { credential_type: 'public_key', name: 'Key of this year', pem: 'PUBLIC_KEY_PEM' } as const;
   * const { data: credential } = await clients.createCredential({ client_id: 'OTHER_CLIENT_ID' }, body);
   * console.log(credential.id, credential.kid);
   * ```
   */
  createCredential(
    requestParameters: PostCredentialsOperationRequest,
    bodyParameters: PostCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const line = 'POST /clients/{client_id}/credentials';
    return this.ask(line, initOverrides, requestParameters, bodyParameters);
  }

  /**
   * Deletes a client with its credentials and grants. management-api.md 2.5
   *
   * @param requestParameters Which client.
   * @param initOverrides What to change of this one request.
   * @returns Nothing; also when there is no such client.
   * @scopes `delete:clients`
   * @throws {@link ManagementApiError} 400 for the client that stands for all applications; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * await clients.delete({ client_id: 'OTHER_CLIENT_ID' });
   * ```
   */
  delete(
    requestParameters: DeleteClientsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /clients/{client_id}', initOverrides, requestParameters);
  }

  /**
   * Deletes a credential, enabled or not; an enabled one works no more at once. client-visibility.md
   *
   * @param requestParameters Which credential of which client.
   * @param initOverrides What to change of this one request.
   * @returns Nothing.
   * @scopes `delete:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client or credential; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `credential_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * await clients.deleteCredential({ client_id: 'OTHER_CLIENT_ID', credential_id: 'CREDENTIAL_ID' });
   * ```
   */
  deleteCredential(
    requestParameters: DeleteCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    const line = 'DELETE /clients/{client_id}/credentials/{credential_id}';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** What the compiler compares wrappers, stubs and subclasses with; nobody can call it. decision 0109 @hidden */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetClientsByIdRequest & FieldParameters<Fields, Include>,
    initOverrides: InitOverride | undefined,
    compared: never,
  ): Promise<ApiResponse<ClientOf<Fields, Include>>>;

  /**
   * Reads one client. management-api.md 2.3
   *
   * @param requestParameters Which client, and with `fields` what of it.
   * @param initOverrides What to change of this one request.
   * @returns The client as far as the scopes show it; its type has only the properties that `fields` leaves.
   * @scopes `read:clients`, `read:client_keys`, `read:client_credentials` or `read:client_summary`
   * @throws {@link ManagementApiError} 400 when `fields` breaks a rule, 404 when there is no such client; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.get({ client_id: 'OTHER_CLIENT_ID', fields: 'name,callbacks' });
   * console.log(data.name, data.callbacks?.length ?? 0);
   * ```
   */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetClientsByIdRequest & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientOf<Fields, Include>>>;
  get(requestParameters: GetClientsByIdRequest, initOverrides?: InitOverride): Promise<ApiResponse<never>> {
    return this.ask('GET /clients/{client_id} fields include_fields', initOverrides, requestParameters);
  }

  /** What the compiler compares wrappers, stubs and subclasses with; nobody can call it. decision 0109 @hidden */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetClientsRequest = GetClientsRequest,
  >(
    requestParameters:
      | (ListParameters<Actual, GetClientsRequest> & FieldParameters<Fields, Include>)
      | undefined,
    initOverrides: InitOverride | undefined,
    compared: never,
  ): Promise<ApiResponse<ClientsPageOf<Actual, Fields, Include>>>;

  /**
   * Lists clients; `take` or `from` answers by checkpoint, `include_totals` counts them. `iterate` walks them all.
   * management-api.md 1.5
   *
   * @param requestParameters Which clients, what of them, and which page.
   * @param initOverrides What to change of this one request.
   * @returns An array of clients; with `include_totals` an object with the `clients` and their `total`; by checkpoint
   *   one with the `clients` and, while there are more, the `next` checkpoint.
   * @scopes `read:clients`, `read:client_keys`, `read:client_credentials` or `read:client_summary`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.getAll({ is_first_party: true, fields: 'client_id,name', include_totals: true });
   * for (const { client_id, name } of data.clients) console.log(client_id, name);
   * console.log(data.total);
   * ```
   */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetClientsRequest = GetClientsRequest,
  >(
    requestParameters?: ListParameters<Actual, GetClientsRequest> & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientsPageOf<Actual, Fields, Include>>>;
  getAll(requestParameters?: GetClientsRequest, initOverrides?: InitOverride): Promise<ApiResponse<never>> {
    const line =
      'GET /clients fields include_fields page per_page include_totals from take is_global is_first_party app_type client_ids external_client_id q';
    return this.ask(line, initOverrides, requestParameters);
  }

  /**
   * Reads one credential of a client. management-api.md 3
   *
   * @param requestParameters Which credential of which client.
   * @param initOverrides What to change of this one request.
   * @returns The credential without its key.
   * @scopes `read:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client or credential; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `credential_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.getCredential({ client_id: 'OTHER_CLIENT_ID', credential_id: 'CREDENTIAL_ID' });
   * console.log(data.credential_type, data.expires_at ?? 'does not expire');
   * ```
   */
  getCredential(
    requestParameters: GetCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const line = 'GET /clients/{client_id}/credentials/{credential_id}';
    return this.ask(line, initOverrides, requestParameters);
  }

  /**
   * Lists the credentials of a client, enabled or not. management-api.md 3
   *
   * @param requestParameters Which client.
   * @param initOverrides What to change of this one request.
   * @returns An array of all its credentials, without their keys.
   * @scopes `read:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.getCredentials({ client_id: 'OTHER_CLIENT_ID' });
   * for (const credential of data) console.log(credential.id, credential.kid);
   * ```
   */
  getCredentials(
    requestParameters: GetCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner[]>> {
    return this.ask('GET /clients/{client_id}/credentials', initOverrides, requestParameters);
  }

  /** What the compiler compares wrappers, stubs and subclasses with; nobody can call it. decision 0109 @hidden */
  getEnabledConnections<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetClientConnectionsRequest & FieldParameters<Fields, Include>,
    initOverrides: InitOverride | undefined,
    compared: never,
  ): Promise<ApiResponse<ClientConnectionsPageOf<Fields, Include>>>;

  /**
   * Lists the connections that are enabled for a client, by checkpoint. management-api.md 2.7
   *
   * @param requestParameters Which client, which of its connections, what of them, and from which checkpoint.
   * @param initOverrides What to change of this one request.
   * @returns The `connections` and, while there are more, the `next` checkpoint.
   * @scopes `read:connections`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, 404 when there is no such client; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.getEnabledConnections({ client_id: 'OTHER_CLIENT_ID', strategy: ['auth0'] });
   * for (const connection of data.connections) console.log(connection.id, connection.name);
   * ```
   */
  getEnabledConnections<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetClientConnectionsRequest & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientConnectionsPageOf<Fields, Include>>>;
  getEnabledConnections(
    requestParameters: GetClientConnectionsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    const line = 'GET /clients/{client_id}/connections strategy from take fields include_fields';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** What the compiler compares wrappers, stubs and subclasses with; nobody can call it. decision 0109 @hidden */
  rotateClientSecret<Actual extends PostRotateSecretRequest>(
    requestParameters: Inferred<Actual, PostRotateSecretRequest>,
    initOverrides: InitOverride | undefined,
    compared: never,
  ): Promise<ApiResponse<RotatedOf<Actual>>>;

  /**
   * Gives a client a new secret, which the answer holds; the old one works no more at once. management-api.md 2.6
   *
   * @param requestParameters Which client.
   * @param initOverrides What to change of this one request.
   * @returns The client as far as the scopes show it, and always its id and new secret.
   * @scopes `update:client_keys`
   * @throws {@link ManagementApiError} 400 for a client that authenticates with credentials, 404 when there is no such
   *   client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { writeFileSync } from 'node:fs';
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.rotateClientSecret({ client_id: 'OTHER_CLIENT_ID' });
   * writeFileSync('client-secret', data.client_secret, { mode: 0o600 });
   * ```
   */
  rotateClientSecret<Actual extends PostRotateSecretRequest>(
    requestParameters: Inferred<Actual, PostRotateSecretRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<RotatedOf<Actual>>>;
  rotateClientSecret(
    requestParameters: PostRotateSecretRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    return this.ask('POST /clients/{client_id}/rotate-secret', initOverrides, requestParameters);
  }

  /**
   * Changes the properties that are sent; null removes one. management-api.md 2.4
   *
   * @param requestParameters Which client.
   * @param bodyParameters What is to be different; needs `update:client_credentials` for credentials,
   *   `update:client_keys` for the secret.
   * @param initOverrides What to change of this one request.
   * @returns The changed client as far as the scopes that read clients show it.
   * @scopes `update:clients`
   * @throws {@link ManagementApiError} 400 when the change breaks a rule, 404 when there is no such client; 412 when
   *   `If-Match` was sent with another state than there is; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * // From now on the client authenticates with its key alone.
   * const id = { client_id: 'OTHER_CLIENT_ID' };
   * const client_authentication_methods = { private_key_jwt: { credentials: [{ id: 'CREDENTIAL_ID' }] } };
   * await clients.update(id, { client_authentication_methods, token_endpoint_auth_method: null });
   * ```
   */
  update(
    requestParameters: PatchClientsByIdRequest,
    bodyParameters: ClientUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientUpdated>> {
    return this.ask('PATCH /clients/{client_id}', initOverrides, requestParameters, bodyParameters);
  }

  /**
   * Changes when a credential expires; a past date stops it at once. management-api.md 3
   *
   * @param requestParameters Which credential of which client.
   * @param bodyParameters The new date, or null for never.
   * @param initOverrides What to change of this one request.
   * @returns The changed credential without its key.
   * @scopes `update:client_credentials`
   * @throws {@link ManagementApiError} 400 when the date is none or the credential is not a public key, 404 when there
   *   is no such client or credential; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `credential_id` is missing, empty, `.` or `..`.
   * @throws {@link FetchError}, {@link TimeoutError}, {@link AbortError} for no answer, {@link AuthApiError} for no token.
   * @throws {@link ResponseError}, {@link InvalidResponseError} for an answer that is not one of the API.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.updateCredential(
   *   { client_id: 'OTHER_CLIENT_ID', credential_id: 'CREDENTIAL_ID' },
   *   { expires_at: new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString() },
   * );
   * console.log(data.expires_at);
   * ```
   */
  updateCredential(
    requestParameters: PatchCredentialsByCredentialIdOperationRequest,
    bodyParameters: PatchCredentialsByCredentialIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    const line = 'PATCH /clients/{client_id}/credentials/{credential_id}';
    return this.ask(line, initOverrides, requestParameters, bodyParameters);
  }
}
