// Counts our own files that one request runs through, by V8's coverage, and lists them: how far a reader has to walk.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { openRegistry } from './registry.mjs';

const root = fileURLToPath(new URL('../packages', import.meta.url));
const scopes = [
  ...['read:clients', 'create:clients', 'update:clients', 'update:client_credentials'],
  ...[
    'create:client_credentials',
    'create:client_grants',
    'create:resource_servers',
    'read:client_credentials',
  ],
];
const registry = await openRegistry(3, scopes);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const call = async (method, url, payload) => {
  const answer = await registry.inject({ method, url: `/api/v2${url}`, payload });
  if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.body}`);
  return answer.json();
};

const audience = 'urn:files';
await call('POST', '/resource-servers', { identifier: audience });
const pem = publicKey.export({ type: 'spki', format: 'pem' });
const methods = { private_key_jwt: { credentials: [{ credential_type: 'public_key', pem, alg: 'RS256' }] } };
const { client_id } = await call('POST', '/clients', {
  name: 'Robot',
  app_type: 'non_interactive',
  client_authentication_methods: methods,
});
await call('POST', '/client-grants', { client_id, audience, scope: [] });

const requests = {
  'PATCH /clients/{id}': async () => ({
    method: 'PATCH',
    url: `/api/v2/clients/${client_id}`,
    payload: { description: randomUUID() },
  }),
  'token by assertion': async () => ({
    method: 'POST',
    url: '/oauth/token',
    anonymous: true,
    payload: {
      grant_type: 'client_credentials',
      audience,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await new SignJWT({ jti: randomUUID(), iss: client_id, sub: client_id })
        .setProtectedHeader({ alg: 'RS256' })
        .setAudience(registry.issuer)
        .setExpirationTime('1 minute')
        .sign(privateKey),
    },
  }),
};

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
for (const [name, request] of Object.entries(requests)) {
  const send = async () => {
    const answer = await registry.inject(await request());
    if (answer.statusCode !== 200) throw new Error(`${name}: ${answer.body}`);
  };
  // What is only done the first time is not counted.
  for (let n = 0; n < 3; n += 1) await send();
  const next = await request();
  // What the requests before have left in queues is written by then.
  await setTimeout(500);
  await session.post('Profiler.takePreciseCoverage');
  await registry.inject(next);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const files = result.filter(isOurs).map(({ url }) => relative(root, fileURLToPath(url)));
  console.log(`${name}: ${files.length} files`);
  for (const file of files.sort()) console.log(`  ${file.replace('/dist/', '/').replace(/\.js$/, '')}`);
}
await registry.close();

function isOurs({ url, functions }) {
  return (
    url.includes('/dist/') &&
    url.includes('/packages/') &&
    functions.some(({ ranges }) => ranges[0].count > 0)
  );
}
