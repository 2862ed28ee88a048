import type { ClientCore } from '@clientele/model';
import type { FastifyRequest } from 'fastify';
import { addressOf, networkOf } from '../limits/source.js';
import type { Use } from '../storage/port/usage.js';
import { withoutSecrets } from '../telemetry/redaction.js';

/** How much is kept of the addresses that secrets and credentials are used from. */
export type UsageAddresses = 'full' | 'network' | 'none';

/** What is known of a token request, as far as it is counted. */
export interface CountedOutcome {
  client?: Pick<ClientCore, 'client_id'>;
  /** The client that the request says that it is from, where there is one. */
  knownClientId?: string | undefined;
  secretId?: string | undefined;
  credentialId?: string;
  /** The identifier of the API, once there is one. */
  api?: string;
  /** Until when the token is valid, in milliseconds since the epoch. */
  aliveUntil?: number;
  userAgentHoldsSecret?: true;
}

const maxUserAgent = 200;

/**
 * What is counted of a token request; nothing where no client is known to have sent it. A secret or a credential counts as
 * used once it has authenticated its client, whatever became of the request then. docs/decisions/0117
 */
export function useOf(
  request: FastifyRequest,
  {
    outcome,
    result,
    date,
    addresses,
  }: { outcome: CountedOutcome; result: string; date: number; addresses: UsageAddresses },
): Use | undefined {
  const { client, knownClientId, secretId, credentialId, api = '', aliveUntil = 0 } = outcome;
  const clientId = client?.client_id ?? knownClientId;
  if (clientId === undefined) return undefined;
  const userAgent = outcome.userAgentHoldsSecret ? '[redacted]' : request.headers['user-agent'];
  return {
    clientId,
    credentialId: (client && (secretId ?? credentialId)) ?? '',
    api,
    outcome: result,
    at: date,
    aliveUntil,
    address: client && addressIn(addresses, request.ip),
    userAgent: client && userAgent && withoutSecrets(userAgent, maxUserAgent),
  };
}

function addressIn(addresses: UsageAddresses, ip: string): string | undefined {
  if (addresses === 'none') return undefined;
  return addresses === 'full' ? addressOf(ip) : networkOf(ip);
}
