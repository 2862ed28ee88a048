import { createPublicKey, generateKeyPairSync, generatePrimeSync } from 'node:crypto';

/** One element of DER. X.690 section 8.1 */
export function der(tag: number, ...content: (Buffer | string)[]): Buffer {
  const bytes = Buffer.concat(content.map((part) => Buffer.from(part)));
  const { length } = bytes;
  const head = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), bytes]);
}

/** Bytes in PEM under a label. RFC 7468 section 2 */
export function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${bytes.toString('base64')}\n-----END ${label}-----`;
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const ecdsaWithSha256 = der(0x30, oid('2a8648ce3d040302'));
const name = (commonName: string) => der(0x30, der(0x31, der(0x30, oid('550403'), der(0x0c, commonName))));

/** A certificate over any SubjectPublicKeyInfo; nobody signed it, which nobody checks. RFC 5280 section 4.1 */
export function certificateOver(spki: Buffer, { notAfter = '20991231000000Z' } = {}): string {
  const validity = der(0x30, der(0x18, '20200101000000Z'), der(0x18, notAfter));
  const parts = [der(0x02, '\x05'), ecdsaWithSha256, name('a'), validity, name('robot'), spki];
  const signature = der(0x03, '\x00', der(0x30, der(0x02, '\x01'), der(0x02, '\x01')));
  const version = der(0xa0, der(0x02, '\x02'));
  return pem('CERTIFICATE', der(0x30, der(0x30, version, ...parts), ecdsaWithSha256, signature));
}

export function bytesOf(number: bigint, length?: number): Buffer {
  const hex = number.toString(16);
  return Buffer.from(
    length ? hex.padStart(2 * length, '0') : hex.padStart(hex.length + (hex.length % 2), '0'),
    'hex',
  );
}

const prime = (bits: number) => generatePrimeSync(bits, { bigint: true });
const honest = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const honestModulus = BigInt(`0x${Buffer.from(honest.n ?? '', 'base64url').toString('hex')}`);

/** The SubjectPublicKeyInfo of any two numbers. */
function rsaKey(n: bigint, e: bigint): Buffer {
  const jwk = { kty: 'RSA', n: bytesOf(n).toString('base64url'), e: bytesOf(e).toString('base64url') };
  return createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'der' });
}

/** A number of exactly so many bits whose factors are all small. */
function smooth(bits: number, factors: readonly bigint[]): bigint {
  let product = 1n;
  for (let at = 0; product.toString(2).length < bits; at += 1) product *= factors[at % factors.length] ?? 3n;
  return product;
}

/** The product of two primes that follow each other. */
function close(): bigint {
  const first = prime(1024) | 1n;
  const step = 2n ** 500n;
  let second = first + step;
  while (!isProbablyPrime(second)) second += 2n;
  return first * second;
}

function isProbablyPrime(n: bigint): boolean {
  let result = 1n;
  let square = 2n;
  for (let left = n - 1n; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % n;
    square = (square * square) % n;
  }
  return result === 1n;
}

/** Of the structure k·M + (65537^a mod M) that the broken generator gave its primes. Nemec et al., CCS 2017 */
function fromBrokenGenerator(): bigint {
  const primes = [...Array(500).keys()].filter(
    (n) => n > 1 && ![...Array(n).keys()].some((m) => m > 1 && n % m === 0),
  );
  const m = primes.slice(0, 71).reduce((product, factor) => product * BigInt(factor), 1n);
  const one = () => {
    let power = 1n;
    for (let turn = 0; turn < 1 + Math.random() * 5000; turn += 1) power = (power * 65537n) % m;
    let k = prime(1024) / m;
    while (!isProbablyPrime(k * m + power)) k += 1n;
    return k * m + power;
  };
  return one() * one();
}

const rsaKinds: readonly [string, () => Buffer, RegExp][] = [
  ['with an exponent of 1', () => rsaKey(honestModulus, 1n), /odd public exponent .* found 1'/],
  ['with an exponent of 3', () => rsaKey(honestModulus, 3n), /odd public exponent .* found 3'/],
  ['with an even exponent', () => rsaKey(honestModulus, 65538n), /odd public exponent .* found 65538'/],
  ['with an exponent of 2^32 + 1', () => rsaKey(honestModulus, 2n ** 32n + 1n), /odd public exponent/],
  [
    'with an exponent as long as the modulus',
    () => rsaKey(honestModulus, honestModulus - 2n),
    /one of 2048 bits/,
  ],
  ['with an even modulus', () => rsaKey(honestModulus + 1n, 65537n), /no small factors/],
  [
    'with a modulus that a small number divides',
    () => rsaKey((prime(2038) | (3n << 2036n)) * 751n * 3n, 65537n),
    /no small factors/,
  ],
  [
    'with a factor of 20 bits',
    () => rsaKey((prime(2029) | (3n << 2027n)) * 1048573n, 65537n),
    /no small factors/,
  ],
  ['with a smooth modulus', () => rsaKey(smooth(2048, [65537n, 65539n, 65543n]), 65537n), /no small factors/],
  ['with a power of 3 as modulus', () => rsaKey(smooth(2048, [3n]), 65537n), /no small factors/],
  ['with a prime modulus', () => rsaKey(prime(2048), 65537n), /modulus is not a prime number/],
  [
    'with a square as modulus',
    () => rsaKey((prime(1024) | (3n << 1022n)) ** 2n, 65537n),
    /not close|no power/,
  ],
  ['with a cube as modulus', () => rsaKey(prime(700) ** 3n, 65537n), /no power/],
  ['with a power of a small prime as modulus', () => rsaKey(1048583n ** 103n, 65537n), /no power/],
  ['with prime factors that are close', () => rsaKey(close(), 65537n), /not close to each other/],
  ['of the structure of ROCA', () => rsaKey(fromBrokenGenerator(), 65537n), /ROCA/],
];

/** RSA keys with which anybody can sign, or that cost more than a key may; each is made once, which takes a while. */
export const weakRsaKeys = rsaKinds.map(([kind, make, message]) => {
  let made: Buffer | undefined;
  const once = () => {
    made ??= make();
    return made;
  };
  return [kind, once, message] as const;
});

const ed25519 = (bytes: Buffer) => der(0x30, der(0x30, oid('2b6570')), der(0x03, '\x00', bytes));

/** The encodings of all points whose order divides 8, the canonical ones first. */
export const smallOrderPoints: readonly string[] = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

/** Ed25519 keys that nobody makes from a private key. */
export const weakEd25519Keys: readonly [string, () => Buffer, RegExp][] = [
  ...smallOrderPoints.map((hex, at): [string, () => Buffer, RegExp] => [
    `of small order, ${at}`,
    () => ed25519(Buffer.from(hex, 'hex')),
    at < 8 ? /full order/ : /canonical encoding/,
  ]),
  // y = 3 + p, whose point is of full order in its canonical encoding.
  ['that is not canonical', () => ed25519(bytesOf(2n ** 255n - 16n, 32).reverse()), /canonical encoding/],
  // The base point with the point of order 2 added.
  ['of mixed order', () => ed25519(Buffer.from(`95${'99'.repeat(30)}99`, 'hex')), /full order/],
  ['beside the curve', () => ed25519(Buffer.from(`02${'00'.repeat(31)}`, 'hex')), /a point of the curve/],
];

const p256 = (point: Buffer) =>
  der(0x30, der(0x30, oid('2a8648ce3d0201'), oid('2a8648ce3d030107')), der(0x03, '\x00', point));

function offCurve(): Buffer {
  const spki = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const point = spki.subarray(-65);
  point.writeUInt8(point.readUInt8(64) ^ 1, 64);
  return point;
}

/** P-256 keys that are no points of the curve, or the one that is nobody's. */
export const weakP256Keys: readonly [string, () => Buffer, RegExp][] = [
  ['beside the curve', () => p256(offCurve()), /cannot be read|point of P-256/],
  ['at infinity', () => p256(Buffer.from([0])), /cannot be read|point of P-256|found ec/],
];
