import type {
  ClientGrant,
  ClientGrantCreate,
  ClientGrantOrganizationsPageOf,
  ClientGrantsPageOf,
  DeleteClientGrantsByIdRequest,
  GetClientGrantOrganizationsRequest,
  GetClientGrantsByIdRequest,
  GetClientGrantsRequest,
  PatchClientGrantsByIdOperationRequest,
  PatchClientGrantsByIdRequest,
} from '../models/client-grants.js';

import type { ListParameters } from '../models/page-parameters.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * Client grants: which client may ask for which scopes of which API.
 *
 * @group Managers
 */
export class ClientGrantsManager extends Manager {
  /**
   * Lets a client ask for tokens of an API, with the scopes named here and no others.
   *
   * @route `POST /api/v2/client-grants`
   * @param bodyParameters Which client, which API and which of its scopes.
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The client grant.
   * @scopes `create:client_grants`
   * @throws {@link ManagementApiError} 400 when the body breaks a rule, 404 when there is no such client or API, 409
   *   when the client has one for that API and subject, or the `idempotencyKey` was used for another request; as always 401,
   *   403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clientGrants } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: grant } = await clientGrants.create({
   *   client_id: 'OTHER_CLIENT_ID',
   *   audience: 'https://invoices.example/',
   *   scope: ['read:invoices'],
   * });
   * console.log(grant.id);
   * ```
   */
  create(bodyParameters: ClientGrantCreate, initOverrides?: InitOverride): Promise<ApiResponse<ClientGrant>> {
    return this.ask('POST /client-grants', initOverrides, undefined, bodyParameters);
  }

  /**
   * Deletes a client grant. Tokens of the Management API lose its scopes at once; those of other APIs are good until
   * they expire.
   *
   * @route `DELETE /api/v2/client-grants/{id}`
   * @param requestParameters Which client grant.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns Nothing; also when there is no such grant.
   * @scopes `delete:client_grants`
   * @throws {@link ManagementApiError} 400 for a grant that the server keeps for itself; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clientGrants } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { status } = await clientGrants.delete({ id: 'CLIENT_GRANT_ID' });
   * console.log(status);
   * ```
   */
  delete(
    requestParameters: DeleteClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<void>> {
    return this.ask('DELETE /client-grants/{id}', initOverrides, requestParameters);
  }

  /**
   * Reads one client grant.
   *
   * @route `GET /api/v2/client-grants/{id}`
   * @param requestParameters Which client grant.
   * @param initOverrides What to change of this one request.
   * @returns The client grant.
   * @scopes `read:client_grants`
   * @throws {@link ManagementApiError} 404 when there is no such grant; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clientGrants } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: grant } = await clientGrants.get({ id: 'CLIENT_GRANT_ID' });
   * console.log(grant.audience, grant.scope);
   * ```
   */
  get(
    requestParameters: GetClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant>> {
    return this.ask('GET /client-grants/{id}', initOverrides, requestParameters);
  }

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  getAll<Actual extends GetClientGrantsRequest = GetClientGrantsRequest>(
    requestParameters: ListParameters<Actual, GetClientGrantsRequest> | undefined,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ClientGrantsPageOf<Actual>>>;

  /**
   * Lists client grants; {@link iterate} walks them all. `take` or `from` answers by checkpoint; `include_totals`
   * counts the grants of a list by page.
   *
   * @route `GET /api/v2/client-grants`
   * @param requestParameters Which client grants, and which page.
   * @param initOverrides What to change of this one request.
   * @returns What `data` is depends on what is asked for:
   *   - with `take` or `from`, a list by checkpoint: `{ client_grants, next }`, with `next` while there are more
   *   - with `include_totals: true`, a page with totals: `{ start, limit, total, client_grants }`
   *   - otherwise an array of client grants
   * @scopes `read:client_grants`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clientGrants } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: grants } = await clientGrants.getAll({ client_id: 'OTHER_CLIENT_ID' });
   * for (const grant of grants) console.log(grant.audience, grant.scope);
   * ```
   */
  getAll<Actual extends GetClientGrantsRequest = GetClientGrantsRequest>(
    requestParameters?: ListParameters<Actual, GetClientGrantsRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrantsPageOf<Actual>>>;
  getAll(
    requestParameters?: GetClientGrantsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    const line =
      'GET /client-grants page per_page include_totals from take audience client_id allow_any_organization subject_type default_for';
    return this.ask(line, initOverrides, requestParameters);
  }

  /** As below: with two signatures, stubs and subclasses are compared by any result. @hidden */
  getAllOrganizations<Actual extends GetClientGrantOrganizationsRequest>(
    requestParameters: ListParameters<Actual, GetClientGrantOrganizationsRequest>,
    initOverrides: InitOverride | undefined,
  ): Promise<ApiResponse<ClientGrantOrganizationsPageOf<Actual>>>;

  /**
   * Lists the organizations that a client grant is for: none, since the server has no organizations.
   *
   * @route `GET /api/v2/client-grants/{id}/organizations`
   * @param requestParameters Which client grant, and which page.
   * @param initOverrides What to change of this one request.
   * @returns What `data` is depends on what is asked for:
   *   - with `take` or `from`, a list by checkpoint: `{ organizations }`
   *   - with `include_totals: true`, a page with totals: `{ start, limit, total, organizations }`
   *   - otherwise an empty array
   * @scopes `read:organization_client_grants`
   * @throws {@link ManagementApiError} 400 when a parameter breaks a rule, 404 when there is no such grant; as always
   *   401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clientGrants } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: organizations } = await clientGrants.getAllOrganizations({ id: 'CLIENT_GRANT_ID' });
   * console.log(organizations.length);
   * ```
   */
  getAllOrganizations<Actual extends GetClientGrantOrganizationsRequest>(
    requestParameters: ListParameters<Actual, GetClientGrantOrganizationsRequest>,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrantOrganizationsPageOf<Actual>>>;
  getAllOrganizations(
    requestParameters: GetClientGrantOrganizationsRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<never>> {
    const line = 'GET /client-grants/{id}/organizations page per_page include_totals from take';
    return this.ask(line, initOverrides, requestParameters);
  }

  /**
   * Changes the properties of a client grant that are sent; the client and the API of a grant stay.
   *
   * @route `PATCH /api/v2/client-grants/{id}`
   * @param requestParameters Which client grant.
   * @param bodyParameters What is to be different; `scope` takes the place of all that were there.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The changed client grant.
   * @scopes `update:client_grants`
   * @throws {@link ManagementApiError} 400 when the change breaks a rule, 404 when there is no such grant; 412 when
   *   `If-Match` was sent with another state than there is; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `id` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { ManagementClient } from '@clientele/sdk';
   *
   * const { clientGrants } = new ManagementClient({ baseUrl: 'http://127.0.0.1:4600', token: 'ACCESS_TOKEN' });
   * const { data: grant } = await clientGrants.update(
   *   { id: 'CLIENT_GRANT_ID' },
   *   { scope: ['read:invoices', 'write:invoices'] },
   * );
   * console.log(grant.scope);
   * ```
   */
  update(
    requestParameters: PatchClientGrantsByIdOperationRequest,
    bodyParameters: PatchClientGrantsByIdRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<ClientGrant>> {
    return this.ask('PATCH /client-grants/{id}', initOverrides, requestParameters, bodyParameters);
  }
}
