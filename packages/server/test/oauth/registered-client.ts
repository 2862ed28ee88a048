import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import { issuer, type TestServer } from '../test-server.js';

/** A client with a grant for an API of its own, as far as its answer tells. */
export interface RegisteredClient {
  client_id: string;
  client_secret: string;
}

export const apiAudience = 'https://api.example.com/';

/** Registers an API once and a client that may read and write there. */
export async function registerClient(server: TestServer, body: object = {}): Promise<RegisteredClient> {
  const api = await server.call('POST', '/resource-servers', {
    identifier: apiAudience,
    scopes: [{ value: 'read' }, { value: 'write' }, { value: 'erase' }],
  });
  if (![201, 409].includes(api.statusCode)) throw new Error(api.body);
  const created = await server.call('POST', '/clients', { name: 'Robot', ...body });
  const client = created.json<RegisteredClient>();
  const grant = await server.call('POST', '/client-grants', {
    client_id: client.client_id,
    audience: apiAudience,
    scope: ['read', 'write'],
  });
  if (created.statusCode !== 201 || grant.statusCode !== 201) throw new Error(created.body + grant.body);
  return client;
}

const makePair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** Key pairs for a whole test file: two of RSA, and one of each other type. */
export const pairs = {
  one: makePair(),
  two: makePair(),
  ec: generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }),
  ed: generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }),
};

/** Uploads a public key; the credential is inert until it is enabled. */
export async function addKey(
  server: TestServer,
  clientId: string,
  {
    pem = pairs.one.publicKey,
    ...more
  }: { pem?: string; alg?: string; expires_at?: string; kid?: string } = {},
): Promise<string> {
  const answer = await server.call('POST', `/clients/${clientId}/credentials`, {
    credential_type: 'public_key',
    pem,
    ...more,
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<{ id: string }>().id;
}

/** Makes the client authenticate by private_key_jwt with these credentials. */
export async function enable(
  server: TestServer,
  clientId: string,
  ...credentialIds: string[]
): Promise<void> {
  const answer = await server.call('PATCH', `/clients/${clientId}`, {
    client_authentication_methods: { private_key_jwt: { credentials: credentialIds.map((id) => ({ id })) } },
    token_endpoint_auth_method: null,
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
}

/** A client that is ready to use private_key_jwt with the first pair. */
export async function registerKeyClient(
  server: TestServer,
  key: Parameters<typeof addKey>[2] = {},
): Promise<RegisteredClient & { credentialId: string }> {
  const client = await registerClient(server);
  const credentialId = await addKey(server, client.client_id, key);
  await enable(server, client.client_id, credentialId);
  return { ...client, credentialId };
}

/** An assertion as an SDK makes it; claims and header of the caller replace or (undefined) remove single members. */
export async function assertionFor(
  server: TestServer,
  clientId: string,
  {
    claims = {},
    header = {},
    privateKey = pairs.one.privateKey,
  }: { claims?: Record<string, unknown>; header?: Partial<JWTHeaderParameters>; privateKey?: string } = {},
): Promise<string> {
  const now = Math.floor(server.clock.now / 1000);
  const payload = {
    iss: clientId,
    sub: clientId,
    aud: issuer,
    jti: randomUUID(),
    iat: now,
    exp: now + 120,
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  return new SignJWT(kept as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', ...header })
    .sign(createPrivateKey(privateKey));
}

/** Asks for a token with an assertion. */
export function tokenByAssertion(server: TestServer, assertion: string, more: Record<string, string> = {}) {
  return server.token({
    grant_type: 'client_credentials',
    audience: apiAudience,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...more,
  });
}

/** Asks for a token with a secret in the body. */
export function tokenBySecret(
  server: TestServer,
  client: RegisteredClient,
  more: Record<string, string> = {},
) {
  return server.token({
    grant_type: 'client_credentials',
    audience: apiAudience,
    client_id: client.client_id,
    client_secret: client.client_secret,
    ...more,
  });
}
