import { type ApiResponse, JSONApiResponse, VoidApiResponse } from '../runtime/api-response.js';
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
   */
  async send<T>(context: RequestOpts, initOverrides?: InitOverride): Promise<ApiResponse<T>> {
    const path = context.path.replace(/^\/?/, '/');
    const answer = await this.request({ ...context, path }, initOverrides);
    const Answer = (await answer.text()) ? JSONApiResponse : VoidApiResponse;
    return (await Answer.fromResponse(answer)) as ApiResponse<T>;
  }
}
