import {
  type ApiResponse,
  type Client,
  ClientsManager,
  type GetClients200ResponseOneOf,
  type GetClientsRequest,
  type InitOverride,
} from 'auth0';

export class PagedClients extends ClientsManager {
  override getAll(
    parameters: GetClientsRequest & { include_totals: true },
    init?: InitOverride,
  ): Promise<ApiResponse<GetClients200ResponseOneOf>>;
  override getAll(parameters?: GetClientsRequest, init?: InitOverride): Promise<ApiResponse<Client[]>>;
  override async getAll(parameters: GetClientsRequest = {}, init?: InitOverride): Promise<ApiResponse<any>> {
    return super.getAll({ per_page: 100, ...parameters }, init);
  }
}
