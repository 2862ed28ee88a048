import { type ApiResponse, JSONApiResponse, VoidApiResponse } from './api-response.js';
import type {
  ClientGrant,
  ClientGrantCreate,
  DeleteClientGrantsByIdRequest,
  GetClientGrants200Response,
  GetClientGrants200ResponseOneOf,
  GetClientGrants200ResponseOneOf1,
  GetClientGrantsByIdRequest,
  GetClientGrantsRequest,
  PatchClientGrantsByIdOperationRequest,
  PatchClientGrantsByIdRequest,
} from './client-grant-models.js';
import type { InitOverride } from './configuration.js';
import { JSON_HEADERS } from './headers.js';
import { BaseAPI } from './request.js';
import { pathId, queryOf } from './request-parameters.js';

/** Client grants: which client may ask for which scopes of which API. management-api.md 4 */
export class ClientGrantsManager extends BaseAPI {
  /** Lets a client ask for tokens of an API. management-api.md 4 */
  async create(body: ClientGrantCreate, initOverrides?: InitOverride): Promise<ApiResponse<ClientGrant>> {
    const response = await this.request(
      { path: '/client-grants', method: 'POST', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }

  /** Deletes a client grant. management-api.md 4 */
  async delete(
    parameters: DeleteClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    const path = `/client-grants/${pathId(parameters, 'id')}`;
    return VoidApiResponse.fromResponse(await this.request({ path, method: 'DELETE' }, initOverrides));
  }

  /** Reads one client grant. management-api.md 4 */
  async get(
    parameters: GetClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant>> {
    const path = `/client-grants/${pathId(parameters, 'id')}`;
    return JSONApiResponse.fromResponse(await this.request({ path, method: 'GET' }, initOverrides));
  }

  /** Lists client grants; `take` or `from` answers by checkpoint, `include_totals` counts them. management-api.md 4 */
  async getAll(
    parameters: GetClientGrantsRequest & ({ take: number } | { from: string }),
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClientGrants200ResponseOneOf1>>;
  async getAll(
    parameters: GetClientGrantsRequest & { include_totals: true },
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClientGrants200ResponseOneOf>>;
  async getAll(
    parameters?: GetClientGrantsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant[]>>;
  async getAll(
    parameters: GetClientGrantsRequest = {},
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetClientGrants200Response>> {
    const query = queryOf(parameters, [
      'per_page',
      'page',
      'include_totals',
      'from',
      'take',
      'audience',
      'client_id',
      'allow_any_organization',
      'subject_type',
      'default_for',
    ]);
    return JSONApiResponse.fromResponse(
      await this.request({ path: '/client-grants', method: 'GET', query }, initOverrides),
    );
  }

  /** Changes a client grant. management-api.md 4 */
  async update(
    parameters: PatchClientGrantsByIdOperationRequest,
    body: PatchClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant>> {
    const path = `/client-grants/${pathId(parameters, 'id')}`;
    const response = await this.request(
      { path, method: 'PATCH', headers: JSON_HEADERS, body },
      initOverrides,
    );
    return JSONApiResponse.fromResponse(response);
  }
}
