import { type ClientCore, type Credential, usableCredentials } from '@clientele/model';
import type { Jws } from '../crypto/jws.js';
import type { ClientAuthentication } from '../storage/port/stores.js';
import type { Tenant } from '../tenancy/tenants.js';
import { signerSearch } from './assertion-keys.js';
import { acceptedAt, claimsOf, statedRules } from './assertion-rules.js';
import type { TokenOutcome } from './token-outcome.js';
import { TokenRefusal } from './token-refusal.js';
import type { TokenRules } from './token-rules.js';

/**
 * Authenticates a client by a signed assertion (private_key_jwt) and spends the assertion.
 * @throws TokenRefusal, the same for every reason but a contradicting `client_id`. RFC 7523 section 3.
 */
export async function verifyClientAssertion(
  tenant: Tenant,
  { jws, clientId, now }: { jws: Jws | undefined; clientId: string | undefined; now: number },
  { rules, outcome }: { rules: TokenRules; outcome: TokenOutcome },
): Promise<ClientCore> {
  if (!jws) throw refused('header');
  const accepted = acceptedAt(tenant, rules, now);
  for (const rule of statedRules) if (!rule.holds(jws, accepted)) throw refused(rule.broken);
  const claims = claimsOf(jws);
  if (clientId !== undefined && clientId !== claims.clientId)
    throw new TokenRefusal(
      'malformed_request',
      'client_id differs from the subject of the client assertion.',
    );
  const search = signerSearch(jws, rules.maxCredentials);
  const signer = ({ client, credentials }: ClientAuthentication) =>
    search.among(usableCredentials(client, 'private_key_jwt', credentials, now));
  let credential: Credential | undefined;
  const known = await tenant.storage.clients.authentication(claims.clientId, (cached) => {
    // What is cached never refuses: another server may just have enabled the client.
    credential = cached.client.disabled ? undefined : signer(cached);
    return credential !== undefined;
  });
  credential ??= known && signer(known);
  outcome.knownClientId = known?.client.client_id;
  if (!known || !credential) {
    search.equalizeWork();
    throw refused(known ? 'no usable credential signed it' : 'unknown client');
  }
  outcome.credentialId = credential.id;
  if (known.client.disabled) throw refused('the client is disabled');
  if (!(await tenant.storage.assertionReplays.claim(claims.clientId, claims.jti, claims.keepUntil)))
    throw refused('it was used before, or may have been before a restore or a change of the clock');
  return known.client;
}

function refused(why: string): TokenRefusal {
  return new TokenRefusal('assertion_not_accepted', why);
}
