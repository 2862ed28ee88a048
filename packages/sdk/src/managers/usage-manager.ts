import type { GetUsageRequest, Usage } from '../models/usage.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * How often tokens were asked for: an import of its own, which no `ManagementClient` has by itself.
 *
 * @group Managers
 * @example
 * ```ts
 * import { UsageManager, ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * const usage = management.extend(UsageManager);
 * const { data } = await usage.get({ group_by: 'client', step: 'day' });
 * for (const { client_id, count } of data.groups) console.log(client_id, count);
 * ```
 */
export class UsageManager extends Manager {
  /**
   * Counts token requests by client, API, credential or outcome, in steps of a period.
   *
   * @route `GET /api/v2/usage`
   * @param requestParameters What is told apart, and in which period.
   * @param initOverrides What to change of this one request.
   * @returns The `groups`, each with its steps.
   * @scopes `read:logs`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, or the period is too long; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { UsageManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const usage = management.extend(UsageManager);
   * const { data } = await usage.get({ group_by: 'outcome', step: 'minute' });
   * for (const { outcome, count } of data.groups) console.log(outcome, count);
   * ```
   */
  get(requestParameters: GetUsageRequest, initOverrides?: InitOverride): Promise<ApiResponse<Usage>> {
    return this.ask('GET /usage group_by from to step client_id', initOverrides, requestParameters);
  }
}
