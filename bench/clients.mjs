// Fills a server over its Management API with clients that may get tokens.
import { generateKeyPairSync, randomBytes } from 'node:crypto';

export const apis = {
  RS256: { identifier: 'https://api.example.com/', scopes: ['read:things', 'write:things'] },
  ES256: { identifier: 'https://es256.example.com/', scopes: ['read:things', 'write:things'] },
};

/** The number of key pairs; clients share them, since making one takes as long as a hundred tokens. */
const keyPairs = 20;

/** The clients as both servers get them: `count` with a secret, and as many with a key. */
export function inventClients(count) {
  const pairs = Array.from({ length: keyPairs }, () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    return {
      pem: publicKey.export({ type: 'spki', format: 'pem' }),
      jwk: { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' },
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    };
  });
  return {
    bySecret: Array.from({ length: count }, (_, n) => ({
      id: `secret-${n}`,
      secret: randomBytes(48).toString('base64url'),
    })),
    byKey: Array.from({ length: count }, (_, n) => ({ id: `key-${n}`, ...pairs[n % keyPairs] })),
  };
}

/** Registers APIs, clients and grants; answers the clients under the ids that they got. */
export async function register(server, clients) {
  const { post } = await managementApi(server);
  for (const [signing_alg, { identifier, scopes }] of Object.entries(apis))
    await post('/resource-servers', {
      identifier,
      signing_alg,
      scopes: scopes.map((value) => ({ value })),
    });
  const grant = async (client_id) => {
    for (const { identifier, scopes } of Object.values(apis))
      await post('/client-grants', { client_id, audience: identifier, scope: scopes });
  };
  const bySecret = await inParallel(clients.bySecret, async ({ id, secret }) => {
    const { client_id } = await post('/clients', { ...robot(id), client_secret: secret });
    await grant(client_id);
    return { id: client_id, secret };
  });
  const byKey = await inParallel(clients.byKey, async ({ id, pem, key }) => {
    const { client_id } = await post('/clients', {
      ...robot(id),
      client_authentication_methods: {
        private_key_jwt: { credentials: [{ credential_type: 'public_key', name: 'key', pem, alg: 'RS256' }] },
      },
    });
    await grant(client_id);
    return { id: client_id, key };
  });
  return { bySecret, byKey };
}

function robot(name) {
  return { name, app_type: 'non_interactive', grant_types: ['client_credentials'] };
}

/** The API as the bootstrap client sees it; `tokenFor` makes a client that may do less. */
export async function managementApi({ url, issuer, bootstrap }) {
  const managementAudience = `${issuer}api/v2/`;
  const tokenOf = async ({ id, secret }, audience = managementAudience) => {
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience };
    const { access_token } = await answerOf(
      fetch(`${url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) }),
    );
    return access_token;
  };
  const token = await tokenOf(bootstrap);
  const authorization = `Bearer ${token}`;
  const post = (path, body) =>
    answerOf(
      fetch(`${url}/api/v2${path}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  return {
    post,
    tokenOf,
    delete: (path) =>
      answerOf(fetch(`${url}/api/v2${path}`, { method: 'DELETE', headers: { authorization } })),
    async tokenFor(scope) {
      const { client_id, client_secret } = await post('/clients', robot('reader'));
      await post('/client-grants', { client_id, audience: managementAudience, scope });
      return tokenOf({ id: client_id, secret: client_secret });
    },
  };
}

async function answerOf(request) {
  const response = await request;
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function inParallel(items, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const n = next++;
      results[n] = await work(items[n]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
}
