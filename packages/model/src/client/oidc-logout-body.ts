import * as Type from 'typebox';
import { closed } from '../schema.js';
import { addresses, flag } from './settings.js';

/** `oidc_logout`, and its older twin `oidc_backchannel_logout`. management-api.md 2.8 */
export const OidcLogout = closed(
  {
    backchannel_logout_urls: addresses('backchannel-logout-url', 'URL that is notified of a logout', 1),
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
export type OidcLogout = Type.Static<typeof OidcLogout>;
