import { type Recorded, type Reply, recordingServer } from '../recording-server.js';

// Another origin than the server's, and on this machine as it is.
export const ISSUER = 'https://localhost:4643/';

/** A caller that authenticates with its secret. */
export const secret = { clientId: 'c1', clientSecret: 's3cret' };

interface Answers {
  token?: (count: number, request: Recorded) => Reply;
  discovery?: (count: number) => Reply;
}

/** A server that discovers, issues numbered tokens, and lists no clients. */
export async function authorizationServer(answers: Answers = {}) {
  const counts = { token: 0, discovery: 0 };
  const token =
    answers.token ?? ((count) => ({ json: { access_token: `token-${count}`, expires_in: 3600 } }));
  const discovery = answers.discovery ?? (() => ({ json: { issuer: ISSUER } }));
  const server = await recordingServer((request) => {
    if (request.url === '/oauth/token') {
      counts.token += 1;
      return token(counts.token, request);
    }
    if (request.url === '/.well-known/openid-configuration') {
      counts.discovery += 1;
      return discovery(counts.discovery);
    }
    return { json: [] };
  });
  const forms = () =>
    server.requests
      .filter(({ url }) => url === '/oauth/token')
      .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  const bearers = () =>
    server.requests
      .filter(({ url }) => url === '/api/v2/clients')
      .map(({ headers }) => headers.authorization);
  return { ...server, baseUrl: server.origin, counts, forms, bearers };
}
