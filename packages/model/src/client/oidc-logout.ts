import { withoutNulls } from '../stored.js';
import type { OidcLogout, SentOidcLogout } from './oidc-logout-body.js';

/** The two names under which logout is sent. */
export interface SentLogout {
  oidc_logout?: SentOidcLogout | null;
  oidc_backchannel_logout?: SentOidcLogout | null;
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
 * null for either removes both, and so does an empty newer one. management-api.md 2.2, 2.4
 */
export function mergeOidcLogout(sent: SentLogout, current: OidcLogout | undefined): OidcLogout | undefined {
  const { oidc_logout: newer, oidc_backchannel_logout: older } = sent;
  if (newer === null || older === null) return undefined;
  if (newer && Object.keys(newer).length === 0) return undefined;
  // Who sends nulls alone takes members away, and has said nothing of the others.
  const takesAway = newer && Object.values(newer).every((member) => member === null);
  if (newer) return withoutNulls(takesAway ? { ...current, ...newer } : newer);
  return older ? withoutNulls({ ...current, ...older }) : current;
}

/** The older twin of a kept `oidc_logout`. management-api.md 2.2 */
export function backchannelLogout({ backchannel_logout_urls: urls }: OidcLogout): OidcLogout {
  return urls ? { backchannel_logout_urls: urls } : {};
}
