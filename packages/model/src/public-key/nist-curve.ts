/** A curve y² = x³ - 3x + b over a prime field; every point of it is of full order. NIST SP 800-186 section 3.2.1 */
interface Curve {
  p: bigint;
  b: bigint;
}

const curves: Readonly<Record<string, Curve>> = {
  'P-256': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
  'P-521': {
    p: 2n ** 521n - 1n,
    b: 0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00n,
  },
};

/**
 * What keeps a point from being a public key of a curve of NIST, in the words "Expected …"; undefined where nothing
 * does. The point at infinity has no coordinates. NIST SP 800-56A section 5.6.2.3.4
 */
export function nistCurveProblem(name: string, { x, y }: { x: bigint; y: bigint }): string | undefined {
  const curve = Object.hasOwn(curves, name) ? curves[name] : undefined;
  if (!curve) return `Expected a key on ${Object.keys(curves).join(', ')} but found ${name}`;
  const { p, b } = curve;
  const holds = x >= 0n && y >= 0n && x < p && y < p && (y * y - (x * x * x - 3n * x + b)) % p === 0n;
  return holds ? undefined : `Expected a key that is a point of ${name}`;
}
