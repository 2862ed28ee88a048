import { ClientsManager, type GetClientsByIdRequest, type InitOverride } from 'auth0';

export class LoggingClients extends ClientsManager {
  override async get(parameters: GetClientsByIdRequest, init?: InitOverride) {
    const answer = await super.get(parameters, init);
    console.log(answer.status, answer.data.client_id);
    return answer;
  }
}
