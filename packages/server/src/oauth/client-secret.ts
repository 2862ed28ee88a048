import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Client, clientSecretLength } from '@clientele/model';
import type { ClientAuthentication } from '../storage/storage.js';
import type { Tenant } from '../tenancy/tenants.js';
import { TokenRefusal } from './error.js';

/** Stands in where there is nothing to compare with, so that an unknown client costs as much as a known one. */
const noDigest = randomBytes(32).toString('base64url');

/**
 * Authenticates a client by its secret, sent by Basic or in the body.
 * @throws TokenRefusal that is the same for an unknown client, a wrong secret, and a client that may not use one.
 */
export async function verifyClientSecret(
  tenant: Tenant,
  { clientId, secret, challenge }: { clientId: string; secret: string; challenge: boolean },
): Promise<Client> {
  const known = storable(clientId) ? await tenant.storage.clients.authentication(clientId) : undefined;
  const presented = [...secret].length <= clientSecretLength.max ? secret : '';
  const digest = tenant.storage.secretDigest(clientId, presented);
  const digests = known && known.secretDigests.length > 0 ? known.secretDigests : [noDigest];
  const matches = digests.map((stored) => equal(stored, digest)).includes(true);
  if (!known || !matches || presented.trim() === '' || !usesSecret(known))
    throw new TokenRefusal('client_not_authenticated', causeOf(known, presented), challenge);
  return known.client;
}

/** For the log alone; the answer is the same for all of them. */
function causeOf(known: ClientAuthentication | undefined, presented: string): string {
  if (!known) return 'there is no such client';
  if (!usesSecret(known)) return 'the client does not authenticate by a secret';
  return presented.trim() === '' ? 'no secret was sent' : 'the secret is wrong';
}

/** An id that could be one; anything else is not looked up. */
function storable(clientId: string): boolean {
  return clientId.length <= 255 && !clientId.includes('\u0000');
}

/** A client with methods never falls back to its secret; a public client has none. client-visibility.md */
function usesSecret({ client }: ClientAuthentication): boolean {
  return client.client_authentication_methods === undefined && client.token_endpoint_auth_method !== 'none';
}

function equal(stored: string, presented: string): boolean {
  const [left, right] = [Buffer.from(stored), Buffer.from(presented)];
  return left.length === right.length && timingSafeEqual(left, right);
}
