import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { SpawnedServer } from '../contract/running-server.js';

/**
 * What examples may count on: each of these texts, as it stands in an example, is there when it runs. They stand for
 * what readers put in their place, so that examples need no environment. New ones are made for every example.
 */
export interface Surroundings {
  /** Where the server is. */
  'http://127.0.0.1:4600': string;
  'localhost:4643': string;
  /** A proxy that leads to any address. */
  'http://127.0.0.1:8080': string;
  /** An API with the scopes `read:invoices` and `write:invoices`; its id is RESOURCE_SERVER_ID. */
  'https://invoices.example/': string;
  /** An API that is not there yet. */
  'https://orders.example/': string;
  /** The caller, who may do everything. */
  "'CLIENT_ID'": string;
  "'CLIENT_SECRET'": string;
  "'ACCESS_TOKEN'": string;
  /** A client that authenticates with its secret and may read invoices only after it is granted that. */
  "'OTHER_CLIENT_ID'": string;
  /** A credential of that client, which no method of it names. */
  "'CREDENTIAL_ID'": string;
  /** A grant of that client, for an API of its own. */
  "'CLIENT_GRANT_ID'": string;
  "'RESOURCE_SERVER_ID'": string;
  /** A connection that is enabled for that client. */
  "'CONNECTION_ID'": string;
  /** A client that authenticates with the key below and may read clients. */
  "'ROBOT_CLIENT_ID'": string;
  "'PRIVATE_KEY_PEM'": string;
  "'PUBLIC_KEY_PEM'": string;
  /** A public key that no client has. */
  "'NEXT_PUBLIC_KEY_PEM'": string;
  /** A client that authenticates with this secret and may read clients. */
  "'SECRET_CLIENT_ID'": string;
  "'PRESENT_CLIENT_SECRET'": string;
}

/** Puts what is there in the place of what stands for it. */
export function placed(code: string, surroundings: Surroundings): string {
  return Object.entries(surroundings).reduce(
    (text, [placeholder, value]) => text.replaceAll(placeholder, () => value),
    code,
  );
}

const keyPair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const robotKey = keyPair();
const otherKey = keyPair();
const nextKey = keyPair();
const scopes = [{ value: 'read:invoices' }, { value: 'write:invoices' }];

/** Makes what an example may count on. */
export async function surroundingsAt(server: SpawnedServer, proxyUrl: string): Promise<Surroundings> {
  const token = await tokenOf(server);
  const create = (path: string, body: object) => created(`${server.httpUrl}/api/v2${path}`, { token, body });
  const unique = randomUUID();
  const invoices = `https://invoices-${unique}.example/`;
  const reports = `https://reports-${unique}.example/`;
  const other = (await create('/clients', { name: 'Report reader', app_type: 'non_interactive' })).client_id;
  const credentials = `/clients/${other}/credentials`;
  const pem = { credential_type: 'public_key', pem: otherKey.publicKey };
  const connection = { name: `c-${unique}`, strategy: 'auth0', enabled_clients: [other] };
  const api = await create('/resource-servers', { identifier: invoices, scopes });
  await create('/resource-servers', { identifier: reports, scopes });
  const grant = { client_id: other, audience: reports, scope: ['read:invoices'] };
  const withSecret = await reader(server, create, {});
  return {
    'http://127.0.0.1:4600': server.httpUrl,
    'localhost:4643': server.domain,
    'http://127.0.0.1:8080': proxyUrl,
    'https://invoices.example/': invoices,
    'https://orders.example/': `https://orders-${unique}.example/`,
    "'CLIENT_ID'": JSON.stringify(server.clientId),
    "'CLIENT_SECRET'": JSON.stringify(server.clientSecret),
    "'ACCESS_TOKEN'": JSON.stringify(token),
    "'OTHER_CLIENT_ID'": JSON.stringify(other),
    "'CREDENTIAL_ID'": JSON.stringify((await create(credentials, pem)).id),
    "'CLIENT_GRANT_ID'": JSON.stringify((await create('/client-grants', grant)).id),
    "'RESOURCE_SERVER_ID'": JSON.stringify(api.id),
    "'CONNECTION_ID'": JSON.stringify((await create('/connections', connection)).id),
    "'ROBOT_CLIENT_ID'": JSON.stringify((await reader(server, create, withKey)).client_id),
    "'PRIVATE_KEY_PEM'": JSON.stringify(robotKey.privateKey),
    "'PUBLIC_KEY_PEM'": JSON.stringify(robotKey.publicKey),
    "'NEXT_PUBLIC_KEY_PEM'": JSON.stringify(nextKey.publicKey),
    "'SECRET_CLIENT_ID'": JSON.stringify(withSecret.client_id),
    "'PRESENT_CLIENT_SECRET'": JSON.stringify(withSecret.client_secret),
  };
}

type Create = (path: string, body: object) => Promise<Record<string, string>>;

const withKey = {
  client_authentication_methods: {
    private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: robotKey.publicKey }] },
  },
};

/** A client that may read clients. */
async function reader(
  { domain }: SpawnedServer,
  create: Create,
  settings: object,
): Promise<Record<string, string>> {
  const client = await create('/clients', { name: 'Reader', app_type: 'non_interactive', ...settings });
  const audience = `https://${domain}/api/v2/`;
  await create('/client-grants', { client_id: client.client_id, audience, scope: ['read:clients'] });
  return client;
}

async function tokenOf({ httpUrl, domain, clientId, clientSecret }: SpawnedServer): Promise<string> {
  const answer = await fetch(`${httpUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `https://${domain}/api/v2/`,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function created(
  url: string,
  { token, body }: { token: string; body: object },
): Promise<Record<string, string>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${url} answers ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Record<string, string>;
}
