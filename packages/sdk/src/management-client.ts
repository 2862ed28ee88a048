import { ClientGrantsManager } from './client-grants-manager.js';
import { ClientsManager } from './clients-manager.js';
import { type Configuration, checkConfiguration, type Middleware } from './configuration.js';
import { mergeHeaders } from './headers.js';
import {
  checkOptions,
  type GivenOptions,
  type ManagementClientOptions,
  type Server,
  serverOf,
} from './management-client-options.js';
import { ResourceServersManager } from './resource-servers-manager.js';
import { telemetry } from './telemetry.js';
import { TokenEndpoint } from './token-endpoint.js';
import { tokenSource } from './token-source.js';

/** The Management API of one server: a manager for each collection, one token for them all. sdk-contract.md 2 */
export class ManagementClient {
  readonly clients: ClientsManager;
  readonly clientGrants: ClientGrantsManager;
  readonly resourceServers: ResourceServersManager;

  constructor(options: ManagementClientOptions) {
    const given: GivenOptions = options ?? {};
    checkOptions(given);
    const server = serverOf(given);
    checkConfiguration({ ...given, baseUrl: server.apiUrl });
    const configuration = configurationOf(given, server);
    this.clients = new ClientsManager(configuration);
    this.clientGrants = new ClientGrantsManager(configuration);
    this.resourceServers = new ResourceServersManager(configuration);
  }
}

function configurationOf(options: GivenOptions, server: Server): Configuration {
  const { fetch, agent, headers, timeoutDuration, retry, middleware = [] } = options;
  const transport = {
    ...(fetch && { fetch }),
    ...(agent && { agent }),
    ...(headers && { headers }),
    ...(timeoutDuration !== undefined && { timeoutDuration }),
    ...(retry && { retry }),
  };
  const about = options.telemetry === false ? [] : telemetry(options.clientInfo);
  const endpoint = new TokenEndpoint({ ...transport, baseUrl: server.authorizationUrl, middleware: about });
  const token = accessToken(options, { server, endpoint });
  return { ...transport, baseUrl: server.apiUrl, middleware: [bearer(token), ...about, ...middleware] };
}

type AccessToken = () => string | Promise<string>;

function accessToken(
  options: GivenOptions,
  { server, endpoint }: { server: Server; endpoint: TokenEndpoint },
): AccessToken {
  const { token, clientId = '', audience } = options;
  if (typeof token === 'function') return token;
  if (token !== undefined) return () => token;
  return tokenSource({ endpoint, credentials: { ...options, clientId }, issuer: server.issuer, audience });
}

function bearer(token: AccessToken): Middleware {
  return {
    async pre({ url, init }) {
      const headers = mergeHeaders(init.headers, { Authorization: `Bearer ${headerText(await token())}` });
      return { url, init: { ...init, headers } };
    },
  };
}

// Checked here because fetch would show a value that fits in no header, and so the token, in its error message.
function headerText(token: unknown): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new Error('The token is not a text of visible ASCII characters');
}
