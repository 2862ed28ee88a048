import { type ApiResponse, JSONApiResponse, VoidApiResponse } from '../runtime/api-response.js';
import { RequiredError } from '../runtime/error.js';
import { BaseAPI, encoded } from '../runtime/request.js';
import type { HTTPMethod, HTTPQuery, InitOverride } from '../runtime/request-options.js';

/** What the managers of collections have in common. */
export class Manager extends BaseAPI {
  /**
   * Does what a line like `GET /clients/{client_id} fields` says: the parameters hold the ids and query values that it
   * names, the body is sent as JSON.
   *
   * @param line Method, path and names of query parameters, with a space between any two.
   * @param initOverrides What to change of this one request.
   * @param parameters Ids and query values by their names; what the line does not name is left out.
   * @param body What is sent.
   * @returns The answer with its JSON; after a deletion and for an array that was sent, without `data`.
   * @throws {@link RequiredError} when an id is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} as every method of a manager does.
   */
  protected async ask<T>(
    line: string,
    initOverrides?: InitOverride,
    parameters: object = {},
    body?: object,
  ): Promise<ApiResponse<T>> {
    const keys = line.split(' ');
    const method = keys.shift() as HTTPMethod;
    const template = keys.shift() as string;
    const given = parameters as HTTPQuery;
    const path = template.replace(/{(\w+)}/g, (_, field: string) => {
      const id = `${given[field] ?? ''}`;
      // RFC 3986 section 5.2.4: the segments "." and ".." lead to another path, and an empty one to the list.
      if (!/^\.{0,2}$/.test(id)) return encoded(id);
      const message = `requestParameters.${field} must be an id, not "${id}"`;
      throw new RequiredError(field, message, { method, path: template, attempts: 0 });
    });
    const query: HTTPQuery = {};
    for (const key of keys) query[key] = given[key];
    const headers = body && { 'Content-Type': 'application/json' };
    const answer = await this.request({ method, path, query, headers, body }, initOverrides);
    // What deletes, and what takes a list of changes, answers with nothing.
    const Answer = method === 'DELETE' || Array.isArray(body) ? VoidApiResponse : JSONApiResponse;
    return (await Answer.fromResponse(answer)) as ApiResponse<T>;
  }
}
