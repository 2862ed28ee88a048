import pino from 'pino';

/** Longer than any id that is made here, shorter than generated secrets, signatures and lines of a PEM. */
const shortestOpaque = 44;
const opaque = new RegExp(`[\\w+=~-]{${shortestOpaque},}`, 'g');

/** What a request says of itself, as it may be logged: whatever could be a secret in the wrong place is taken out. */
export function withoutSecrets(text: string, maxLength: number): string {
  const cut = text.length > maxLength ? text.slice(0, maxLength) : text;
  return cut.length < shortestOpaque ? cut : cut.replace(opaque, '[redacted]');
}

/** Members whose values are never logged, wherever a log line has them. RFC 6750 section 5.3, RFC 6749 section 10.3. */
const secretMembers: ReadonlySet<string> = new Set([
  'access_token',
  'assertion',
  'authorization',
  'client_assertion',
  'client_secret',
  'clientSecret',
  'cookie',
  'encryption_key',
  'pem',
  'private_key',
  'privateKey',
  'privateKeyPem',
  'proxy-authorization',
  'refresh_token',
  'secret',
  'signing_secret',
  'signingSecret',
  'token',
]);

/** As deep as an object is followed; beyond it nothing is logged. */
const maxDepth = 8;
const maxText = 10_000;

/** The same members without what is secret by name or looks like it. */
export function redacted(members: Record<string, unknown>): Record<string, unknown> {
  return redactMembers(members, maxDepth);
}

function redactMembers(object: object, depth: number): Record<string, unknown> {
  // Without a prototype, so that no name of a member means anything.
  const members: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(object))
    members[name] = secretMembers.has(name) ? '[redacted]' : redactValue(value, depth - 1);
  return members;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutSecrets(value, maxText);
  if (typeof value !== 'object' || value === null) return value;
  if (depth <= 0) return '[deep]';
  if (value instanceof Error) return redactMembers(pino.stdSerializers.err(value), depth);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth));
  // Requests, keys, sockets and the like hold more than a line should tell.
  const { name } = value.constructor ?? Object;
  return name === 'Object' ? redactMembers(value, depth) : `[${name}]`;
}
