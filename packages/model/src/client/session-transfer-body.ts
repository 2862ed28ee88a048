import * as Type from 'typebox';
import { closed, nullable } from '../schema.js';
import type { Stored } from '../stored.js';
import { flag } from './settings.js';

const delegation = closed(
  {
    allow_delegated_access: Type.Optional(flag('Whether delegated access is allowed')),
    enforce_device_binding: Type.Optional(
      Type.Enum(['ip', 'asn'], { description: 'What the session is bound to' }),
    ),
  },
  { description: 'Delegated access' },
);

/** `session_transfer`. management-api.md 2.8 */
export const SessionTransfer = closed(
  {
    can_create_session_transfer_token: Type.Optional(
      flag('Whether the client can get session transfer tokens'),
    ),
    enforce_cascade_revocation: Type.Optional(flag('Whether revoking the parent token reaches the session')),
    allowed_authentication_methods: Type.Optional(
      nullable(
        Type.Array(Type.Enum(['cookie', 'query']), {
          maxItems: 2,
          uniqueItems: true,
          description: 'How a session transfer token can be handed over',
        }),
      ),
    ),
    enforce_device_binding: Type.Optional(
      Type.Enum(['ip', 'asn', 'none'], { description: 'What the transfer is bound to' }),
    ),
    allow_refresh_token: Type.Optional(flag('Whether refresh tokens are issued')),
    enforce_online_refresh_tokens: Type.Optional(flag('Whether refresh tokens end with the session')),
    delegation: Type.Optional(nullable(delegation)),
  },
  { description: 'Native to web session transfer' },
);
/** `session_transfer` as it is sent. */
export type SentSessionTransfer = Type.Static<typeof SessionTransfer>;

/** `session_transfer` as it is kept. */
export type SessionTransfer = Stored<SentSessionTransfer>;
