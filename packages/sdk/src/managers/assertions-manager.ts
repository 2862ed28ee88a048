import type { CheckAssertionBody, CheckAssertionRequest, CheckedAssertion } from '../models/assertions.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * What becomes of client assertions: an import of its own, which no `ManagementClient` has by itself.
 *
 * @group Managers
 * @example
 * ```ts
 * import { AssertionsManager, ManagementClient } from '@clientele/sdk';
 *
 * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
 * const assertions = management.extend(AssertionsManager);
 * const { data } = await assertions.check({ client_id: 'OTHER_CLIENT_ID' }, { assertion: 'e30.e30.e30' });
 * console.log(data.accepted, data.message);
 * ```
 */
export class AssertionsManager extends Manager {
  /**
   * Tells which rule the token endpoint would refuse an assertion of a client by.
   *
   * Nothing is changed, and the assertion is not used up by it.
   *
   * @route `POST /api/v2/clients/{client_id}/check-assertion`
   * @param requestParameters Whose assertion it should be.
   * @param bodyParameters The assertion.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: it looks at the
   *   assertion each time.
   * @returns What each rule says.
   * @scopes `read:client_credentials`
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 404 when there is no such client; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `client_id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { AssertionsManager, ManagementClient } from '@clientele/sdk';
   *
   * const management = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const assertions = management.extend(AssertionsManager);
   * const { data } = await assertions.check({ client_id: 'OTHER_CLIENT_ID' }, { assertion: 'e30.e30.e30' });
   * for (const { rule, outcome, message } of data.checks) console.log(rule, outcome, message);
   * ```
   */
  check(
    requestParameters: CheckAssertionRequest,
    bodyParameters: CheckAssertionBody,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<CheckedAssertion>> {
    return this.ask(
      'POST /clients/{client_id}/check-assertion',
      initOverrides,
      requestParameters,
      bodyParameters,
    );
  }
}
