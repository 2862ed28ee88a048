import type { OidcLogout } from './oidc-logout-body.js';

/** The two names under which logout is sent. */
export interface SentLogout {
  oidc_logout?: OidcLogout | null;
  oidc_backchannel_logout?: OidcLogout | null;
}

/** The events that lead to a logout where a new client sends none, and no address that is notified. management-api.md 2.2 */
const defaultInitiators = {
  backchannel_logout_initiators: { mode: 'custom', selected_initiators: ['rp-logout', 'idp-logout'] },
} satisfies OidcLogout;

/** What a new client has of either twin. management-api.md 2.2 */
export function newOidcLogout(sent: SentLogout): OidcLogout | undefined {
  const logout = mergeOidcLogout(sent, undefined);
  return sent.oidc_logout && !sent.oidc_logout.backchannel_logout_urls
    ? { ...defaultInitiators, ...logout }
    : logout;
}

/**
 * What is kept after either twin was sent: the newer one replaces, the older one knows only a part and is merged,
 * null for either removes both, and so does an
 * empty newer one. management-api.md 2.2, 2.4
 */
export function mergeOidcLogout(sent: SentLogout, current: OidcLogout | undefined): OidcLogout | undefined {
  if (sent.oidc_logout === null || sent.oidc_backchannel_logout === null) return undefined;
  if (sent.oidc_logout) return Object.keys(sent.oidc_logout).length > 0 ? sent.oidc_logout : undefined;
  return sent.oidc_backchannel_logout ? { ...current, ...sent.oidc_backchannel_logout } : current;
}

/** The older twin of a kept `oidc_logout`. management-api.md 2.2 */
export function backchannelLogout({ backchannel_logout_urls }: OidcLogout): OidcLogout {
  return backchannel_logout_urls ? { backchannel_logout_urls } : {};
}
