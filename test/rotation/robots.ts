import { generateKeyPairSync } from 'node:crypto';
import { ManagementClient } from '@clientele/sdk';
import type { SpawnedServer } from '../contract/running-server.js';

/** The client whose credential a runbook replaces, as the page names it. */
export interface Robot {
  /** Its id. */
  ROBOT: string;
  /** Its secret, where it authenticates with one. */
  OLD: string;
}

const operatorScopes = [
  'read:clients',
  'update:clients',
  'read:client_keys',
  'update:client_keys',
  ...['read', 'create', 'update', 'delete'].map((verb) => `${verb}:client_credentials`),
];

/** Makes a client that may read clients, and authenticates with a secret or with a key named "First". */
export async function madeRobot(server: SpawnedServer, by: 'secret' | 'key'): Promise<Robot> {
  const { clients, clientGrants } = asAdministrator(server);
  const { data: robot } = await clients.create({
    name: 'Invoice robot',
    app_type: 'non_interactive',
    ...(by === 'key' && {
      client_authentication_methods: { private_key_jwt: { credentials: [firstKey()] } },
    }),
  });
  const audience = `https://${server.domain}/api/v2/`;
  await clientGrants.create({ client_id: robot.client_id, audience, scope: ['read:clients'] });
  return { ROBOT: robot.client_id, OLD: robot.client_secret ?? '' };
}

/** Makes a client that holds the scopes which the page names, and no other. */
export async function madeOperator(
  server: SpawnedServer,
): Promise<{ CLIENT_ID: string; CLIENT_SECRET: string }> {
  const { clients, clientGrants } = asAdministrator(server);
  const { data: operator } = await clients.create({ name: 'Operator', app_type: 'non_interactive' });
  const audience = `https://${server.domain}/api/v2/`;
  await clientGrants.create({ client_id: operator.client_id, audience, scope: operatorScopes });
  return { CLIENT_ID: operator.client_id, CLIENT_SECRET: operator.client_secret ?? '' };
}

/** Gets a token with the secret. */
export async function useSecret(
  { httpUrl: baseUrl }: SpawnedServer,
  { ROBOT: clientId, OLD: clientSecret }: Robot,
): Promise<void> {
  await new ManagementClient({ baseUrl, clientId, clientSecret }).clients.getAll({ take: 1 });
}

function asAdministrator({ httpUrl: baseUrl, clientId, clientSecret }: SpawnedServer): ManagementClient {
  return new ManagementClient({ baseUrl, clientId, clientSecret });
}

function firstKey() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { credential_type: 'public_key' as const, name: 'First', alg: 'ES256' as const, pem };
}
