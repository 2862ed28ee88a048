import type { ApiResponse } from './api-response.js';
import type { InitOverride } from './configuration.js';
import type { OnlyKnown } from './fields.js';
import { Manager } from './manager.js';
import type { ConsistentPaging } from './page-parameters.js';
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
} from './resource-server-models.js';

/** Resource servers (APIs); their `id` is the generated one or the identifier. management-api.md 5 */
export class ResourceServersManager extends Manager {
  /** Registers an API. management-api.md 5 */
  create(
    bodyParameters: ResourceServerCreate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    return this.ask('POST /resource-servers', initOverrides, undefined, bodyParameters);
  }

  /** Deletes an API with its grants. management-api.md 5 */
  delete(
    requestParameters: DeleteResourceServersByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /resource-servers/{id}', initOverrides, requestParameters);
  }

  /** Reads one API. management-api.md 5 */
  get<const Parameters extends GetResourceServersByIdRequest>(
    requestParameters: Parameters & OnlyKnown<Parameters, GetResourceServersByIdRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServerOf<Parameters>>> {
    return this.ask('GET /resource-servers/{id} fields include_fields', initOverrides, requestParameters);
  }

  /** Lists APIs; `take` or `from` answers by checkpoint, `include_totals` counts them. management-api.md 5 */
  getAll<const Parameters extends GetResourceServersRequest = Record<never, never>>(
    requestParameters?: Parameters &
      ConsistentPaging<Parameters> &
      OnlyKnown<Parameters, GetResourceServersRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServersPageOf<Parameters>>> {
    const line =
      'GET /resource-servers fields include_fields page per_page include_totals from take identifiers';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Changes an API; its scopes are replaced as a whole. management-api.md 5 */
  update(
    requestParameters: PatchResourceServersByIdRequest,
    bodyParameters: ResourceServerUpdate,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    return this.ask('PATCH /resource-servers/{id}', initOverrides, requestParameters, bodyParameters);
  }
}
