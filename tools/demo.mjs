// Plays the life of a client with the SDK against a fresh server in memory, and prints each step as it happened.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { AuthApiError, ManagementClient } from '@clientele/sdk';
import { startServer } from 'clientele';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const server = await startServer();
let number = 0;

/** Does one step and prints what came of it; a step that does not happen as told ends the demo. */
async function step(title, act) {
  number += 1;
  const outcome = await act();
  console.log(`${String(number).padStart(2)}. ${title}\n    ${outcome.said}`);
  return outcome.value;
}

/** A step that the server must refuse. */
function refused(title, act) {
  return step(title, async () => {
    try {
      await act();
    } catch (error) {
      if (error instanceof AuthApiError) return { said: `refused: ${error.statusCode} ${error.error}` };
      throw error;
    }
    throw new Error(`${title}: expected a refusal, but it was accepted`);
  });
}

try {
  const { url: baseUrl, bootstrap, audience, issuer } = server;
  console.log(`A fresh server in memory, issuer ${issuer}, listening on ${baseUrl}\n`);
  const { clients, clientGrants } = new ManagementClient({ baseUrl, ...bootstrap });

  const client = await step('Create a client', async () => {
    const { data, status } = await clients.create({ name: 'Invoice robot', app_type: 'non_interactive' });
    return {
      value: data,
      said: `${status}: ${data.client_id}, with a secret of ${data.client_secret.length} characters`,
    };
  });
  const id = { client_id: client.client_id };

  await step('Let it call the Management API, to read clients', async () => {
    const { data } = await clientGrants.create({ ...id, audience, scope: ['read:clients'] });
    return { said: `grant ${data.id} for ${data.audience}: ${data.scope.join(' ')}` };
  });

  const keys = await step('Make a key pair; the private half stays here', async () => {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    return { value: pair, said: 'RSA, 2048 bits' };
  });

  const credential = await step('Upload the public key as a credential', async () => {
    const { data, status } = await clients.createCredential(id, {
      credential_type: 'public_key',
      name: 'first key',
      pem: keys.publicKey,
    });
    return { value: data, said: `${status}: ${data.id}, kid ${data.kid}, ${data.alg}` };
  });

  /** The client as it would run elsewhere: it knows its id and private key, and gets tokens by itself. */
  const robot = () =>
    new ManagementClient({ baseUrl, clientId: client.client_id, clientAssertionSigningKey: keys.privateKey });

  await refused('Ask for a token with an assertion: the credential is not enabled yet', () =>
    robot().clients.getAll(),
  );

  await step('Enable the credential: the client now authenticates by private_key_jwt', async () => {
    const { data, status } = await clients.update(id, {
      client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential.id }] } },
      token_endpoint_auth_method: null,
    });
    const methods = Object.keys(data.client_authentication_methods);
    return { said: `${status}: methods ${methods}, client_secret ${data.client_secret ?? 'hidden'}` };
  });

  const token = await step('Ask again, and list the clients with the token', async () => {
    const used = {};
    const watch = {
      pre: async ({ init }) => {
        used.authorization = new Headers(init.headers).get('authorization');
      },
    };
    const api = new ManagementClient({
      baseUrl,
      clientId: client.client_id,
      clientAssertionSigningKey: keys.privateKey,
      middleware: [watch],
    });
    const { data } = await api.clients.getAll({ include_totals: true });
    return {
      value: used.authorization.replace('Bearer ', ''),
      said: `a token came; it lists ${data.total} clients`,
    };
  });

  await step('Verify the token with the published keys', async () => {
    const jwks = createRemoteJWKSet(new URL(`${baseUrl}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(token, jwks, { issuer, audience, algorithms: ['RS256'] });
    return { said: `valid: sub ${payload.sub}, scope ${payload.scope}, ${payload.exp - payload.iat} s` };
  });

  await step('Let the credential expire', async () => {
    const { data } = await clients.updateCredential(
      { ...id, credential_id: credential.id },
      { expires_at: new Date(Date.now() - 1000).toISOString() },
    );
    return { said: `expires_at ${data.expires_at}` };
  });

  await refused('Ask for a token once more', () => robot().clients.getAll());

  const other = await step('Create another client, one with a secret', async () => {
    const { data } = await clients.create({ name: `Old script ${randomUUID().slice(0, 8)}` });
    await clientGrants.create({ client_id: data.client_id, audience, scope: ['read:clients'] });
    return { value: data, said: data.client_id };
  });

  const rotated = await step('Rotate its secret', async () => {
    const { data, status } = await clients.rotateClientSecret({ client_id: other.client_id });
    return {
      value: data,
      said: `${status}: the secret ${data.client_secret === other.client_secret ? 'stayed' : 'is new'}`,
    };
  });

  const withSecret = (secret) =>
    new ManagementClient({ baseUrl, clientId: other.client_id, clientSecret: secret });
  await refused('Use the old secret', () => withSecret(other.client_secret).clients.getAll());
  await step('Use the new one', async () => {
    const { data } = await withSecret(rotated.client_secret).clients.getAll();
    return { said: `accepted: it sees ${data.length} clients` };
  });

  await step('Delete both clients', async () => {
    const answers = [await clients.delete(id), await clients.delete({ client_id: other.client_id })];
    const { data } = await clients.getAll({ include_totals: true });
    return {
      said: `${answers.map(({ status }) => status).join(', ')}; ${data.total} client is left: ${data.clients[0].name}`,
    };
  });
} finally {
  await server.close();
}
