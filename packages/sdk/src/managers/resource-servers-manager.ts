import type { FieldParameters } from '../models/fields.js';
import type { ListParameters } from '../models/page-parameters.js';
import type {
  DeleteResourceServersByIdRequest,
  GetResourceServersByIdRequest,
  GetResourceServersRequest,
  PatchResourceServersByIdRequest,
  ResourceServer,
  ResourceServerCreate,
  ResourceServerOf,
  ResourceServersPageOf,
  ResourceServerUpdate,
} from '../models/resource-servers.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * Resource servers: APIs that tokens are for. The `id` of one is the generated one or its identifier.
 *
 * @group Managers
 */
export class ResourceServersManager extends Manager {
  /**
   * Registers an API with its scopes. Its identifier is what tokens name as their audience, and never changes.
   *
   * @route `POST /api/v2/resource-servers`
   * @param bodyParameters Its identifier, scopes and settings.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The API.
   * @scopes `create:resource_servers`
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 409 when the identifier is in use, or the
   *   `idempotencyKey` was used for another request; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { resourceServers } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: api } = await resourceServers.create({
   *   identifier: 'https://orders.example/',
   *   name: 'Orders',
   *   scopes: [{ value: 'read:orders', description: 'Read orders' }],
   * });
   * console.log(api.id);
   * ```
   */
  create(
    bodyParameters: ResourceServerCreate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    return this.ask('POST /resource-servers', initOverrides, undefined, bodyParameters);
  }

  /**
   * Deletes an API with its grants.
   *
   * @route `DELETE /api/v2/resource-servers/{id}`
   * @param requestParameters Which API, by id or identifier.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing; also when there is no such API.
   * @scopes `delete:resource_servers`
   * @throws {@link ManagementApiError} 400 for the Management API itself; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { resourceServers } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { status } = await resourceServers.delete({ id: 'RESOURCE_SERVER_ID' });
   * console.log(status);
   * ```
   */
  delete(
    requestParameters: DeleteResourceServersByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /resource-servers/{id}', initOverrides, requestParameters);
  }

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetResourceServersByIdRequest & FieldParameters<Fields, Include>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ResourceServerOf<Fields, Include>>>;

  /**
   * Reads one API.
   *
   * @route `GET /api/v2/resource-servers/{id}`
   * @param requestParameters Which API, by id or identifier, and with `fields` what of it.
   * @param initOverrides What to change of this one request.
   * @returns The API; its type has only the properties that `fields` leaves.
   * @scopes `read:resource_servers`
   * @throws {@link ManagementApiError} 400 when `fields` breaks a rule, 404 when there is no such API; as always 401,
   *   403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { resourceServers } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: api } = await resourceServers.get({ id: 'https://invoices.example/' });
   * console.log(api.id, api.token_lifetime);
   * ```
   */
  get<const Fields extends string, Include extends boolean = true>(
    requestParameters: GetResourceServersByIdRequest & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServerOf<Fields, Include>>>;
  get(
    requestParameters: GetResourceServersByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    return this.ask('GET /resource-servers/{id} fields include_fields', initOverrides, requestParameters);
  }

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetResourceServersRequest = GetResourceServersRequest,
  >(
    requestParameters:
      | (ListParameters<Actual, GetResourceServersRequest> & FieldParameters<Fields, Include>)
      | undefined,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ResourceServersPageOf<Actual, Fields, Include>>>;

  /**
   * Lists APIs; {@link iterate} walks them all. `take` or `from` answers by checkpoint; `include_totals` counts the
   * APIs of a list by page.
   *
   * @route `GET /api/v2/resource-servers`
   * @param requestParameters Which APIs, what of them, and which page.
   * @param initOverrides What to change of this one request.
   * @returns What `data` is depends on what is asked for:
   *   - with `take` or `from`, a list by checkpoint: `{ resource_servers, next }`, with `next` while there are more
   *   - with `include_totals: true`, a page with totals: `{ start, limit, total, resource_servers }`
   *   - otherwise an array of APIs
   * @scopes `read:resource_servers`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { resourceServers } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data } = await resourceServers.getAll({ take: 10 });
   * for (const api of data.resource_servers) console.log(api.identifier);
   * console.log(data.next ?? 'That was all');
   * ```
   */
  getAll<
    const Fields extends string,
    Include extends boolean = true,
    Actual extends GetResourceServersRequest = GetResourceServersRequest,
  >(
    requestParameters?: ListParameters<Actual, GetResourceServersRequest> & FieldParameters<Fields, Include>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServersPageOf<Actual, Fields, Include>>>;
  getAll(
    requestParameters?: GetResourceServersRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    const line =
      'GET /resource-servers fields include_fields page per_page include_totals from take identifiers';
    return this.ask(line, initOverrides, requestParameters);
  }

  /**
   * Changes the properties of an API that are sent.
   *
   * @route `PATCH /api/v2/resource-servers/{id}`
   * @param requestParameters Which API, by id or identifier.
   * @param bodyParameters What is to be different; `scopes` take the place of all that were there.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed API.
   * @scopes `update:resource_servers`
   * @throws {@link ManagementApiError} 400 when the change breaks a rule, 404 when there is no such API; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { resourceServers } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: api } = await resourceServers.update({ id: 'RESOURCE_SERVER_ID' }, { token_lifetime: 3600 });
   * console.log(api.token_lifetime);
   * ```
   */
  update(
    requestParameters: PatchResourceServersByIdRequest,
    bodyParameters: ResourceServerUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    return this.ask('PATCH /resource-servers/{id}', initOverrides, requestParameters, bodyParameters);
  }
}
