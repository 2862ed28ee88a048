import {
  type AnyManagementClientOptions,
  checkManagementClientOptions,
  type GivenOptions,
} from './management-client-options.js';
import { ClientGrantsManager } from './managers/client-grants-manager.js';
import { ClientsManager } from './managers/clients-manager.js';
import { ConnectionsManager } from './managers/connections-manager.js';
import { ResourceServersManager } from './managers/resource-servers-manager.js';
import { type Configuration, type HTTPHeaders, type Middleware, refuse } from './runtime/configuration.js';
import { tokenError } from './runtime/refusal.js';
import { telemetryHeaders } from './runtime/telemetry.js';
import { TokenEndpoint } from './tokens/token-endpoint.js';
import { isToken, tokenSource } from './tokens/token-source.js';

/**
 * The Management API of one server: a manager for each collection, one token for them all. It asks for a token with the
 * first call, again shortly before it ends, and once more when the API refuses it. sdk-contract.md 2
 *
 * @group Clients
 * @example With a client secret
 * ```ts
 * import { ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   clientId: 'CLIENT_ID',
 *   clientSecret: 'CLIENT_SECRET',
 * });
 * const { data, rateLimit } = await management.clients.getAll({ include_totals: true });
 * console.log(data.total, rateLimit?.remaining);
 * ```
 * @example With a private key, by https
 * ```ts
 * import { ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({
 *   domain: 'localhost:4643',
 *   clientId: 'ROBOT_CLIENT_ID',
 *   clientAssertionSigningKey: 'PRIVATE_KEY_PEM',
 * });
 * const { data: clients } = await management.clients.getAll();
 * console.log(clients.length);
 * ```
 * @example With tokens from elsewhere
 * ```ts
 * import { ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({
 *   baseUrl: 'http://127.0.0.1:4600',
 *   token: async () => 'ACCESS_TOKEN',
 * });
 * console.log((await management.resourceServers.getAll()).status);
 * ```
 */
export class ManagementClient {
  /** Clients, their credentials and their connections. */
  readonly clients: ClientsManager;
  /** Which client may ask for which scopes of which API. */
  readonly clientGrants: ClientGrantsManager;
  /** Where the users of clients sign in. */
  readonly connections: ConnectionsManager;
  /** APIs and their scopes. */
  readonly resourceServers: ResourceServersManager;

  /**
   * Checks the options, and sends nothing yet.
   *
   * @param options Where the server is, how tokens are had, how requests are sent.
   * @throws Error that names an option which could not work.
   */
  constructor(options: AnyManagementClientOptions) {
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
  const { domain, baseUrl = `https://${domain}`, useMTLS } = known;
  const root = baseUrl.replace(/\/*(\/api\/v2)?\/*$/, '');
  const authorizationUrl = useMTLS ? root.replace('://', '://mtls.') : root;
  // Every issuer of the kind ends with a slash, and issuers are compared exactly.
  const issuer = (known.issuer ?? (domain && root))?.replace(/\/?$/, '/');
  const about = options.telemetry === false ? {} : telemetryHeaders(options.clientInfo);
  const addTelemetry: Middleware = {
    pre: ({ init }) => void Object.assign(init.headers as HTTPHeaders, about),
  };
  const endpoint = new TokenEndpoint({
    ...known,
    baseUrl: authorizationUrl,
    middleware: [addTelemetry],
    parseError: tokenError,
    // Token requests are repeated only where the caller says so.
    retry: { enabled: false, ...known.retry },
  });
  const source =
    token ?? tokenSource({ clientId: '', ...options, baseUrl: root, authorizationUrl, endpoint, issuer });
  const authorize = async (headers: HTTPHeaders, refused?: string) => {
    const given = typeof source === 'string' ? source : await source(refused);
    if (!isToken(given)) refuse('token', 'visible ASCII');
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
  return { ...known, baseUrl: `${root}/api/v2`, middleware: [authorization, ...middleware] };
}
