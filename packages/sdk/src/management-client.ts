import { ClientGrantsManager } from './client-grants-manager.js';
import { ClientsManager } from './clients-manager.js';
import type { Configuration, HTTPHeaders, Middleware } from './configuration.js';
import { ConnectionsManager } from './connections-manager.js';
import {
  checkManagementClientOptions,
  type GivenOptions,
  type ManagementClientOptions,
  serverOf,
} from './management-client-options.js';
import { ResourceServersManager } from './resource-servers-manager.js';
import { telemetryHeaders } from './telemetry.js';
import { TokenEndpoint } from './token-endpoint.js';
import { tokenSource } from './token-source.js';

/** The Management API of one server: a manager for each collection, one token for them all. sdk-contract.md 2 */
export class ManagementClient {
  readonly clients: ClientsManager;
  readonly clientGrants: ClientGrantsManager;
  readonly connections: ConnectionsManager;
  readonly resourceServers: ResourceServersManager;

  /** @throws Error that names an option which could not work. */
  constructor(options: ManagementClientOptions) {
    const configuration = configurationOf({ ...options });
    this.clients = new ClientsManager(configuration);
    this.clientGrants = new ClientGrantsManager(configuration);
    this.connections = new ConnectionsManager(configuration);
    this.resourceServers = new ResourceServersManager(configuration);
  }
}

function configurationOf(options: GivenOptions): Configuration {
  checkManagementClientOptions(options);
  // What managers know holds no secret.
  const { token, clientSecret, clientAssertionSigningKey, middleware = [], ...known } = options;
  const { apiUrl, authorizationUrl, issuer } = serverOf(options);
  const about = options.telemetry === false ? {} : telemetryHeaders(options.clientInfo);
  const tellAbout: Middleware = { pre: ({ init }) => void Object.assign(init.headers as HTTPHeaders, about) };
  const endpoint = new TokenEndpoint({ ...known, baseUrl: authorizationUrl, middleware: [tellAbout] });
  const source = token ?? tokenSource({ clientId: '', ...options, authorizationUrl, endpoint, issuer });
  const authorize = async (headers: HTTPHeaders, refused?: string) => {
    const given = typeof source === 'string' ? source : await source(refused);
    // Fetch would show a value that fits in no header, and so the token, in its error message.
    if (!/^[\x21-\x7e]+$/.test(given)) throw new Error('The token must be visible ASCII');
    Object.assign(headers, { authorization: `Bearer ${given}` }, about);
    return undefined;
  };
  const authorization: Middleware = {
    pre: ({ init }) => authorize(init.headers as HTTPHeaders),
    // One renewal: a token may be revoked, or its key gone, before its time.
    async onError({ fetch, url, init, response }) {
      if (token || response?.status !== 401) return undefined;
      const headers = init.headers as HTTPHeaders;
      await authorize(headers, headers.authorization?.slice(7));
      return fetch(url, init);
    },
  };
  return { ...known, baseUrl: apiUrl, middleware: [authorization, ...middleware] };
}
