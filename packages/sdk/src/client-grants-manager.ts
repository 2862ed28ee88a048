import type { ApiResponse } from './api-response.js';
import type {
  ClientGrant,
  ClientGrantCreate,
  ClientGrantsPageOf,
  DeleteClientGrantsByIdRequest,
  GetClientGrantsByIdRequest,
  GetClientGrantsRequest,
  PatchClientGrantsByIdOperationRequest,
  PatchClientGrantsByIdRequest,
} from './client-grant-models.js';
import type { InitOverride } from './configuration.js';
import type { OnlyKnown } from './fields.js';
import { Manager } from './manager.js';
import type { ConsistentPaging } from './page-parameters.js';

/** Client grants: which client may ask for which scopes of which API. management-api.md 4 */
export class ClientGrantsManager extends Manager {
  /** Lets a client ask for tokens of an API. management-api.md 4 */
  create(bodyParameters: ClientGrantCreate, initOverrides?: InitOverride): Promise<ApiResponse<ClientGrant>> {
    return this.ask('POST /client-grants', initOverrides, undefined, bodyParameters);
  }

  /** Deletes a client grant. management-api.md 4 */
  delete(
    requestParameters: DeleteClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /client-grants/{id}', initOverrides, requestParameters);
  }

  /** Reads one client grant. management-api.md 4 */
  get(
    requestParameters: GetClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant>> {
    return this.ask('GET /client-grants/{id}', initOverrides, requestParameters);
  }

  /** Lists client grants; `take` or `from` answers by checkpoint, `include_totals` counts them. management-api.md 4 */
  getAll<const Parameters extends GetClientGrantsRequest = Record<never, never>>(
    requestParameters?: Parameters &
      ConsistentPaging<Parameters> &
      OnlyKnown<Parameters, GetClientGrantsRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrantsPageOf<Parameters>>> {
    const line =
      'GET /client-grants page per_page include_totals from take audience client_id allow_any_organization subject_type default_for';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** Changes a client grant. management-api.md 4 */
  update(
    requestParameters: PatchClientGrantsByIdOperationRequest,
    bodyParameters: PatchClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant>> {
    return this.ask('PATCH /client-grants/{id}', initOverrides, requestParameters, bodyParameters);
  }
}
