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

/** Makes a client that may read clients, and authenticates with a secret or with a key named "First". */
export async function madeRobot(server: SpawnedServer, by: 'secret' | 'key'): Promise<Robot> {
  const { httpUrl: baseUrl, clientId, clientSecret, domain } = server;
  const { clients, clientGrants } = new ManagementClient({ baseUrl, clientId, clientSecret });
  const { data: robot } = await clients.create({
    name: 'Invoice robot',
    app_type: 'non_interactive',
    ...(by === 'key' && {
      client_authentication_methods: { private_key_jwt: { credentials: [firstKey()] } },
    }),
  });
  const audience = `https://${domain}/api/v2/`;
  await clientGrants.create({ client_id: robot.client_id, audience, scope: ['read:clients'] });
  return { ROBOT: robot.client_id, OLD: robot.client_secret ?? '' };
}

/** Gets a token with the secret. */
export async function useSecret(
  { httpUrl: baseUrl }: SpawnedServer,
  { ROBOT: clientId, OLD: clientSecret }: Robot,
): Promise<void> {
  await new ManagementClient({ baseUrl, clientId, clientSecret }).clients.getAll({ take: 1 });
}

function firstKey() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { credential_type: 'public_key' as const, name: 'First', alg: 'ES256' as const, pem };
}
