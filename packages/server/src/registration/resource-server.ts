import {
  newResourceServer,
  newResourceServerId,
  newSigningSecret,
  type ResourceServerCreate,
  type ResourceServerUpdate,
  systemResourceServer,
} from '@clientele/model';
import { encryptionKeyThumbprint, readPemOf } from '../crypto/public-key-material.js';
import type { StoredResourceServer } from '../storage/port/stores.js';

type Random = (bytes: number) => Uint8Array;

/**
 * Makes an API of a checked body. management-api.md 5
 * @throws RuleError (400) for properties that contradict each other, and for an encryption key that is of no use.
 */
export async function makeResourceServer(
  body: ResourceServerCreate,
  { issuer, random }: { issuer: string; random: Random },
): Promise<StoredResourceServer> {
  const id = newResourceServerId(random);
  const system = systemResourceServer(body, issuer);
  const resourceServer = system
    ? { ...system, id, identifier: body.identifier }
    : newResourceServer(body, { id, ...(await thumbprintOf(body)) });
  return withSigningSecret({ resourceServer, signingSecret: body.signing_secret }, random);
}

/** An API that signs with HS256 has a secret; any other keeps one that was sent to it. management-api.md 5 */
export function withSigningSecret(
  { resourceServer, signingSecret }: StoredResourceServer,
  random: Random,
): StoredResourceServer {
  if (resourceServer.signing_alg !== 'HS256') return { resourceServer, signingSecret };
  return { resourceServer, signingSecret: signingSecret ?? newSigningSecret(random) };
}

/** The thumbprint of the key that a body has tokens encrypted with. management-api.md 5 (`token_encryption`) */
export async function thumbprintOf(body: ResourceServerCreate | ResourceServerUpdate): Promise<{
  encryptionKeyThumbprint?: string;
}> {
  const pem = body.token_encryption?.encryption_key.pem;
  if (pem === undefined) return {};
  const property = 'token_encryption.encryption_key.pem';
  return { encryptionKeyThumbprint: await readPemOf(property, () => encryptionKeyThumbprint(pem)) };
}
