import type { Credential } from '../credential/credential.js';
import { mapSlots } from '../credential/slot.js';
import { invalidBody } from '../error.js';
import { type Stored, withoutNulls } from '../stored.js';
import { unknownProperties } from '../violation.js';
import { checkClient } from './constraints.js';
import type { Client, ClientUpdate } from './metadata.js';
import { mergeOidcLogout } from './oidc-logout.js';
import { completeRefreshToken } from './refresh-token.js';
import { completeSessionTransfer } from './session-transfer.js';
import { checkSettable, isStrict, securityModeAfter } from './third-party.js';

/**
 * Applies a checked change to a client: merges, replaces, takes away what is null, and completes what is partial.
 * The client's secret is kept elsewhere, so `client_secret` plays no part here.
 * @throws RuleError (400) when the result, or the change itself, breaks a rule. management-api.md 2.4
 */
export function patchClient(
  current: Client,
  change: ClientUpdate,
  credentials: readonly Credential[],
): Client {
  if (Object.hasOwn(change, 'signing_keys')) throw unknownProperties(['signing_keys']);
  const mode = securityModeAfter(current, change);
  if (change.third_party_security_mode !== undefined && change.third_party_security_mode !== mode)
    throw invalidBody('third_party_security_mode cannot be changed once the client exists.');
  if (isStrict(current)) checkSettable(change, current);
  const next: Client = withoutNulls({
    ...current,
    ...effectOf(change, current),
    third_party_security_mode: mode ?? null,
  });
  checkClient(next, credentials);
  return next;
}

/** The values that the sent properties have afterwards; null is for those that are gone. management-api.md 2.4 */
function effectOf(change: ClientUpdate, current: Client) {
  const { client_secret, signing_keys, oidc_logout, oidc_backchannel_logout, ...named } = change;
  const { cross_origin_auth, ...replaced } = named;
  const { initiate_login_uri, client_metadata, session_transfer, refresh_token, ...rest } = replaced;
  const { native_social_login, fedcm_login, ...merged } = rest;
  const logoutSent = oidc_logout !== undefined || oidc_backchannel_logout !== undefined;
  return {
    ...(cross_origin_auth !== undefined && { cross_origin_authentication: cross_origin_auth }),
    ...merged,
    ...(merged.jwt_configuration && {
      jwt_configuration: { ...current.jwt_configuration, ...merged.jwt_configuration },
    }),
    ...(merged.mobile && { mobile: { ...current.mobile, ...merged.mobile } }),
    ...(native_social_login !== undefined && {
      native_social_login:
        native_social_login && someOf({ ...current.native_social_login, ...native_social_login }),
    }),
    ...(fedcm_login !== undefined && {
      fedcm_login: fedcm_login && someOf({ ...current.fedcm_login, ...fedcm_login }),
    }),
    ...(merged.signed_request_object && {
      signed_request_object: { ...current.signed_request_object, ...merged.signed_request_object },
    }),
    ...(client_metadata && {
      client_metadata: withoutNulls({ ...current.client_metadata, ...client_metadata }),
    }),
    ...(session_transfer !== undefined && {
      session_transfer:
        session_transfer && completeSessionTransfer(session_transfer, current.session_transfer),
    }),
    ...(refresh_token !== undefined && {
      refresh_token: refresh_token && completeRefreshToken(refresh_token, { ...current, ...merged }),
    }),
    ...(initiate_login_uri !== undefined && { initiate_login_uri: initiate_login_uri || null }),
    ...(logoutSent && { oidc_logout: mergeOidcLogout(change, current.oidc_logout) ?? null }),
  };
}

/** What is left without nulls; null where nothing is, since a request cannot send it empty either. */
function someOf<T extends object>(members: T): Stored<T> | null {
  const left = withoutNulls(members);
  return Object.keys(left).length > 0 ? left : null;
}

/** Takes a credential out of every slot that names it; a method stays, even without credentials. client-visibility.md */
export function detachCredential(current: Client, credentialId: string): Client {
  return { ...current, ...mapSlots(current, (named) => named.filter(({ id }) => id !== credentialId)) };
}
