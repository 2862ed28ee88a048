import {
  type ApiResponse,
  ClientsManager,
  type GetCredentials200ResponseInner,
  type InitOverride,
  type PostCredentialsOperationRequest,
  type PostCredentialsRequest,
} from 'auth0';

export class NamedCredentials extends ClientsManager {
  override createCredential(
    parameters: PostCredentialsOperationRequest,
    body: PostCredentialsRequest,
    init?: InitOverride,
  ): Promise<ApiResponse<GetCredentials200ResponseInner>> {
    return super.createCredential(parameters, { ...body, name: body.name ?? 'unnamed' }, init);
  }
}
