import { withoutNulls } from '../stored.js';
import type { SentSessionTransfer, SessionTransfer } from './session-transfer-body.js';

/**
 * Merges what was sent into what there is, and fills the rest with defaults, as it does where null takes a member away.
 * management-api.md 2.2, 2.4
 */
export function completeSessionTransfer(
  sent: SentSessionTransfer,
  current: SessionTransfer = {},
): SessionTransfer {
  return {
    can_create_session_transfer_token: false,
    allowed_authentication_methods: [],
    enforce_device_binding: 'ip',
    allow_refresh_token: false,
    enforce_online_refresh_tokens: true,
    enforce_cascade_revocation: true,
    ...withoutNulls({ ...current, ...sent }),
  };
}
