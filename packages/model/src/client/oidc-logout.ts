import { withoutNulls } from '../stored.js';
import type { OidcLogout, SentOidcLogout } from './oidc-logout-body.js';

/** The two names under which logout is sent. */
export interface SentLogout {
  oidc_logout?: SentOidcLogout | null;
  oidc_backchannel_logout?: SentOidcLogout | null;
}

/**
 * What is kept after either twin was sent: the newer one replaces, the older one knows only a part and is merged,
 * null for either removes both. management-api.md 2.2, 2.4
 */
export function mergeOidcLogout(sent: SentLogout, current: OidcLogout | undefined): OidcLogout | undefined {
  const { oidc_logout: newer, oidc_backchannel_logout: older } = sent;
  if (newer === null || older === null) return undefined;
  if (newer) return withoutNulls(newer);
  return older ? withoutNulls({ ...current, ...older }) : current;
}

/** The older twin of a kept `oidc_logout`. management-api.md 2.2 */
export function backchannelLogout({ backchannel_logout_urls: urls }: OidcLogout): OidcLogout {
  return urls ? { backchannel_logout_urls: urls } : {};
}
