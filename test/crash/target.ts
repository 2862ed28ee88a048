import type { SpawnedServer } from '../contract/running-server.js';
import type { Target } from './writer.js';

/** Ports change with each start, so the name of the servers does not follow them. */
export const issuer = 'https://localhost:4643/';
/** Everybody comes from one address, and asks as much as it can. */
export const flags = ['--issuer', issuer, '--rate-limit', '0', '--failed-authentication-limit', '0'];
/** How long an answer may take until nobody waits for it any more. */
const patience = 20_000;

/** A running server as it is written to, by its first administrator. */
export async function targetOf({ httpUrl, clientId, clientSecret }: SpawnedServer): Promise<Target> {
  const ask = (path: string, init: RequestInit) =>
    fetch(`${httpUrl}${path}`, { ...init, signal: AbortSignal.timeout(patience) });
  const askToken = (client: { id: string; secret: string; audience: string }) =>
    ask('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.id,
        client_secret: client.secret,
        audience: client.audience,
      }),
    });
  const own = { id: clientId, secret: clientSecret, audience: `${issuer}api/v2/` };
  const { access_token: token } = (await (await askToken(own)).json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    async send({ request: { method, path, body, key } }, refused) {
      const repeatable = key === undefined ? {} : { 'idempotency-key': key };
      const sent = ask(`/api/v2${path}`, {
        method,
        headers: { ...headers, ...repeatable },
        body: body ? JSON.stringify(body) : null,
      });
      const answer = await sent.catch(noAnswer);
      const text = await answer?.text().catch(noAnswer);
      if (!answer || text === undefined) return undefined;
      if (!answer.ok) return void refused(answer.status, text);
      const { id, client_id, client_secret } = text === '' ? {} : JSON.parse(text);
      return {
        requestId: answer.headers.get('x-request-id') ?? '',
        id: id ?? client_id,
        secret: client_secret,
      };
    },
    async token(client) {
      return (await askToken(client).catch(noAnswer))?.status;
    },
    async get(path) {
      const answer = await ask(`/api/v2${path}`, { headers });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      return answer.json();
    },
  };
}

/** What fetch fails with once nobody answers, breaks off, or takes too long. */
function noAnswer(error: unknown): undefined {
  if (error instanceof TypeError) return undefined;
  if (error instanceof DOMException && error.name === 'TimeoutError') return undefined;
  throw error;
}
