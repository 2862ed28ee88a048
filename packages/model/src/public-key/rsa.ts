/** The numbers of an RSA public key. RFC 8017 section 3.1 */
export interface RsaPublicKey {
  n: bigint;
  e: bigint;
}

/** How long a modulus may be, in bits. NIST SP 800-131A section 3, management-api.md 3 */
export const modulusBits = { min: 2048, max: 4096 } as const;

/** Public exponents that new keys may have; also bounds what verifying a signature costs. NIST SP 800-89 section 5.3.3 */
export const publicExponent = { min: 65537n, max: 2n ** 32n - 1n } as const;

/** Beyond what the standard asks for, which is 752. NIST SP 800-56B section 6.4.2.1 */
const smallFactorLimit = 2 ** 20;

/**
 * What keeps an RSA public key from being a good one, in the words "Expected …"; undefined where nothing was found.
 * Yields between its steps, each of some milliseconds, so that a server can do something else. Whether the modulus is
 * prime is for the caller to find out. NIST SP 800-89 section 5.3.3, NIST SP 800-56B section 6.4.2.2
 */
export function* rsaProblem({ n, e }: RsaPublicKey): Generator<void, string | undefined> {
  const bits = bitLength(n);
  if (bits < modulusBits.min || bits > modulusBits.max)
    return `Expected an RSA key of ${modulusBits.min} to ${modulusBits.max} bits but found ${bits}`;
  if (e < publicExponent.min || e > publicExponent.max || e % 2n === 0n)
    return `Expected an RSA key with an odd public exponent from ${publicExponent.min} to ${publicExponent.max} but found ${describe(e)}`;
  if (yield* hasSmallFactor(n)) return 'Expected an RSA key whose modulus has no small factors';
  yield;
  if (isFromBrokenGenerator(n)) return 'Expected an RSA key that is not of the kind of CVE-2017-15361 (ROCA)';
  if (hasCloseFactors(n)) return 'Expected an RSA key whose prime factors are not close to each other';
  yield;
  return (yield* isPower(n)) ? 'Expected an RSA key whose modulus is no power of another number' : undefined;
}

/** How many bits a positive number has. */
export function bitLength(value: bigint): number {
  const hex = value.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

function describe(exponent: bigint): string {
  return bitLength(exponent) > 64 ? `one of ${bitLength(exponent)} bits` : String(exponent);
}

/** Also finds an even modulus. */
function* hasSmallFactor(n: bigint): Generator<void, boolean> {
  let product = 1n;
  for (const factor of yield* smallFactors()) product = (product * (factor % n)) % n;
  return greatestCommonDivisor(n, product) !== 1n;
}

let known: readonly bigint[] | undefined;

/** All small primes, as few products; made once, at the first key. */
function* smallFactors(): Generator<void, readonly bigint[]> {
  if (known) return known;
  const primes = primesBelow(smallFactorLimit);
  const products: bigint[] = [];
  for (let at = 0; at < primes.length; at += 8192) {
    yield;
    products.push(productOf(primes.slice(at, at + 8192).map(BigInt)));
  }
  known = products;
  return products;
}

/** The sieve of Eratosthenes. */
function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let number = 2; number < limit; number += 1) {
    if (composite[number]) continue;
    primes.push(number);
    for (let multiple = number * number; multiple < limit; multiple += number) composite[multiple] = 1;
  }
  return primes;
}

/** By halves, since numbers of like size are multiplied faster. */
function productOf(factors: readonly bigint[]): bigint {
  const [first = 1n] = factors;
  if (factors.length <= 1) return first;
  const half = factors.length >> 1;
  return productOf(factors.slice(0, half)) * productOf(factors.slice(half));
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left, right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/**
 * Whether the remainders of a modulus by the primes from 3 to 167 are all powers of 65537, as those of a generator in
 * smart cards that was broken. One in 2^27 of other moduli or fewer is. Nemec et al., "The Return of Coppersmith's Attack", CCS 2017
 */
function isFromBrokenGenerator(n: bigint): boolean {
  return primesBelow(168)
    .slice(1)
    .every((prime) => powersOf(65537 % prime, prime).has(Number(n % BigInt(prime))));
}

function powersOf(base: number, modulus: number): Set<number> {
  const powers = new Set<number>();
  for (let power = 1; !powers.has(power); power = (power * base) % modulus) powers.add(power);
  return powers;
}

/** Fermat's factorization, as far as authorities have to go. CA/Browser Forum, TLS Baseline Requirements 2.1.1, section 6.1.1.3 */
function hasCloseFactors(n: bigint): boolean {
  const first = root(n, 2n);
  for (let step = 0n; step <= 100n; step += 1n) {
    const difference = (first + step) ** 2n - n;
    if (difference >= 0n && root(difference, 2n) ** 2n === difference) return true;
  }
  return false;
}

/** Whether a number without small factors is a power of another one; such a power has few possible exponents. */
function* isPower(n: bigint): Generator<void, boolean> {
  for (const [at, exponent] of primesBelow(modulusBits.max / 20).entries()) {
    if (at % 10 === 9) yield;
    if (root(n, BigInt(exponent)) ** BigInt(exponent) === n) return true;
  }
  return false;
}

/** The integer part of a root, by Newton's method from above. */
function root(value: bigint, degree: bigint): bigint {
  if (value === 0n) return 0n;
  const below = degree - 1n;
  let guess = 2n ** (BigInt(bitLength(value)) / degree + 1n);
  for (;;) {
    const next = (below * guess + value / guess ** below) / degree;
    if (next >= guess) return guess;
    guess = next;
  }
}
