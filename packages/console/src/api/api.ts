import {
  BaseAPI,
  ClientGrantsManager,
  ClientSecretsManager,
  ClientsManager,
  type Configuration,
  ConnectionsManager,
  CredentialReportsManager,
  JSONApiResponse,
  KeysManager,
  type RequestOpts,
  ResourceServersManager,
  TenantsManager,
  UsageManager,
} from '@clientele/sdk';
import { noteServerTime } from './server-clock.js';

/** The Management API, asked with the session of this browser. */
export interface Api {
  clients: ClientsManager;
  secrets: ClientSecretsManager;
  reports: CredentialReportsManager;
  usage: UsageManager;
  grants: ClientGrantsManager;
  resourceServers: ResourceServersManager;
  connections: ConnectionsManager;
  signingKeys: KeysManager;
  tenant: TenantsManager;
  /** Asks for what no manager has a method for; answers the data. */
  ask<T>(request: RequestOpts): Promise<T>;
}

class Requests extends BaseAPI {
  async send<T>(request: RequestOpts): Promise<T> {
    return (await JSONApiResponse.fromResponse<T>(await this.request(request))).data;
  }
}

/** The managers of the SDK for a session; `onEnded` is called where the server knows the session no more. */
export function openApi(csrfToken: string, onEnded: () => void): Api {
  const configuration: Configuration = {
    baseUrl: `${location.origin}/console/api/v2`,
    headers: { 'x-csrf-token': csrfToken },
    timeoutDuration: 20_000,
    middleware: [
      {
        post: ({ response }) => noteServerTime(response.headers),
        async onError({ response }) {
          if (response?.status === 401) onEnded();
          return response;
        },
      },
    ],
  };
  const requests = new Requests(configuration);
  return {
    clients: new ClientsManager(configuration),
    secrets: new ClientSecretsManager(configuration),
    reports: new CredentialReportsManager(configuration),
    usage: new UsageManager(configuration),
    grants: new ClientGrantsManager(configuration),
    resourceServers: new ResourceServersManager(configuration),
    connections: new ConnectionsManager(configuration),
    signingKeys: new KeysManager(configuration),
    tenant: new TenantsManager(configuration),
    ask: (request) => requests.send(request),
  };
}
