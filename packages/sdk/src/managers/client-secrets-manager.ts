import type { ClientRotated } from '../models/client-answers.js';
import type {
  ClientRotation,
  ClientSecret,
  ClientSecretCreate,
  ClientSecretRequest,
  ClientSecrets,
  ClientSecretUpdate,
  GetClientRotationRequest,
  GetClientSecretRequest,
  GetClientSecretsRequest,
  LookedUpSecret,
  LookupSecretBody,
  NewClientSecret,
  PostClientSecretsRequest,
  ReadableClientSecret,
  RotateClientSecretBody,
} from '../models/client-secrets.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * The secrets of clients, of which each may have several: an import of its own, which no `ManagementClient` has by itself.
 *
 * @group Managers
 * @example
 * ```ts
 * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * const secrets = management.extend(ClientSecretsManager);
 * const { data } = await secrets.getAll({ client_id: 'OTHER_CLIENT_ID' });
 * for (const { id, state, expires_at } of data.secrets) console.log(id, state, expires_at);
 * ```
 */
export class ClientSecretsManager extends Manager {
  /**
   * Lists the secrets of a client, newest first; never the secrets themselves.
   *
   * @route `GET /api/v2/clients/{client_id}/secrets`
   * @param requestParameters Which client, and whether use is shown.
   * @param initOverrides What to change of this one request.
   * @returns The `secrets`.
   * @scopes `read:client_keys` or `read:client_credentials`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, 404 when there is no such client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const { data } = await secrets.getAll({ client_id: 'OTHER_CLIENT_ID' });
   * console.log(data.secrets.find(({ state }) => state === 'primary')?.id);
   * ```
   */
  getAll(
    requestParameters: GetClientSecretsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientSecrets>> {
    return this.ask('GET /clients/{client_id}/secrets include_usage', initOverrides, requestParameters);
  }

  /**
   * Reads one secret of a client; with its text where the server keeps secrets readable, also while it is staged.
   *
   * @route `GET /api/v2/clients/{client_id}/secrets/{secret_id}`
   * @param requestParameters Which secret.
   * @param initOverrides What to change of this one request.
   * @returns The secret.
   * @scopes `read:client_keys` or `read:client_credentials`
   * @throws {@link ManagementApiError} 404 when there is no such client or secret; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `secret_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const { data } = await secrets.create({ client_id: 'OTHER_CLIENT_ID' }, { name: 'Next' });
   * const which = { client_id: 'OTHER_CLIENT_ID', secret_id: data.id };
   * console.log((await secrets.get(which)).data.state);
   * await secrets.delete(which);
   * ```
   */
  get(
    requestParameters: GetClientSecretRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ReadableClientSecret>> {
    return this.ask('GET /clients/{client_id}/secrets/{secret_id}', initOverrides, requestParameters);
  }

  /**
   * Adds a secret to a client, which the answer shows.
   *
   * - It authenticates nobody until it is promoted, unless it is made with the state `primary`.
   * - A client has at most six secrets; one more is refused (409).
   * - A client with `client_authentication_methods` has no use for secrets: it is refused (400).
   *
   * @route `POST /api/v2/clients/{client_id}/secrets`
   * @param requestParameters Which client.
   * @param bodyParameters The secret; by default one that the server makes.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day, and answers the same secret again.
   * @returns The new secret, with its text.
   * @scopes `update:client_keys`
   * @throws {@link ManagementApiError} 400 when the secret breaks a rule, 404 when there is no such client, 409 when it has
   *   too many or has this one already, or when the `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const { data } = await secrets.create({ client_id: 'OTHER_CLIENT_ID' }, { name: 'Next' });
   * await secrets.delete({ client_id: 'OTHER_CLIENT_ID', secret_id: data.id });
   * ```
   */
  create(
    requestParameters: PostClientSecretsRequest,
    bodyParameters: ClientSecretCreate = {},
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<NewClientSecret>> {
    return this.ask('POST /clients/{client_id}/secrets', initOverrides, requestParameters, bodyParameters);
  }

  /**
   * Promotes, disables, enables or renames a secret, or changes its deadline; null takes away.
   *
   * - What is promoted is primary at once. The one before goes on working for `previous_secret_expires_in` seconds.
   * - A disabled secret cannot be promoted (409): enable it first, with the state `staged`.
   * - What would leave the client without a way in is refused (409), unless it is forced.
   *
   * @route `PATCH /api/v2/clients/{client_id}/secrets/{secret_id}`
   * @param requestParameters Which secret, and whether it is forced.
   * @param bodyParameters What is to be different.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed secret.
   * @scopes `update:client_keys`
   * @throws {@link ManagementApiError} 400 when the change breaks a rule, 404 when there is no such client or secret, 409 when
   *   its state does not allow the change or it is the last way in; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `secret_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const { data } = await secrets.create({ client_id: 'OTHER_CLIENT_ID' });
   * const which = { client_id: 'OTHER_CLIENT_ID', secret_id: data.id };
   * await secrets.update(which, { state: 'primary', previous_secret_expires_in: 86_400 });
   * ```
   */
  update(
    requestParameters: ClientSecretRequest,
    bodyParameters: ClientSecretUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientSecret>> {
    const line = 'PATCH /clients/{client_id}/secrets/{secret_id} force';
    return this.ask(line, initOverrides, requestParameters, bodyParameters);
  }

  /**
   * Ends a secret at once. Ending it once more is no error; the last way in of a client is refused (409), unless it is
   * forced.
   *
   * @route `DELETE /api/v2/clients/{client_id}/secrets/{secret_id}`
   * @param requestParameters Which secret, and whether it is forced.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing.
   * @scopes `update:client_keys`
   * @throws {@link ManagementApiError} 400 for a client that authenticates with credentials, 404 when there is no such client
   *   or secret, 409 when it is the last way in; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` or `secret_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const { data } = await secrets.create({ client_id: 'OTHER_CLIENT_ID' });
   * await secrets.delete({ client_id: 'OTHER_CLIENT_ID', secret_id: data.id });
   * ```
   */
  delete(requestParameters: ClientSecretRequest, initOverrides?: InitOverride): Promise<ApiResponse<void>> {
    const line = 'DELETE /clients/{client_id}/secrets/{secret_id} force';
    return this.ask(line, initOverrides, requestParameters);
  }

  /**
   * Gives a client a new primary secret, which the answer holds, while the one before goes on working for a time.
   *
   * - Without `previous_secret_expires_in`, the overlap of the client's `secret_rotation` counts, or that of the server.
   * - A client with `client_authentication_methods` has no secret to rotate: it is refused (400).
   *
   * @route `POST /api/v2/clients/{client_id}/rotate-secret`
   * @param requestParameters Which client.
   * @param bodyParameters For how long the secret before goes on working.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day, and answers the same secret again.
   * @returns The client as far as the scopes show it, and always its id and new secret.
   * @scopes `update:client_keys`
   * @throws {@link ManagementApiError} 400 when the overlap is too long or the client authenticates with credentials, 404 when
   *   there is no such client, 409 when it has too many secrets, or when the `idempotencyKey` was used for another
   *   request; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const which = { client_id: 'OTHER_CLIENT_ID' };
   * const { data } = await secrets.rotate(which, { previous_secret_expires_in: 3600 });
   * console.log(data.client_secret.length);
   * ```
   */
  rotate(
    requestParameters: PostClientSecretsRequest,
    bodyParameters: RotateClientSecretBody = {},
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientRotated>> {
    const line = 'POST /clients/{client_id}/rotate-secret';
    return this.ask(line, initOverrides, requestParameters, bodyParameters);
  }

  /**
   * Says whether everything but the primary secret, or the newest enabled credential, may be retired: whether nothing else
   * was accepted for some time, all of which was observed.
   *
   * @route `GET /api/v2/clients/{client_id}/rotation`
   * @param requestParameters Which client, and for how long nothing else may have been accepted.
   * @param initOverrides What to change of this one request.
   * @returns The verdict, and why.
   * @scopes `read:client_keys` or `read:client_credentials`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, 404 when there is no such client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const { data } = await secrets.getRotation({ client_id: 'OTHER_CLIENT_ID', window: 3600 });
   * console.log(data.verdict, data.reason);
   * ```
   */
  getRotation(
    requestParameters: GetClientRotationRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientRotation>> {
    return this.ask('GET /clients/{client_id}/rotation window', initOverrides, requestParameters);
  }

  /**
   * Says whose secret it is that somebody found: of secrets that begin with `cls_`, which a server makes with
   * `CLIENTELE_SECRET_FORMAT=prefixed`. With `revoke` it is ended, which needs `update:client_keys` as well.
   *
   * @route `POST /api/v2/secrets/lookup`
   * @param bodyParameters The secret, and whether it is ended.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day, and answers the same secret again.
   * @returns Its client, and what is known of it.
   * @scopes `read:client_keys`
   * @throws {@link ManagementApiError} 400 for what is no such secret, 404 when no client has it, 409 when the
   *   `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ClientSecretsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const secrets = management.extend(ClientSecretsManager);
   * const found = await secrets.lookup({ secret: 'cls_FOUND_SECRET' }).catch((error: Error) => error.message);
   * console.log(found);
   * ```
   */
  lookup(
    bodyParameters: LookupSecretBody,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<LookedUpSecret>> {
    return this.ask('POST /secrets/lookup', initOverrides, undefined, bodyParameters);
  }
}
