import type { SentSessionTransfer, SessionTransfer } from './session-transfer-body.js';

/** Merges what was sent into what there is, and fills the rest with defaults. management-api.md 2.2, 2.4 */
export function completeSessionTransfer(
  sent: SentSessionTransfer,
  current: SessionTransfer = {},
): SessionTransfer {
  const { delegation: delegated, ...merged } = { ...current, ...sent };
  return {
    can_create_session_transfer_token: false,
    allowed_authentication_methods: [],
    enforce_device_binding: 'ip',
    allow_refresh_token: false,
    enforce_online_refresh_tokens: true,
    enforce_cascade_revocation: true,
    ...merged,
    ...(delegated && { delegation: delegated }),
  };
}
