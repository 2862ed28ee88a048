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
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * Clients, their credentials and their connections.
 *
 * What a token sees of a client, in every answer, depends on its scopes:
 * - any of `read:clients`, `read:client_keys`, `read:client_credentials`, `read:client_summary`: `client_id`, `name`,
 *   `description` and `app_type`
 * - `read:client_keys` or `read:client_credentials`: `client_secret`, `encryption_key`, `signing_keys`,
 *   `client_authentication_methods`, `signed_request_object` and `token_vault_privileged_access`
 * - `read:clients` or `read:client_keys`: everything else
 *
 * What it may not see is left out without a word, also where `fields` names it.
 *
 * @group Managers
 */
export class ClientsManager extends Manager {
  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  create<const Body extends ClientCreate | undefined>(
    bodyParameters: Inferred<Body, ClientCreate>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<CreatedOf<Body>>>;

  /**
   * Creates a client. The answer holds its secret, whatever else the token may read.
   *
   * - Leave `client_secret` out, and a good one is made. It is used as it is: it is not base64 of something else.
   * - `client_authentication_methods` and `token_endpoint_auth_method` exclude each other: the first is for keys and
   *   certificates, the second for a secret (`client_secret_post`, `client_secret_basic`) or for none.
   * - Credentials in `client_authentication_methods` and `signed_request_object` are sent in full and enabled at once.
   *   They need `create:client_credentials` as well, and so does `token_vault_privileged_access`.
   * - With `client_authentication_methods`, `jwt_configuration.alg` is RS256 unless it says RS512 or PS256; HS256 is
   *   refused.
   *
   * @route `POST /api/v2/clients`
   * @param bodyParameters Its name, settings and, with `create:client_credentials`, its credentials in full.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The client as far as the scopes show it, and always its id and secret; with
   *   `client_authentication_methods` it has no secret.
   * @scopes `create:clients`; and for credentials the one named above
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 404 when something that it names does not
   *   exist, 409 when the `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clients } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await clients.create({ name: 'Invoice robot', app_type: 'non_interactive' });
   * console.log(data.client_id, data.client_secret.length);
   * ```
   */
  create<const Body extends ClientCreate | undefined>(
    bodyParameters: Inferred<Body, ClientCreate>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<CreatedOf<Body>>>;
  create(bodyParameters: ClientCreate, initOverrides?: InitOverride): Promise<ApiResponse<never>> {
    return this.ask('POST /clients', initOverrides, undefined, bodyParameters);
  }

  /**
   * Adds a credential to a client: a public key, a certificate or the subject of one. It does nothing until it is
   * enabled.
   *
   * To enable it, name it by its id with `update`:
   * - in `client_authentication_methods`, for the client to authenticate: a `public_key` in `private_key_jwt`, a
   *   `cert_subject_dn` in `tls_client_auth`, an `x509_cert` in `self_signed_tls_client_auth`
   * - in `signed_request_object`, for the client to sign its authorization requests: a `public_key`
   * - in `token_vault_privileged_access`, for access to the token vault: a `public_key`
   *
   * A client has at most four credentials, of which a place names two.
   *
   * @route `POST /api/v2/clients/{client_id}/credentials`
   * @param requestParameters Which client.
   * @param bodyParameters A public key, or a certificate or its subject.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The credential without its key.
   * @scopes `create:client_credentials`
   * @throws {@link ManagementApiError} 400 when the key will not do or the client has four credentials, 404 when there
   *   is no such client, 409 when the `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
   * Deletes a client with its credentials and grants.
   *
   * @route `DELETE /api/v2/clients/{client_id}`
   * @param requestParameters Which client.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing; also when there is no such client.
   * @scopes `delete:clients`
   * @throws {@link ManagementApiError} 400 for the client that stands for all applications; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
   * Deletes a credential, enabled or disabled.
   *
   * An enabled one stops working at once and is taken out of the places that name it. The method that named it stays:
   * when it has no credential left, the client cannot authenticate, and its secret does not step in.
   *
   * @route `DELETE /api/v2/clients/{client_id}/credentials/{credential_id}`
   * @param requestParameters Which credential of which client.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing.
   * @scopes `delete:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client or credential; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `credential_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetClientsByIdRequest & FieldParameters<Fields, Include>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ClientOf<Fields, Include>>>;

  /**
   * Reads one client, as far as the scopes of the token show it.
   *
   * - Each of the four scopes shows `client_id`, `name`, `description` and `app_type`.
   * - `client_secret`, `encryption_key`, `signing_keys` (also understood as `signing_key` in `fields`),
   *   `client_authentication_methods`, `signed_request_object` and `token_vault_privileged_access` need
   *   `read:client_keys` or `read:client_credentials`.
   * - Everything else needs `read:clients` or `read:client_keys`.
   * - `signing_keys` holds a certificate of the client: no private key, and not the key that signs tokens.
   *
   * @route `GET /api/v2/clients/{client_id}`
   * @param requestParameters Which client, and with `fields` what of it.
   * @param initOverrides What to change of this one request.
   * @returns The client as far as the scopes show it; its type has only the properties that `fields` leaves.
   * @scopes `read:clients`, `read:client_keys`, `read:client_credentials` or `read:client_summary`
   * @throws {@link ManagementApiError} 400 when `fields` breaks a rule, 404 when there is no such client; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetClientsRequest = GetClientsRequest,
  >(
    requestParameters:
      | (ListParameters<Actual, GetClientsRequest> & FieldParameters<Fields, Include>)
      | undefined,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ClientsPageOf<Actual, Fields, Include>>>;

  /**
   * Lists clients, as far as the scopes of the token show them; {@link iterate} walks them all.
   *
   * - `take` or `from` answers by checkpoint; `include_totals` counts the clients of a list by page.
   * - Each of the four scopes shows `client_id`, `name`, `description` and `app_type`.
   * - `client_secret`, `encryption_key`, `signing_keys`, `client_authentication_methods`, `signed_request_object` and
   *   `token_vault_privileged_access` need `read:client_keys` or `read:client_credentials`; everything else needs
   *   `read:clients` or `read:client_keys`.
   * - A filter needs the scope that shows what it looks at: `is_global`, `is_first_party` and `external_client_id` need
   *   `read:clients` or `read:client_keys`, and `q` needs `read:client_grants`.
   * - The client that stands for all applications is in the list, unless `is_global` is false.
   *
   * @route `GET /api/v2/clients`
   * @param requestParameters Which clients, what of them, and which page.
   * @param initOverrides What to change of this one request.
   * @returns What `data` is depends on what is asked for:
   *   - with `take` or `from`, a list by checkpoint: `{ clients, next }`, with `next` while there are more
   *   - with `include_totals: true`, a page with totals: `{ start, limit, total, clients }`
   *   - otherwise an array of clients
   * @scopes `read:clients`, `read:client_keys`, `read:client_credentials` or `read:client_summary`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
   * Reads one credential of a client, enabled or disabled, without its key.
   *
   * It is enabled while the client names it in `client_authentication_methods`, `signed_request_object` or
   * `token_vault_privileged_access`, which `update` changes.
   *
   * @route `GET /api/v2/clients/{client_id}/credentials/{credential_id}`
   * @param requestParameters Which credential of which client.
   * @param initOverrides What to change of this one request.
   * @returns The credential without its key.
   * @scopes `read:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client or credential; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `credential_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
   * Lists the credentials of a client, enabled or disabled, without their keys.
   *
   * Those are enabled which the client names in `client_authentication_methods`, `signed_request_object` or
   * `token_vault_privileged_access`. To enable one, name it there with `update`; to disable it, send the others alone.
   *
   * @route `GET /api/v2/clients/{client_id}/credentials`
   * @param requestParameters Which client.
   * @param initOverrides What to change of this one request.
   * @returns An array of all its credentials, without their keys.
   * @scopes `read:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  getEnabledConnections<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetClientConnectionsRequest & FieldParameters<Fields, Include>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ClientConnectionsPageOf<Fields, Include>>>;

  /**
   * Lists the connections that are enabled for a client, by checkpoint.
   *
   * It needs two scopes: `read:connections`, and `read:clients` or `read:client_summary`.
   *
   * @route `GET /api/v2/clients/{client_id}/connections`
   * @param requestParameters Which client, which of its connections, what of them, and from which checkpoint.
   * @param initOverrides What to change of this one request.
   * @returns The `connections` and, while there are more, the `next` checkpoint.
   * @scopes `read:connections`, and one of `read:clients` and `read:client_summary`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, 404 when there is no such client; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  rotateClientSecret<Actual extends PostRotateSecretRequest | undefined>(
    requestParameters: Inferred<Actual, PostRotateSecretRequest>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<RotatedOf<Actual>>>;

  /**
   * Gives a client a new secret, which the answer holds; the old one stops working at once.
   *
   * - The new secret is used as it is: it is not base64 of something else.
   * - A client with `client_authentication_methods` has no secret to rotate: it is refused (400). Rotate its
   *   credentials instead: add one, enable it, then delete the old one.
   *
   * @route `POST /api/v2/clients/{client_id}/rotate-secret`
   * @param requestParameters Which client.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The client as far as the scopes show it, and always its id and new secret.
   * @scopes `update:client_keys`
   * @throws {@link ManagementApiError} 400 for a client that authenticates with credentials, 404 when there is no such
   *   client, 409 when the `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
  rotateClientSecret<Actual extends PostRotateSecretRequest | undefined>(
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
   * Changes the properties that are sent; null removes one.
   *
   * - `client_secret` needs `update:client_keys` as well. `signing_keys` cannot be changed.
   * - `client_authentication_methods`, `signed_request_object` and `token_vault_privileged_access` need
   *   `update:client_credentials` as well, also to set them to null.
   * - To enable credentials of the client, name them by id in `client_authentication_methods` or
   *   `signed_request_object`; those that are no longer named stop working at once.
   * - `client_authentication_methods` and a `token_endpoint_auth_method` exclude each other, also as the result of two
   *   changes: set the one and take the other away with null, in one change.
   * - With `client_authentication_methods`, `jwt_configuration.alg` is RS256 unless it says RS512 or PS256; HS256 is
   *   refused.
   * - For `is_first_party: false`, a client must have neither `organization_usage` nor `organization_require_behavior`.
   * - When a scope is missing, nothing at all is changed.
   *
   * @route `PATCH /api/v2/clients/{client_id}`
   * @param requestParameters Which client.
   * @param bodyParameters What is to be different; needs `update:client_credentials` for credentials,
   *   `update:client_keys` for the secret.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed client as far as the scopes that read clients show it.
   * @scopes `update:clients`; and for what has a secret or a key, those named above
   * @throws {@link ManagementApiError} 400 when the change breaks a rule, 404 when there is no such client; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
   * Changes when a credential expires, enabled or disabled; a time in the past stops it at once.
   *
   * Only a `public_key` can be changed: certificates expire when they say so.
   *
   * @route `PATCH /api/v2/clients/{client_id}/credentials/{credential_id}`
   * @param requestParameters Which credential of which client.
   * @param bodyParameters The new date, or null for never.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed credential without its key.
   * @scopes `update:client_credentials`
   * @throws {@link ManagementApiError} 400 when the date is none or the credential is not a public key, 404 when there
   *   is no such client or credential; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `credential_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
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
