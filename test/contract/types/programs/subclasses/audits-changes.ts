import {
  type ApiResponse,
  type Client,
  type ClientCreate,
  ClientsManager,
  type ClientUpdate,
  type DeleteClientsByIdRequest,
  type InitOverride,
  type PatchClientsByIdRequest,
  type PostRotateSecretRequest,
} from 'auth0';

export class AuditedClients extends ClientsManager {
  readonly log: string[] = [];

  override async create(body: ClientCreate, init?: InitOverride): Promise<ApiResponse<Client>> {
    const answer = await super.create(body, init);
    this.log.push(`created ${answer.data.client_id}`);
    return answer;
  }

  override async update(
    parameters: PatchClientsByIdRequest,
    body: ClientUpdate,
    init?: InitOverride,
  ): Promise<ApiResponse<Client>> {
    this.log.push(`changed ${parameters.client_id}`);
    return super.update(parameters, body, init);
  }

  override async rotateClientSecret(
    parameters: PostRotateSecretRequest,
    init?: InitOverride,
  ): Promise<ApiResponse<Client>> {
    this.log.push(`rotated ${parameters.client_id}`);
    return super.rotateClientSecret(parameters, init);
  }

  override delete(parameters: DeleteClientsByIdRequest, init?: InitOverride): Promise<ApiResponse<void>> {
    this.log.push(`deleted ${parameters.client_id}`);
    return super.delete(parameters, init);
  }
}
