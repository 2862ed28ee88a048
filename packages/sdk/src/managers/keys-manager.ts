import type {
  GetSigningKeyRequest,
  GetSigningKeys200ResponseInner,
  PostSigningKeys201Response,
  PutSigningKeys200Response,
  PutSigningKeysRequest,
} from '../models/signing-keys.js';
import type { ApiResponse } from '../runtime/api-response.js';
import type { InitOverride } from '../runtime/request-options.js';
import { Manager } from './manager.js';

/**
 * The keys that sign tokens: an import of its own, which no `ManagementClient` has by itself.
 *
 * @group Managers
 * @example
 * ```ts
 * import { KeysManager } from '@clientele/sdk';
 *
 * const keys = new KeysManager({
 *   baseUrl: 'http://127.0.0.1:4600/api/v2',
 *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
 * });
 * const { data } = await keys.getAll();
 * console.log(data.find(({ current }) => current)?.kid);
 * ```
 */
export class KeysManager extends Manager {
  /**
   * Reads one signing key.
   *
   * @route `GET /api/v2/keys/signing/{kid}`
   * @param requestParameters Which key.
   * @param initOverrides What to change of this one request.
   * @returns The key.
   * @scopes `read:signing_keys`
   * @throws {@link ManagementApiError} 404 when there is no such key; as always 401, 403, 429, 503.
   * @throws {@link RequiredError} when `kid` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { KeysManager } from '@clientele/sdk';
   *
   * const keys = new KeysManager({
   *   baseUrl: 'http://127.0.0.1:4600/api/v2',
   *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
   * });
   * const [first] = (await keys.getAll()).data;
   * if (first) console.log((await keys.get({ kid: first.kid })).data.kty);
   * ```
   */
  get(
    requestParameters: GetSigningKeyRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<GetSigningKeys200ResponseInner>> {
    return this.ask('GET /keys/signing/{kid}', initOverrides, requestParameters);
  }

  /**
   * Lists the signing keys: those that sign, then those that will, those that have, and the revoked ones.
   *
   * @route `GET /api/v2/keys/signing`
   * @param initOverrides What to change of this one request.
   * @returns The keys.
   * @scopes `read:signing_keys`
   * @throws {@link ManagementApiError} as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { KeysManager } from '@clientele/sdk';
   *
   * const keys = new KeysManager({
   *   baseUrl: 'http://127.0.0.1:4600/api/v2',
   *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
   * });
   * for (const { kid, kty, current } of (await keys.getAll()).data) console.log(kid, kty, current);
   * ```
   */
  getAll(initOverrides?: InitOverride): Promise<ApiResponse<GetSigningKeys200ResponseInner[]>> {
    return this.ask('GET /keys/signing', initOverrides);
  }

  /**
   * Revokes an earlier key or the next one. Tokens that it signed are not accepted any more, perhaps that of the
   * caller among them; in place of the next key another is made. The key that signs cannot be revoked.
   *
   * @route `PUT /api/v2/keys/signing/{kid}/revoke`
   * @param requestParameters Which key.
   * @param initOverrides What to change of this one request. The server honours no `idempotencyKey` here: with one and
   *   `retry.network` the change is sent again, and applied again.
   * @returns The key that was revoked.
   * @scopes `update:signing_keys`
   * @throws {@link ManagementApiError} 400 for the key that signs, 404 when there is no such key; as always 401, 403,
   *   429, 503.
   * @throws {@link RequiredError} when `kid` is missing, empty, `.` or `..`.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { KeysManager } from '@clientele/sdk';
   *
   * const keys = new KeysManager({
   *   baseUrl: 'http://127.0.0.1:4600/api/v2',
   *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
   * });
   * const earlier = (await keys.getAll()).data.find(({ previous }) => previous);
   * if (earlier) await keys.revoke({ kid: earlier.kid });
   * ```
   */
  revoke(
    requestParameters: PutSigningKeysRequest,
    initOverrides?: InitOverride,
  ): Promise<ApiResponse<PutSigningKeys200Response>> {
    return this.ask('PUT /keys/signing/{kid}/revoke', initOverrides, requestParameters);
  }

  /**
   * Has the next keys sign from now on, and makes others to follow them.
   *
   * @route `POST /api/v2/keys/signing/rotate`
   * @param initOverrides What to change of this one request. With an `idempotencyKey` the server does it once, however
   *   often it is sent within a day.
   * @returns The key that signs now.
   * @scopes `create:signing_keys`, `update:signing_keys`
   * @throws {@link ManagementApiError} 400 when there are too many keys already, 409 when the `idempotencyKey` was
   *   used for another request; as always 401, 403, 429, 503.
   * @throws {@link ClienteleError} of another class when there is no token, no answer, or none of the API's.
   * @example
   * ```ts
   * import { KeysManager } from '@clientele/sdk';
   *
   * const keys = new KeysManager({
   *   baseUrl: 'http://127.0.0.1:4600/api/v2',
   *   headers: { authorization: `Bearer ${'ACCESS_TOKEN'}` },
   * });
   * console.log((await keys.rotate()).data.kid);
   * ```
   */
  rotate(initOverrides?: InitOverride): Promise<ApiResponse<PostSigningKeys201Response>> {
    return this.ask('POST /keys/signing/rotate', initOverrides);
  }
}
