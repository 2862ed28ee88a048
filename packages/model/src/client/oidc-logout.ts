import { type Static, Type } from 'typebox';
import { closed } from '../schema.js';
import { flag, urls } from './settings.js';

/** `oidc_logout`, and its older twin `oidc_backchannel_logout`. management-api.md 2.8 */
export const OidcLogout = closed(
  {
    backchannel_logout_urls: urls('URL that is told of a logout', 1),
    backchannel_logout_initiators: Type.Optional(
      closed({
        mode: Type.Optional(Type.Enum(['all', 'custom'], { description: 'Which events lead to a logout' })),
        selected_initiators: Type.Optional(
          Type.Array(
            Type.Enum([
              'rp-logout',
              'idp-logout',
              'password-changed',
              'session-expired',
              'session-revoked',
              'account-deleted',
              'email-identifier-changed',
              'mfa-phone-unenrolled',
              'account-deactivated',
            ]),
            { maxItems: 9, uniqueItems: true, description: 'Events that lead to a logout' },
          ),
        ),
      }),
    ),
    backchannel_logout_session_metadata: Type.Optional(
      closed({ include: Type.Optional(flag('Whether session metadata goes into the logout token')) }),
    ),
  },
  { description: 'OIDC back-channel logout' },
);
/** `oidc_logout` as it is sent and kept. */
export type OidcLogout = Static<typeof OidcLogout>;

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
