/** The field of curve25519, its order and the constant of edwards25519. RFC 8032 section 5.1 */
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** A point by its extended homogeneous coordinates. RFC 8032 section 5.1.4 */
interface Point {
  x: bigint;
  y: bigint;
  z: bigint;
  t: bigint;
}

/**
 * What keeps 32 bytes from being a good Ed25519 public key, in the words "Expected …"; undefined where nothing does. A good one is the
 * only encoding of a point that generates the group of prime order, as each point is that belongs to a private key. With
 * a point of small order anybody can make signatures, and with one of mixed order programs disagree on which hold.
 * RFC 8032 sections 5.1.3 and 5.1.5
 */
export function ed25519Problem(encoded: Uint8Array): string | undefined {
  if (encoded.length !== 32) return `Expected an Ed25519 key of 32 bytes but found ${encoded.length}`;
  const point = decode(encoded);
  if (typeof point === 'string') return point;
  if (!isNeutral(multiply(point, order)) || isNeutral(point))
    return 'Expected an Ed25519 key of full order, as every key is that has a private half';
  return undefined;
}

/** Whether a public key is of small order, also in an encoding that is not canonical: any message then has signatures that hold. RFC 8032 section 5.1 */
export function isOfSmallOrder(encoded: Uint8Array): boolean {
  const y = mod(fromLittleEndian(encoded) & (2n ** 255n - 1n));
  return smallOrder.includes(y);
}

function decode(encoded: Uint8Array): Point | string {
  const number = fromLittleEndian(encoded);
  const sign = number >> 255n;
  const y = number & (2n ** 255n - 1n);
  if (y >= p) return 'Expected an Ed25519 key in its canonical encoding';
  const u = mod(y * y - 1n);
  const v = mod(d * y * y + 1n);
  const x = squareRoot(mod(u * power(v, p - 2n)));
  if (x === undefined) return 'Expected an Ed25519 key that is a point of the curve';
  if (x === 0n && sign === 1n) return 'Expected an Ed25519 key in its canonical encoding';
  const signed = (x & 1n) === sign ? x : mod(-x);
  return { x: signed, y, z: 1n, t: mod(signed * y) };
}

function fromLittleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

/** In a field whose prime is 5 modulo 8. RFC 8032 section 5.1.3 */
function squareRoot(square: bigint): bigint | undefined {
  const candidate = power(square, (p + 3n) / 8n);
  if (mod(candidate * candidate) === square) return candidate;
  const other = mod(candidate * power(2n, (p - 1n) / 4n));
  return mod(other * other) === square ? other : undefined;
}

/** The y coordinates of the eight points whose order divides 8. RFC 8032 section 5.1 */
const smallOrder: readonly bigint[] = [
  1n,
  p - 1n,
  0n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  p - 2707385501144840649318225287225658788936804267575313519463743609750303402022n,
];

function multiply(point: Point, scalar: bigint): Point {
  let result: Point = { x: 0n, y: 1n, z: 1n, t: 0n };
  let addend = point;
  for (let left = scalar; left > 0n; left >>= 1n) {
    if (left & 1n) result = add(result, addend);
    addend = add(addend, addend);
  }
  return result;
}

/** Complete: it also doubles. RFC 8032 section 5.1.4 */
function add(one: Point, other: Point): Point {
  const a = mod((one.y - one.x) * (other.y - other.x));
  const b = mod((one.y + one.x) * (other.y + other.x));
  const c = mod(2n * d * one.t * other.t);
  const dd = mod(2n * one.z * other.z);
  const [e, f, g, h] = [b - a, dd - c, dd + c, b + a];
  return { x: mod(e * f), y: mod(g * h), z: mod(f * g), t: mod(e * h) };
}

function isNeutral({ x, y, z }: Point): boolean {
  return x === 0n && y === z;
}

function mod(value: bigint): bigint {
  const rest = value % p;
  return rest < 0n ? rest + p : rest;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = mod(base);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}
