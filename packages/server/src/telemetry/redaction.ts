import pino from 'pino';

/** Longer than any id that is made here, shorter than generated secrets, signatures and lines of a PEM. */
const shortestOpaque = 44;
/** Base64 in all its alphabets, also as it stands in a URL. RFC 4648 sections 4 and 5, RFC 3986 section 2.1 */
const opaque = new RegExp(`[\\w+/=~%-]{${shortestOpaque},}`, 'g');
/** A secret of the shortest length loses a few characters to slashes and to what looks like a word by chance. */
const fewestUnexplained = 28;

/** Ids of clients, credentials, grants, APIs, connections and keys. management-api.md 1.6, RFC 7638 */
const ids =
  '(?:[A-Za-z0-9]{32}|(?:cred|tpc)_[A-Za-z0-9]{22}|(?:cgr|con)_[A-Za-z0-9]{16}|log_[0-9a-f]{30}|[0-9a-f]{24}|[\\w-]{43})';
/** What such ids stand behind, and before; a word that is between two slashes by chance is none of these. */
const collections =
  '(?:clients|credentials|client-grants|resource-servers|connections|logs|signing|organizations|keys|status|rotate-secret|revoke)';
const id = new RegExp(`^${ids}$`);
const collection = new RegExp(`^${collections}$`);
/** What most requests are for: with nothing in it to be taken out, it need not be taken apart. */
const ownPath = new RegExp(`^/api/v2(?:/${collections}(?:/${ids})?)+$`);

/** What a request says of itself, as it may be logged: whatever could be a secret in the wrong place is taken out. */
export function withoutSecrets(text: string, maxLength: number): string {
  if (text.length < shortestOpaque || ownPath.test(text)) return text.slice(0, maxLength);
  // Cut after that, so that no half of a secret is left at the end.
  return text.replace(opaque, withoutOpaqueParts).slice(0, maxLength);
}

/**
 * A slash is a character of base64 as well as what separates the parts of a path. A path consists of words and of ids
 * behind words; a random secret has next to none of either, so what is neither distinguishes them.
 */
function withoutOpaqueParts(run: string): string {
  if (!run.includes('/')) return '[redacted]';
  const parts = run.split('/');
  const unexplained = parts.map(
    (part, at) => !isWord(part) && !isId(part, { before: parts[at - 1], after: parts[at + 1] }),
  );
  const length = parts.reduce((sum, part, at) => sum + (unexplained[at] ? part.length : 0), 0);
  if (length < fewestUnexplained) return run;
  return parts
    .map((part, at) => (unexplained[at] ? '[redacted]' : part))
    .filter((_part, at) => !(unexplained[at] && unexplained[at - 1]))
    .join('/');
}

/** Shorter than what is opaque, since secrets of words are secrets too. */
function isWord(part: string): boolean {
  return part.length < shortestOpaque && /^(?:[a-z]+(?:[-_][a-z]+)*|v?\d+)?$/.test(part);
}

/** RFC 9562 section 4 */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function isId(
  part: string,
  { before = '', after = 'clients' }: { before?: string | undefined; after?: string | undefined },
): boolean {
  return uuid.test(part) || (id.test(part) && collection.test(before) && collection.test(after));
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
  // Requests, keys, sockets and the like hold more than a line should show.
  const { name } = value.constructor ?? Object;
  return name === 'Object' ? redactMembers(value, depth) : `[${name}]`;
}
