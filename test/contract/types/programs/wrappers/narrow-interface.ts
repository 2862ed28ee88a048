import type {
  ApiResponse,
  Client,
  ClientCreate,
  GetClientsRequest,
  InitOverride,
  ManagementClient,
} from 'auth0';

export interface ClientStore {
  get(parameters: { client_id: string }): Promise<{ data: Client }>;
  getAll(parameters?: GetClientsRequest, init?: InitOverride): Promise<ApiResponse<Client[]>>;
  create(body: ClientCreate): Promise<ApiResponse<Client>>;
  update(parameters: { client_id: string }, body: { name?: string }): Promise<{ data: Client }>;
  delete(parameters: { client_id: string }): Promise<unknown>;
}

export const storeOf = (management: ManagementClient): ClientStore => management.clients;
