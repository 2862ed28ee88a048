import { randomUUID } from 'node:crypto';
import { type Client, clientReadScopes, presentClient } from '@clientele/model';

/** The answer for a client, or what stands around its secret, by the read scopes of who asks. */
type Remembered = Map<string, readonly string[]>;

const plain = new WeakMap<Client, Remembered>();
const aroundSecret = new WeakMap<Client, Remembered>();

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
  answers: WeakMap<Client, Remembered>,
  client: Client,
  scopes: ReadonlySet<string>,
): readonly string[] {
  const held = clientReadScopes.filter((scope) => scopes.has(scope)).join(' ');
  const ofClient = answers.get(client) ?? new Map<string, readonly string[]>();
  const known = ofClient.get(held);
  if (known) return known;
  const shown = answers === plain ? client : { ...client, client_secret: placeholder };
  const parts = JSON.stringify(presentClient(shown, { scopes })).split(JSON.stringify(placeholder));
  answers.set(client, ofClient.set(held, parts));
  return parts;
}
