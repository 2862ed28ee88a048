import { type ApiResponse, JSONApiResponse, VoidApiResponse } from '../runtime/api-response.js';
import { refuse } from '../runtime/configuration.js';
import { BaseAPI } from '../runtime/request.js';
import type { InitOverride, RequestOpts } from '../runtime/request-options.js';

/** Asks for whatever has no manager. */
export class AnyManager extends BaseAPI {
  /**
   * Asks for one thing, and reads its JSON.
   *
   * @param context What is asked for.
   * @param initOverrides What to change of this one request.
   * @returns The answer, whose `data` is undefined where it is empty.
   * @throws {@link ConfigurationError} when the path does not begin with a slash.
   */
  async send<T>(context: RequestOpts, initOverrides?: InitOverride): Promise<ApiResponse<T>> {
    if (!context.path.startsWith('/')) refuse('path', 'one that begins with a slash');
    const answer = await this.request(context, initOverrides);
    const Answer = (await answer.text()) ? JSONApiResponse : VoidApiResponse;
    return (await Answer.fromResponse(answer)) as ApiResponse<T>;
  }
}
