import { type Client, clientReadScopes, presentClient } from '@clientele/model';

const answers = new WeakMap<Client, Map<string, Buffer>>();

/**
 * The answer for a client as bytes, made once for each set of read scopes as long as the client is remembered as it is.
 * docs/decisions/0042
 */
export function clientAnswer(client: Client, scopes: ReadonlySet<string>): Buffer {
  const held = clientReadScopes.filter((scope) => scopes.has(scope)).join(' ');
  const ofClient = answers.get(client) ?? new Map<string, Buffer>();
  const known = ofClient.get(held);
  if (known) return known;
  const answer = Buffer.from(JSON.stringify(presentClient(client, { scopes })));
  answers.set(client, ofClient.set(held, answer));
  return answer;
}
