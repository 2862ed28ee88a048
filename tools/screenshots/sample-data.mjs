// A day in a registry, for pictures: clients of all types, grants, credentials in all states, tokens issued and refused.
import { generateKeyPairSync } from 'node:crypto';

const hour = 3_600_000;
const orders = 'https://orders.example.com/';
const reports = 'https://reports.example.com/';

/** What a day is like: tokens in each hour, fewer at night. */
const perHour = [2, 1, 1, 1, 2, 4, 7, 11, 14, 13, 15, 12, 10, 14, 16, 13, 11, 8, 6, 5, 4, 3, 3, 2];

/** Fills a server whose clock can be set; answers the ids of what pictures are taken of. */
export async function fillWithSampleData({ url, audience: management, bootstrap }, setClock) {
  const now = Date.now();
  setClock(now - 24 * hour);
  const token = await (await requestToken(url, { ...bootstrap, audience: management })).json();
  const create = async (path, body) => {
    const answer = await fetch(`${url}/api/v2/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const api = await create('resource-servers', {
    identifier: orders,
    name: 'Orders',
    scopes: [
      { value: 'read:orders', description: 'See orders and their lines' },
      { value: 'write:orders', description: 'Place and change orders' },
    ],
  });
  await create('resource-servers', {
    identifier: reports,
    name: 'Reports',
    signing_alg: 'PS256',
    token_lifetime: 3600,
    scopes: [{ value: 'read:reports', description: 'See reports' }],
  });
  const connection = await create('connections', { name: 'staff', strategy: 'auth0' });
  const robot = await create('clients', {
    name: 'Invoice robot',
    description: 'Sends invoices at night',
    app_type: 'non_interactive',
    client_metadata: { team: 'billing' },
  });
  const reporter = await create('clients', {
    name: 'Report builder',
    app_type: 'non_interactive',
    description: 'Weekly figures',
  });
  await create('clients', {
    name: 'Web shop',
    app_type: 'regular_web',
    callbacks: ['https://shop.example.com/callback'],
  });
  await create('clients', {
    name: 'Shop for phones',
    app_type: 'native',
    callbacks: ['com.example.shop://callback'],
  });
  await create('clients', {
    name: 'Dashboard',
    app_type: 'spa',
    callbacks: ['https://dashboard.example.com/'],
  });
  await create('clients', { name: 'Partner gateway', app_type: 'non_interactive', is_first_party: false });
  await create('clients', { name: 'Old importer', app_type: 'non_interactive', disabled: true });
  const signer = await create('clients', {
    name: 'Ledger',
    app_type: 'non_interactive',
    description: 'Signs with a key of its own',
    client_authentication_methods: {
      private_key_jwt: {
        credentials: [
          {
            credential_type: 'public_key',
            name: 'Key of 2026',
            pem: publicPem(),
            alg: 'RS256',
            expires_at: new Date(now + 12 * 24 * hour).toISOString(),
          },
        ],
      },
    },
  });
  for (const [client, audience, scope] of [
    [robot, orders, ['read:orders', 'write:orders']],
    [reporter, reports, ['read:reports']],
    [reporter, orders, ['read:orders']],
    [signer, orders, ['read:orders']],
  ])
    await create('client-grants', { client_id: client.client_id, audience, scope });

  const ask = (client, audience, clientSecret = client.client_secret) =>
    requestToken(url, { clientId: client.client_id, clientSecret, audience });
  for (const [at, tokens] of perHour.entries()) {
    setClock(now - (24 - at) * hour + hour / 2);
    for (let n = 0; n < tokens; n += 1) await ask(n % 3 === 2 ? reporter : robot, orders);
    if (at % 4 === 1) await ask(robot, orders, 'a secret that was mistyped');
    if (at % 6 === 2) await ask(reporter, 'https://unknown.example.com/');
    if (at % 8 === 5) await ask(robot, reports);
  }
  setClock(now - hour / 2);
  const secrets = `clients/${robot.client_id}/secrets`;
  await create(secrets, { name: 'Of December', state: 'primary', previous_secret_expires_in: 7 * 24 * 3600 });
  await create(secrets, { name: 'Of January', state: 'staged' });
  await ask(robot, orders);
  setClock(undefined);
  return { client: robot.client_id, api: api.id, connection: connection.id };
}

function requestToken(url, { clientId, clientSecret, audience }) {
  const form = { client_id: clientId, client_secret: clientSecret, audience };
  return fetch(`${url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
}

function publicPem() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return publicKey.export({ type: 'spki', format: 'pem' });
}
