import { constants, sign as cryptoSign, verify as cryptoVerify, type KeyObject } from 'node:crypto';

/** The algorithms of signatures that Clientele reads or writes. RFC 7518 section 3.1, RFC 8037 section 3.1. */
export type SignatureAlgorithm = 'RS256' | 'RS384' | 'RS512' | 'PS256' | 'ES256' | 'EdDSA';

interface Scheme {
  fits: (key: KeyObject) => boolean;
  digest: string | null;
  options: { padding?: number; saltLength?: number; dsaEncoding?: 'ieee-p1363' };
}

const isRsa = (key: KeyObject) => key.asymmetricKeyType === 'rsa';
const isP256 = (key: KeyObject) => key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
const isEd25519 = (key: KeyObject) => key.asymmetricKeyType === 'ed25519';
const pkcs1 = { padding: constants.RSA_PKCS1_PADDING };
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };

const schemes: Record<SignatureAlgorithm, Scheme> = {
  RS256: { fits: isRsa, digest: 'sha256', options: pkcs1 },
  RS384: { fits: isRsa, digest: 'sha384', options: pkcs1 },
  RS512: { fits: isRsa, digest: 'sha512', options: pkcs1 },
  PS256: { fits: isRsa, digest: 'sha256', options: pss },
  ES256: { fits: isP256, digest: 'sha256', options: { dsaEncoding: 'ieee-p1363' } },
  EdDSA: { fits: isEd25519, digest: null, options: {} },
};

/** Whether a signature holds under one algorithm; a key of another kind verifies nothing. RFC 8725 section 3.1. */
export function verify(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
  { signingInput, signature }: { signingInput: Buffer; signature: Buffer },
): boolean {
  const { fits, digest, options } = schemes[algorithm];
  return fits(key) && cryptoVerify(digest, signingInput, withKey(options, key), signature);
}

/** Written out, since this is done for each token. */
function withKey({ padding, saltLength, dsaEncoding }: Scheme['options'], key: KeyObject) {
  return { key, padding, saltLength, dsaEncoding };
}

/** Signs in the thread pool: on the main thread one signature would delay every other request. */
export function sign(algorithm: SignatureAlgorithm, key: KeyObject, input: Buffer): Promise<Buffer> {
  const { digest, options } = schemes[algorithm];
  return new Promise((resolve, reject) => {
    cryptoSign(digest, input, withKey(options, key), (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}
