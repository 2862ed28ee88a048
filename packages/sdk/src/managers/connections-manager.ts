import type {
  Connection,
  ConnectionCreate,
  ConnectionOf,
  ConnectionsPageOf,
  ConnectionUpdate,
  DeleteConnectionsByIdRequest,
  GetConnectionClients200Response,
  GetConnectionClientsRequest,
  GetConnectionsByIdRequest,
  GetConnectionsRequest,
  PatchClientsRequest,
  PatchClientsRequestInner,
  PatchConnectionsByIdRequest,
} from '../models/connections.js';
import type { FieldParameters } from '../models/fields.js';
import type { ListParameters } from '../models/page-parameters.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * Connections: where the users of clients sign in. They are kept, with the clients that they are for.
 *
 * @group Managers
 */
export class ConnectionsManager extends Manager {
  /**
   * Makes a connection.
   *
   * @route `POST /api/v2/connections`
   * @param bodyParameters Its name, strategy and settings.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The connection.
   * @scopes `create:connections`
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 404 when a client that it names does not exist,
   *   409 when the name is in use, or the `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: connection } = await connections.create({
   *   name: `partners-${Date.now()}`,
   *   strategy: 'oidc',
   *   enabled_clients: ['OTHER_CLIENT_ID'],
   * });
   * console.log(connection.id);
   * ```
   */
  create(bodyParameters: ConnectionCreate, initOverrides?: InitOverride): Promise<ApiResponse<Connection>> {
    return this.ask('POST /connections', initOverrides, undefined, bodyParameters);
  }

  /**
   * Deletes a connection; no client is left with it.
   *
   * @route `DELETE /api/v2/connections/{id}`
   * @param requestParameters Which connection.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing; also when there is no such connection.
   * @scopes `delete:connections`
   * @throws {@link ManagementApiError} as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { status } = await connections.delete({ id: 'CONNECTION_ID' });
   * console.log(status);
   * ```
   */
  delete(
    requestParameters: DeleteConnectionsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /connections/{id}', initOverrides, requestParameters);
  }

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetConnectionsByIdRequest & FieldParameters<Fields, Include>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ConnectionOf<Fields, Include>>>;

  /**
   * Reads one connection.
   *
   * @route `GET /api/v2/connections/{id}`
   * @param requestParameters Which connection, and with `fields` what of it.
   * @param initOverrides What to change of this one request.
   * @returns The connection; its type has only the properties that `fields` leaves.
   * @scopes `read:connections`
   * @throws {@link ManagementApiError} 400 when `fields` breaks a rule, 404 when there is no such connection; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await connections.get({ id: 'CONNECTION_ID', fields: 'name,strategy' });
   * console.log(data.name, data.strategy);
   * ```
   */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetConnectionsByIdRequest & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ConnectionOf<Fields, Include>>>;
  get(
    requestParameters: GetConnectionsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    return this.ask('GET /connections/{id} fields include_fields', initOverrides, requestParameters);
  }

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetConnectionsRequest = GetConnectionsRequest,
  >(
    requestParameters:
      | (ListParameters<Actual, GetConnectionsRequest> & FieldParameters<Fields, Include>)
      | undefined,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ConnectionsPageOf<Actual, Fields, Include>>>;

  /**
   * Lists connections; {@link iterate} walks them all. `take` or `from` answers by checkpoint; `include_totals` counts
   * the connections of a list by page.
   *
   * @route `GET /api/v2/connections`
   * @param requestParameters Which connections, what of them, and which page.
   * @param initOverrides What to change of this one request.
   * @returns What `data` is depends on what is asked for:
   *   - with `take` or `from`, a list by checkpoint: `{ connections, next }`, with `next` while there are more
   *   - with `include_totals: true`, a page with totals: `{ start, limit, total, connections }`
   *   - otherwise an array of connections
   * @scopes `read:connections`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await connections.getAll({ strategy: ['auth0', 'oidc'], page: 0, per_page: 10 });
   * for (const connection of data) console.log(connection.id, connection.name);
   * ```
   */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetConnectionsRequest = GetConnectionsRequest,
  >(
    requestParameters?: ListParameters<Actual, GetConnectionsRequest> & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ConnectionsPageOf<Actual, Fields, Include>>>;
  getAll(
    requestParameters?: GetConnectionsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    const line =
      'GET /connections fields include_fields page per_page include_totals from take strategy name domain_alias';
    return this.ask(line, initOverrides, requestParameters);
  }

  /**
   * Lists the clients that a connection is for, by checkpoint.
   *
   * @route `GET /api/v2/connections/{id}/clients`
   * @param requestParameters Which connection, and from which checkpoint.
   * @param initOverrides What to change of this one request.
   * @returns The `clients` by their ids and, while there are more, the `next` checkpoint.
   * @scopes `read:connections`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, 404 when there is no such connection; as
   *   always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await connections.getEnabledClients({ id: 'CONNECTION_ID', take: 100 });
   * for (const { client_id } of data.clients) console.log(client_id);
   * ```
   */
  getEnabledClients(
    requestParameters: GetConnectionClientsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetConnectionClients200Response>> {
    return this.ask('GET /connections/{id}/clients from take', initOverrides, requestParameters);
  }

  /**
   * Changes a connection; what is sent takes the place of what was there, `options` as a whole.
   *
   * @route `PATCH /api/v2/connections/{id}`
   * @param requestParameters Which connection.
   * @param bodyParameters What is to be different; `options` take the place of all that were there.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed connection.
   * @scopes `update:connections`
   * @throws {@link ManagementApiError} 400 when the change breaks a rule, 404 when there is no such connection, or a
   *   client that it names does not exist; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await connections.update({ id: 'CONNECTION_ID' }, { display_name: 'Our partners' });
   * console.log(data.display_name);
   * ```
   */
  update(
    requestParameters: PatchConnectionsByIdRequest,
    bodyParameters: ConnectionUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<Connection>> {
    return this.ask('PATCH /connections/{id}', initOverrides, requestParameters, bodyParameters);
  }

  /**
   * Says for which clients a connection is, and for which no longer: all of it or nothing.
   *
   * @route `PATCH /api/v2/connections/{id}/clients`
   * @param requestParameters Which connection.
   * @param bodyParameters 1 to 50 clients, each with whether the connection is for it.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing.
   * @scopes `update:connections`
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 404 when there is no such connection or client;
   *   as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { connections } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * await connections.updateEnabledClients({ id: 'CONNECTION_ID' }, [{ client_id: 'OTHER_CLIENT_ID', status: false }]);
   * ```
   */
  updateEnabledClients(
    requestParameters: PatchClientsRequest,
    bodyParameters: PatchClientsRequestInner[],
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('PATCH /connections/{id}/clients', initOverrides, requestParameters, bodyParameters);
  }
}
