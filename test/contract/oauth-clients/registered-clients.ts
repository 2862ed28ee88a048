import { generateKeyPairSync } from 'node:crypto';
import { registryOf } from '../registry.js';
import type { SpawnedServer } from '../running-server.js';

/** The algorithms by which clients sign assertions, each for a client of its own. */
export const algorithms = ['RS256', 'RS384', 'PS256'] as const;

/** Whatever a client of the tests needs to know. */
export interface Setup {
  issuer: string;
  audience: string;
  rfc9068Audience: string;
  /** By method or algorithm. */
  clients: Record<string, { id: string; secret: string }>;
  /** PKCS #8, of all clients with a key. */
  privateKey: string;
}

/** A secret that has to be encoded wherever it goes. */
const oddSecret = 'a+b/c=d e:f%41-0123456789';

/** Registers one client for each method, and two APIs that all of them may read. */
export async function registerClients(server: SpawnedServer): Promise<Setup> {
  const create = await registryOf(server);
  const audience = 'https://api.example/';
  const rfc9068Audience = 'https://rfc9068.example/';
  const scopes = [{ value: 'read' }, { value: 'write' }];
  await create('resource-servers', { identifier: audience, scopes });
  await create('resource-servers', {
    identifier: rfc9068Audience,
    scopes,
    token_dialect: 'rfc9068_profile',
  });
  const register = async (name: string, body: object) => {
    const client = await create('clients', { name, grant_types: ['client_credentials'], ...body });
    for (const api of [audience, rfc9068Audience])
      await create('client-grants', { client_id: client.client_id, audience: api, scope: ['read'] });
    return { id: client.client_id, secret: client.client_secret ?? '' };
  };
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const clients: Setup['clients'] = {};
  for (const token_endpoint_auth_method of ['client_secret_basic', 'client_secret_post']) {
    const name = token_endpoint_auth_method;
    clients[name] = await register(name, { token_endpoint_auth_method, client_secret: oddSecret });
    clients[`${name} plain`] = await register(name, { token_endpoint_auth_method });
  }
  for (const alg of algorithms) {
    const credentials = [{ credential_type: 'public_key', pem: publicKey, alg }];
    clients[alg] = await register(alg, {
      client_authentication_methods: { private_key_jwt: { credentials } },
    });
  }
  return { issuer: `https://${server.domain}/`, audience, rfc9068Audience, clients, privateKey };
}
