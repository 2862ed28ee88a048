import { checkPrime, type KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ed25519Problem, nistCurveProblem, type RsaPublicKey, rsaProblem } from '@clientele/model';
import { oneAtATime } from '../limits/one-at-a-time.js';

/**
 * Reads a public key; undefined for one that could not be written again. OpenSSL reads the point at infinity so, and
 * Node ends the whole process when it is asked about such a key.
 */
export function readPublicKey(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    if (key.asymmetricKeyType === 'ec') key.export({ type: 'spki', format: 'der' });
    return key;
  } catch {
    return undefined;
  }
}

/**
 * Why a public key is refused, in the words "Expected …"; undefined where nothing was found. What is looked
 * for and what cannot be found is in docs/decisions/0069. The key is one from `readPublicKey`. Arithmetic takes turns with other requests.
 */
export async function publicKeyProblem(key: KeyObject): Promise<string | undefined> {
  const { asymmetricKeyType: type } = key;
  if (type !== 'rsa') return pointProblem(key);
  const numbers = rsaNumbers(key);
  const steps = rsaProblem(numbers);
  let step = steps.next();
  for (; !step.done; step = steps.next()) await setImmediate();
  if (step.value !== undefined) return step.value;
  return (await isPrime(numbers.n)) ? 'Expected an RSA key whose modulus is not a prime number' : undefined;
}

/** The curves of certificates that people use in TLS, by OpenSSL's names. RFC 8422 section 5.1.1 */
const curves: readonly unknown[] = ['prime256v1', 'secp384r1', 'secp521r1'];

function pointProblem(key: KeyObject): string | undefined {
  const { asymmetricKeyType: type } = key;
  if (type === 'ed25519')
    return ed25519Problem(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'));
  if (type !== 'ec') return `Expected an RSA, EC or Ed25519 key but found ${type}`;
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (!curves.includes(curve))
    return `Expected a key on P-256, P-384 or P-521 but found ${curve ?? 'another curve'}`;
  const { crv = '', x = '', y = '' } = key.export({ format: 'jwk' });
  return nistCurveProblem(crv, { x: numberOf(x), y: numberOf(y) });
}

/** The numbers of an RSA key. RFC 7518 section 6.3.1 */
export function rsaNumbers(key: KeyObject): RsaPublicKey {
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  return { n: numberOf(n), e: numberOf(e) };
}

function numberOf(base64url: string): bigint {
  return BigInt(`0x0${Buffer.from(base64url, 'base64url').toString('hex')}`);
}

const inTurn = oneAtATime();

/** One after another: a composite number is detected in milliseconds, but a prime one occupies a thread of the pool busy for up to two seconds. */
function isPrime(n: bigint): Promise<boolean> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        checkPrime(n, (error, prime) => (error ? reject(error) : resolve(prime)));
      }),
  );
}
