import type { OidcLogout } from './oidc-logout-body.js';

/** The two names under which logout is sent. */
export interface SentLogout {
  oidc_logout?: OidcLogout | null;
  oidc_backchannel_logout?: OidcLogout | null;
}

/**
 * What is kept after either twin was sent: the newer one replaces, the older one knows only a part and is merged,
 * null for either removes both. management-api.md 2.2, 2.4
 */
export function mergeOidcLogout(sent: SentLogout, current: OidcLogout | undefined): OidcLogout | undefined {
  if (sent.oidc_logout === null || sent.oidc_backchannel_logout === null) return undefined;
  if (sent.oidc_logout) return sent.oidc_logout;
  return sent.oidc_backchannel_logout ? { ...current, ...sent.oidc_backchannel_logout } : current;
}

/** The older twin of a kept `oidc_logout`. management-api.md 2.2 */
export function backchannelLogout({ backchannel_logout_urls }: OidcLogout): OidcLogout {
  return { backchannel_logout_urls };
}
