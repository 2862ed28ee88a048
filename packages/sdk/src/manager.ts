import { type ApiResponse, JSONApiResponse, VoidApiResponse } from './api-response.js';
import type { HTTPMethod, HTTPQuery, InitOverride } from './configuration.js';
import { RequiredError } from './error.js';
import { BaseAPI } from './request.js';

/** What the managers of collections have in common. sdk-contract.md 1 */
export class Manager extends BaseAPI {
  /**
   * Does what a line like `GET /clients/{client_id} fields` says: the parameters hold the ids and query values that it
   * names, the body is sent as JSON.
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
      if (!/^\.{0,2}$/.test(id)) return encodeURIComponent(id);
      const message = `requestParameters.${field} must be an id, not "${id}"`;
      throw new RequiredError(message, { method, path: template, field });
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
