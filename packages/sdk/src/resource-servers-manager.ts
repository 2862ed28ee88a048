import { type ApiResponse, JSONApiResponse, VoidApiResponse } from './api-response.js';
import type { InitOverride } from './configuration.js';
import { JSON_HEADERS } from './headers.js';
import { BaseAPI } from './request.js';
import { pathId, queryOf } from './request-parameters.js';
import type {
  DeleteResourceServersByIdRequest,
  GetResourceServers200Response,
  GetResourceServers200ResponseOneOf,
  GetResourceServersByIdRequest,
  GetResourceServersRequest,
  PatchResourceServersByIdRequest,
  ResourceServer,
  ResourceServerCreate,
  ResourceServerUpdate,
} from './resource-server-models.js';

/** Resource servers (APIs); their `id` is the generated one or the identifier. management-api.md 5 */
export class ResourceServersManager extends BaseAPI {
  /** Registers an API. management-api.md 5 */
  async create(
    body: ResourceServerCreate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    const response = await this.request(
      { path: '/resource-servers', method: 'POST', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }

  /** Deletes an API with its grants. management-api.md 5 */
  async delete(
    parameters: DeleteResourceServersByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    const path = `/resource-servers/${pathId(parameters, 'id')}`;
    return VoidApiResponse.fromResponse(await this.request({ path, method: 'DELETE' }, initOverrides));
  }

  /** Reads one API. management-api.md 5 */
  async get(
    parameters: GetResourceServersByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    const path = `/resource-servers/${pathId(parameters, 'id')}`;
    const query = queryOf(parameters, ['include_fields']);
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'GET', query }, initOverrides));
  }

  /** Lists APIs; `include_totals` counts them. management-api.md 5 */
  async getAll(
    parameters: GetResourceServersRequest & { include_totals: true },
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetResourceServers200ResponseOneOf>>;
  async getAll(
    parameters?: GetResourceServersRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer[]>>;
  async getAll(
    parameters: GetResourceServersRequest = {},
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetResourceServers200Response>> {
    const query = queryOf(parameters, [
      'identifiers',
      'page',
      'per_page',
      'include_totals',
      'include_fields',
    ]);
    return JSONApiResponse.fromResponse(
      await this.request({ path: '/resource-servers', method: 'GET', query }, initOverrides),
    );
  }

  /** Changes an API; its scopes are replaced as a whole. management-api.md 5 */
  async update(
    parameters: PatchResourceServersByIdRequest,
    body: ResourceServerUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    const path = `/resource-servers/${pathId(parameters, 'id')}`;
    const response = await this.request(
      { path, method: 'PATCH', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }
}
