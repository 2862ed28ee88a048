import {
  type ApiResponse,
  type ClientGrant,
  type ClientGrantCreate,
  ClientGrantsManager,
  type GetResourceServersByIdRequest,
  type InitOverride,
  type ResourceServer,
  ResourceServersManager,
} from 'auth0';

export class Grants extends ClientGrantsManager {
  override create(body: ClientGrantCreate, init?: InitOverride): Promise<ApiResponse<ClientGrant>> {
    return super.create({ ...body, scope: [...new Set(body.scope)] }, init);
  }
}

export class Apis extends ResourceServersManager {
  override async get(
    parameters: GetResourceServersByIdRequest,
    init?: InitOverride,
  ): Promise<ApiResponse<ResourceServer>> {
    return super.get(parameters, init);
  }
}
