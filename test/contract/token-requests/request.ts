import { constants, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';

/** A client that both servers know by the same id, secret and key. */
export interface KnownClient {
  id: string;
  secret: string;
}

/** One of the two servers, as far as requests depend on it. */
export interface Target {
  issuer: string;
  tokenUrl: string;
  clients: Record<ClientName, KnownClient>;
}

/** Clients by how they are registered; `odd` has a secret that needs encoding, `code` may not use client_credentials. */
export type ClientName = 'basic' | 'post' | 'key' | 'odd' | 'code' | 'open';

export const granted = 'https://granted.example/';
export const ungranted = 'https://ungranted.example/';

/** A token request as it is sent. */
export interface TokenRequest {
  method?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** What is answered: the status and, where it is none, `token`, or the error. */
export type Answer = readonly [status: number, error: string];

/** A request and what both servers answer to it. */
export interface Comparison {
  name: string;
  /** One request, or several of which the last one counts. */
  send: (to: Target) => TokenRequest | TokenRequest[];
  ours: Answer;
  /** Only where it differs, with the reason. */
  theirs?: Answer;
  why?: string;
}

export const token: Answer = [200, 'token'];
export const invalidRequest: Answer = [400, 'invalid_request'];
export const invalidClient: Answer = [401, 'invalid_client'];
export const invalidTarget: Answer = [400, 'invalid_target'];

const formType = 'application/x-www-form-urlencoded';

/** Parameters of a request for the API that is granted; `undefined` takes one away. */
export function form(
  parameters: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): TokenRequest & { body: string } {
  const all = { grant_type: 'client_credentials', audience: granted, resource: granted, ...parameters };
  const sent = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return {
    headers: { 'content-type': formType, ...headers },
    body: new URLSearchParams(sent as [string, string][]).toString(),
  };
}

/** A secret in the body. */
export function inBody({ id, secret }: KnownClient): Record<string, string> {
  return { client_id: id, client_secret: secret };
}

/** An Authorization header with id and secret as they are. */
export function basicAsIs(credentials: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

/** An Authorization header as RFC 6749 section 2.3.1 has it. */
export function basic({ id, secret }: KnownClient): Record<string, string> {
  return basicAsIs(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
}

const makeKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The key of the client `key`, and one that nobody knows. */
export const keys = { known: makeKey(), unknown: makeKey() };

/** The public half of a key as PEM and JWK. */
export function publicHalf({ publicKey }: ReturnType<typeof makeKey>) {
  return {
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    jwk: createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }),
  };
}

/** What an assertion says beyond the usual; `undefined` takes a claim away. */
export interface AssertionChanges {
  claims?: (now: number, to: Target) => Record<string, unknown>;
  header?: Record<string, unknown>;
  key?: keyof typeof keys;
}

/** An assertion of the client `key`, by RS256 whatever its header says. */
export function assertion(to: Target, { claims, header, key = 'known' }: AssertionChanges = {}): string {
  const { id } = to.clients.key;
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: id, sub: id, aud: to.issuer, jti: randomUUID(), iat: now, exp: now + 60 };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode({ alg: 'RS256', ...header })}.${encode({ ...payload, ...claims?.(now, to) })}`;
  const privateKey = { key: keys[key].privateKey, padding: constants.RSA_PKCS1_PADDING };
  return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
}

/** Parameters that carry an assertion. */
export function byAssertion(text: string): Record<string, string> {
  return {
    client_assertion: text,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
}

/** A row of a table of requests; the last two only where the other server answers differently. */
export type Row = [name: string, send: Comparison['send'], ours: Answer, theirs?: Answer, why?: string];

/** Reads a table of requests. */
export function comparisons(rows: Row[]): Comparison[] {
  return rows.map(([name, send, ours, theirs, why]) => ({
    name,
    send,
    ours,
    ...(theirs && { theirs }),
    ...(why !== undefined && { why }),
  }));
}

/** A request by the client `post`, with changes. */
export function posted(changes: Record<string, string | undefined> = {}) {
  return (to: Target) => form({ ...inBody(to.clients.post), ...changes });
}

/** A request by the client `key`, with changes of its assertion and more parameters. */
export function asserted(changes: AssertionChanges = {}, more: Record<string, string> = {}) {
  return (to: Target) => form({ ...byAssertion(assertion(to, changes)), ...more });
}
