import { type ApiResponse, ClientsManager, type GetClientsRequest, type InitOverride } from 'auth0';

export class Counting extends ClientsManager {
  calls = 0;

  override async getAll(parameters: GetClientsRequest = {}, init?: InitOverride): Promise<ApiResponse<any>> {
    this.calls += 1;
    return super.getAll(parameters, init);
  }
}
