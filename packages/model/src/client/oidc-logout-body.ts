import * as Type from 'typebox';
import { nullable, open } from '../schema.js';
import type { Stored } from '../stored.js';
import { addresses, flag } from './settings.js';

/** `oidc_logout`, and its older twin `oidc_backchannel_logout`. management-api.md 2.8 */
export const OidcLogout = open(
  {
    backchannel_logout_urls: Type.Optional(
      addresses('backchannel-logout-url', 'URL that is notified of a logout', 1),
    ),
    backchannel_logout_initiators: Type.Optional(
      open({
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
            { maxItems: 9, description: 'Events that lead to a logout' },
          ),
        ),
      }),
    ),
    backchannel_logout_session_metadata: Type.Optional(
      nullable(open({ include: Type.Optional(flag('Whether session metadata goes into the logout token')) })),
    ),
  },
  { description: 'OIDC back-channel logout' },
);
/** `oidc_logout` as it is sent. */
export type SentOidcLogout = Type.Static<typeof OidcLogout>;

/** `oidc_logout` as it is kept. */
export type OidcLogout = Stored<SentOidcLogout>;
