import { randomUUID } from 'node:crypto';
import { type Client, clientReadScopes, presentClient } from '@clientele/model';
import { type BoundedMap, boundedMap } from '../limits/bounded-map.js';

/** The answers for a client as it is, or what stands around its secret, by the read scopes of who asks. */
interface Remembered {
  of: object;
  answers: Map<string, readonly string[]>;
  bytes: number;
}

/** By id. docs/decisions/0074 */
const plain = boundedMap<Remembered>({ entries: 5000, bytes: 16 * 1024 * 1024 });
const aroundSecret = boundedMap<Remembered>({ entries: 5000, bytes: 16 * 1024 * 1024 });

/** Tells whether a client is still the same object, without keeping it. */
const identities = new WeakMap<Client, object>();
/** The read scopes among some scopes; those of a token are one set as long as it is remembered. */
const readScopes = new WeakMap<ReadonlySet<string>, string>();

/** Stands for the secret in what is remembered; nobody can have written it into a client. */
const placeholder = randomUUID();

/**
 * The answer for a client as JSON, made once for each set of read scopes as long as the client is remembered as it is. A
 * secret is put into it each time, and remembered never. docs/decisions/0042
 */
export function clientAnswer(client: Client, scopes: ReadonlySet<string>, secret?: string): string {
  if (secret === undefined) return remembered(plain, client, scopes).join('');
  return remembered(aroundSecret, client, scopes).join(JSON.stringify(secret));
}

function remembered(
  clients: BoundedMap<Remembered>,
  client: Client,
  scopes: ReadonlySet<string>,
): readonly string[] {
  const held = readScopesOf(scopes);
  const known = clients.get(client.client_id);
  const of = identityOf(client);
  const current = known?.of === of ? known : { of, answers: new Map<string, readonly string[]>(), bytes: 0 };
  const answer = current.answers.get(held);
  if (answer) return answer;
  const shown = clients === plain ? client : { ...client, client_secret: placeholder };
  const parts = JSON.stringify(presentClient(shown, { scopes })).split(JSON.stringify(placeholder));
  current.answers.set(held, parts);
  for (const part of parts) current.bytes += 2 * part.length;
  clients.set(client.client_id, current, current.bytes);
  return parts;
}

function identityOf(client: Client): object {
  const known = identities.get(client);
  if (known) return known;
  const made = {};
  identities.set(client, made);
  return made;
}

function readScopesOf(scopes: ReadonlySet<string>): string {
  const known = readScopes.get(scopes);
  if (known !== undefined) return known;
  const held = clientReadScopes.filter((scope) => scopes.has(scope)).join(' ');
  readScopes.set(scopes, held);
  return held;
}
