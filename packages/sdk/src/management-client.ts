import {
  type AnyManagementClientOptions,
  checkManagementClientOptions,
  type GivenOptions,
} from './management-client-options.js';
import { AnyManager } from './managers/any-manager.js';
import { ClientGrantsManager } from './managers/client-grants-manager.js';
import { ClientsManager } from './managers/clients-manager.js';
import { ConnectionsManager } from './managers/connections-manager.js';
import { ResourceServersManager } from './managers/resource-servers-manager.js';
import { bearer } from './policy/authorization.js';
import { callPolicies } from './policy/call-policy.js';
import type { ApiResponse } from './runtime/api-response.js';
import type { Configuration } from './runtime/configuration.js';
import { tokenError } from './runtime/refusal.js';
import type { InitOverride, RequestOpts } from './runtime/request-options.js';
import { telemetryHeaders } from './runtime/telemetry.js';
import { TokenEndpoint } from './tokens/token-endpoint.js';
import { tokenSource } from './tokens/token-source.js';

/**
 * The Management API of one server: a manager for each collection, one token for them all. It asks for a token with the
 * first call, again shortly before it ends, and once more when the API refuses it.
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

  readonly #configuration: Configuration;

  /**
   * Checks the options, and sends nothing yet.
   *
   * @param options Where the server is, how tokens are had, how requests are sent.
   * @throws {@link ConfigurationError} that names an option which could not work.
   */
  constructor(options: AnyManagementClientOptions) {
    this.#configuration = configurationOf({ ...options });
    this.clients = this.extend(ClientsManager);
    this.clientGrants = this.extend(ClientGrantsManager);
    this.connections = this.extend(ConnectionsManager);
    this.resourceServers = this.extend(ResourceServersManager);
  }

  /**
   * Makes a manager that shares the token, the retries and the hooks of this client: one of the package that is not
   * among its own, or one of yours.
   *
   * @param Manager A class whose constructor takes a {@link Configuration}, as all that extend {@link BaseAPI} do.
   * @returns The manager.
   * @example
   * ```ts
   * import { BaseAPI, JSONApiResponse, ManagementClient } from '@clientele/sdk';
   *
   * class LogsManager extends BaseAPI {
   *   async getAll() {
   *     return JSONApiResponse.fromResponse<{ type: string }[]>(await this.request({ method: 'GET', path: '/logs' }));
   *   }
   * }
   * const management = new ManagementClient({
   *   baseUrl: 'http://127.0.0.1:4600',
   *   clientId: 'CLIENT_ID',
   *   clientSecret: 'CLIENT_SECRET',
   * });
   * const logs = management.extend(LogsManager);
   * for (const event of (await logs.getAll()).data) console.log(event.type);
   * ```
   */
  extend<Extension>(Manager: new (configuration: Configuration) => Extension): Extension {
    return new Manager(this.#configuration);
  }

  /**
   * Asks for what no manager has a method for, with the token, the retries and the hooks of this client.
   *
   * @param context Method, path below `/api/v2` with its ids percent-encoded, `query`, `headers`, and a `body` that is
   *   sent as JSON.
   * @param initOverrides What to change of this one request.
   * @returns The answer with its JSON; `data` is undefined where the answer is empty.
   * @throws {@link ClienteleError} as every method of a manager does.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({
   *   baseUrl: 'http://127.0.0.1:4600',
   *   clientId: 'CLIENT_ID',
   *   clientSecret: 'CLIENT_SECRET',
   * });
   * const { data } = await management.request<{ kid: string }[]>({ method: 'GET', path: '/keys/signing' });
   * for (const key of data) console.log(key.kid);
   * ```
   */
  request<T = unknown>(context: RequestOpts, initOverrides?: InitOverride): Promise<ApiResponse<T>> {
    return this.extend(AnyManager).send<T>(context, initOverrides);
  }
}

function configurationOf(options: GivenOptions): Configuration {
  checkManagementClientOptions(options);
  // What managers know holds no secret.
  const { token, clientSecret, clientAssertionSigningKey, middleware = [], ...known } = options;
  const { domain, baseUrl = `https://${domain}`, useMTLS } = known;
  const root = baseUrl.replace(/\/*(\/api\/v2)?\/*$/, '');
  const authorizationUrl = useMTLS ? root.replace('://', '://mtls.') : root;
  const about = options.telemetry === false ? {} : telemetryHeaders(options.clientInfo);
  const policies = callPolicies();
  const endpoint = new TokenEndpoint({
    ...known,
    baseUrl: authorizationUrl,
    middleware: [
      {
        // What watches token requests is not shown what is secret of them.
        async onAttempt({ url, init, fetch, response, ...seen }) {
          for (const one of middleware) await one.onTokenRequest?.({ ...seen, status: response?.status });
        },
      },
    ],
    parseError: tokenError,
    policy: policies.of({ fixed: about }),
    // Token requests are repeated only where the caller says so.
    retry: { ...known.retry, enabled: known.retry?.enabled ?? false },
  });
  // Every issuer of the kind ends with a slash, and issuers are compared exactly.
  const issuer = (known.issuer ?? (domain && root))?.replace(/\/?$/, '/');
  const source =
    token ??
    tokenSource({
      clientId: '',
      ...options,
      baseUrl: root,
      authorizationUrl,
      endpoint,
      issuer,
      clockOffset: policies.clockOffset,
    });
  return {
    ...known,
    baseUrl: `${root}/api/v2`,
    middleware,
    policy: policies.of(bearer(source, about, !token)),
  };
}
