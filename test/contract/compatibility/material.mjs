// What every SDK is given: where the server is, a key, and the bodies it sends.
import { generateKeyPairSync } from 'node:crypto';

export const { SDK, SERVER_DOMAIN, CLIENT_ID, CLIENT_SECRET } = process.env;
export const audience = `https://${SERVER_DOMAIN}/api/v2/`;

export const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

export const clientBody = {
  name: `Worker of ${SDK}`,
  app_type: 'non_interactive',
  grant_types: ['client_credentials'],
  client_metadata: { team: 'orders' },
};
export const publicKeyBody = { credential_type: 'public_key', name: 'First', pem: publicKey };
export const resourceServerBody = {
  name: `Orders of ${SDK}`,
  identifier: `https://orders.example.com/${SDK}/`,
  scopes: [{ value: 'read:orders', description: 'Read orders' }, { value: 'write:orders' }],
};
export const connectionBody = {
  name: `people-${SDK.replace(/\W/g, '')}`,
  strategy: 'auth0',
  options: { brute_force_protection: true },
};
export const past = '2001-01-01T00:00:00.000Z';
export const future = '2095-05-13T09:33:13.000Z';
