import type {
  ExpiringCredentials,
  GetExpiringCredentialsRequest,
  GetUnusedCredentialsRequest,
  UnusedCredentials,
} from '../models/client-secrets.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * Reports on the secrets, keys and certificates of all clients: an import of its own, which no `ManagementClient` has by itself.
 *
 * @group Managers
 * @example
 * ```ts
 * import { CredentialReportsManager, ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * const reports = management.extend(CredentialReportsManager);
 * const { data } = await reports.getExpiring({ within: 14 * 86_400 });
 * for (const { client_name, id, expires_at } of data.credentials) console.log(client_name, id, expires_at);
 * ```
 */
export class CredentialReportsManager extends Manager {
  /**
   * Lists secrets, keys and certificates that expire soon, soonest first.
   *
   * What has expired in the last 30 days and is still there comes before; a retiring secret is over with its expiry.
   *
   * @route `GET /api/v2/credentials/expiring`
   * @param requestParameters How soon, and how the list is cut.
   * @param initOverrides What to change of this one request.
   * @returns The `credentials` and, while there are more, the `next` checkpoint.
   * @scopes `read:client_keys` or `read:client_credentials`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { CredentialReportsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const reports = management.extend(CredentialReportsManager);
   * for (let from: string | undefined; ; ) {
   *   const { data } = await reports.getExpiring({ within: 86_400, from });
   *   for (const { kind, id, expires_at } of data.credentials) console.log(kind, id, expires_at);
   *   if (data.next === undefined) break;
   *   from = data.next;
   * }
   * ```
   */
  getExpiring(
    requestParameters?: GetExpiringCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ExpiringCredentials>> {
    return this.ask('GET /credentials/expiring within from take', initOverrides, requestParameters);
  }

  /**
   * Lists secrets, keys and certificates that were not used for some time and are older than it, by client.
   *
   * What was used before `observed_since` is not known: where that is later than the time began, some may have been used.
   *
   * @route `GET /api/v2/credentials/unused`
   * @param requestParameters For how long, and how the list is cut.
   * @param initOverrides What to change of this one request.
   * @returns The `credentials` and, while there are more, the `next` checkpoint.
   * @scopes `read:client_keys` or `read:client_credentials`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { CredentialReportsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const reports = management.extend(CredentialReportsManager);
   * const { data } = await reports.getUnused({ for: 90 * 86_400 });
   * console.log(data.observed_since);
   * for (const { client_name, id, last_used_at } of data.credentials) console.log(client_name, id, last_used_at);
   * ```
   */
  getUnused(
    requestParameters?: GetUnusedCredentialsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<UnusedCredentials>> {
    return this.ask('GET /credentials/unused for from take', initOverrides, requestParameters);
  }
}
