import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import {
  publishedUntil,
  type ResourceServer,
  type SigningKeyType,
  signingKeyState,
  type TokenSigningKey,
} from '@clientele/model';
import { type PublicJwk, publicJwk } from '../crypto/public-jwk.js';

/** The algorithms that sign tokens with a key of the tenant. management-api.md 5 (`signing_alg`) */
export type TokenAlgorithm = Exclude<ResourceServer['signing_alg'], 'HS256'>;

/** The algorithms of each type of key; the first one gives a key its plain id. */
export const algorithmsOf: Record<SigningKeyType, readonly TokenAlgorithm[]> = {
  RSA: ['RS256', 'RS512', 'PS256'],
  EC: ['ES256'],
  OKP: ['EdDSA'],
};

/** The type of key that an algorithm signs with. */
export const typeOf: Record<TokenAlgorithm, SigningKeyType> = {
  RS256: 'RSA',
  RS512: 'RSA',
  PS256: 'RSA',
  ES256: 'EC',
  EdDSA: 'OKP',
};

/** A key that signs under one algorithm, prepared once so that signing does not parse it each time. */
export interface Signer {
  /** The id by which verifiers find the key for this algorithm. */
  kid: string;
  privateKey: KeyObject;
  /** The key itself, whatever the algorithm. */
  key: TokenSigningKey;
}

/** A tenant's keys, ready for use. */
export interface KeySet {
  keys: readonly TokenSigningKey[];
  signers: ReadonlyMap<TokenAlgorithm, Signer>;
  /** The public halves of all keys that were not revoked, by id. */
  verifiers: ReadonlyMap<string, KeyObject>;
  published: readonly { jwk: PublicJwk; until: number }[];
}

const order = ['current', 'next', 'previous'];

/** Prepares a tenant's keys. A verifier takes the first key for granted where it does not look, so the current RSA key comes first. */
export function prepareKeys(keys: readonly TokenSigningKey[]): KeySet {
  const usable = keys
    .filter((key) => signingKeyState(key) !== 'revoked')
    .sort((one, other) => rank(one) - rank(other) || other.created_at - one.created_at)
    .map((key) => ({ key, publicKey: createPublicKey(key.public_key) }));
  return {
    keys,
    signers: new Map(usable.flatMap(({ key }) => signersOf(key))),
    verifiers: new Map(usable.map(({ key, publicKey }) => [key.kid, publicKey])),
    published: usable.flatMap(({ key, publicKey }) =>
      algorithmsOf[key.type].map((alg) => ({
        jwk: publicJwk(publicKey, { kid: kidFor(key, alg), alg, certificate: key.certificate }),
        until: publishedUntil(key),
      })),
    ),
  };
}

function rank(key: TokenSigningKey): number {
  return Object.keys(algorithmsOf).indexOf(key.type) * order.length + order.indexOf(signingKeyState(key));
}

function signersOf(key: TokenSigningKey): [TokenAlgorithm, Signer][] {
  if (signingKeyState(key) !== 'current' || key.private_key === undefined) return [];
  const privateKey = createPrivateKey(key.private_key);
  return algorithmsOf[key.type].map((alg) => [alg, { kid: kidFor(key, alg), privateKey, key }]);
}

/** Verifiers hold the `alg` of a published key against the token's, so each algorithm has an id of its own. RFC 7517 section 4.4 */
function kidFor({ kid, type }: TokenSigningKey, alg: TokenAlgorithm): string {
  return alg === algorithmsOf[type][0] ? kid : `${kid}.${alg}`;
}
