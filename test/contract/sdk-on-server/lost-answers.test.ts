// Changes whose answer is lost after the server made them: with a key they are made once, and end well.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { iterate, ManagementClient } from '@clientele/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SpawnedServer, spawnServer } from '../running-server.js';

/** What becomes of an answer on its way back. */
const LOSSES = {
  'reset before the answer': (client: Socket) => client.resetAndDestroy(),
  'closed before the answer': (client: Socket) => client.end(),
  'closed within the answer': (client: Socket, answer: Buffer) => client.end(answer.subarray(0, -20)),
  'silence instead of the answer': () => {},
} satisfies Record<string, (client: Socket, answer: Buffer) => void>;

let server: SpawnedServer;
let proxy: Server;
let origin = '';
/** What happens to the answers of the next changes, in turn; others pass. */
let losses: ((client: Socket, answer: Buffer) => void)[] = [];

/** Passes on what is said, connection by connection, but for the answers that are lost. */
function passOn(client: Socket): void {
  const upstream = connect(Number(new URL(server.httpUrl).port), '127.0.0.1');
  let lose: ((client: Socket, answer: Buffer) => void) | undefined;
  client.on('data', (request: Buffer) => {
    if (/^(POST|PATCH) \/api\/v2\//.test(request.toString())) lose = losses.shift();
    upstream.write(request);
  });
  upstream.on('data', (answer: Buffer) => {
    if (lose) lose(client, answer);
    else client.write(answer);
  });
  for (const [one, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

beforeAll(async () => {
  server = await spawnServer();
  proxy = createServer(passOn);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  proxy.close();
  await server.remove();
});

function throughProxy(): ManagementClient {
  const { clientId, clientSecret } = server;
  const [issuer, audience] = [`https://${server.domain}/`, `https://${server.domain}/api/v2/`];
  const retry = { network: true };
  return new ManagementClient({ baseUrl: origin, clientId, clientSecret, issuer, audience, retry });
}

/** A name that no other test uses, and how many clients have it. */
function newName() {
  const name = `Robot ${randomUUID()}`;
  const times = async () => {
    losses = [];
    let found = 0;
    for await (const client of iterate(throughProxy().clients)) if (client.name === name) found += 1;
    return found;
  };
  return { name, times };
}

const patient = { timeout: 1500 };

describe.each(Object.entries(LOSSES))('%s', (_, lose) => {
  test('a create with a key makes one client, and answers with it', async () => {
    const { name, times } = newName();
    const { clients } = throughProxy();
    losses = [lose];
    const { data, status } = await clients.create({ name }, { ...patient, idempotencyKey: randomUUID() });
    expect([data.name, status, losses]).toEqual([name, 201, []]);
    expect(data.client_secret).toMatch(/^[\w-]{64}$/);
    expect(await times()).toBe(1);
  });

  test('a create without a key is not repeated, and its error says so', async () => {
    const { name, times } = newName();
    losses = [lose, lose];
    const refused = throughProxy().clients.create({ name }, patient);
    await expect(refused).rejects.toMatchObject({ path: '/clients', attempts: 1 });
    expect(losses).toHaveLength(1);
    expect(await times()).toBe(1);
  });
});

test('answers that are lost twice still end with one client', async () => {
  const { name, times } = newName();
  losses = [LOSSES['reset before the answer'], LOSSES['closed within the answer']];
  const { data } = await throughProxy().clients.create(
    { name },
    { ...patient, idempotencyKey: randomUUID() },
  );
  expect([data.name, losses]).toEqual([name, []]);
  expect(await times()).toBe(1);
});

test('a secret is rotated once, and the answer that comes holds the one that works', async () => {
  const { clients } = throughProxy();
  const { data: made } = await clients.create({ name: 'Rotated', app_type: 'non_interactive' });
  losses = [LOSSES['reset before the answer']];
  const id = { client_id: made.client_id };
  const { data } = await clients.rotateClientSecret(id, { ...patient, idempotencyKey: randomUUID() });
  expect(data.client_secret).not.toBe(made.client_secret);
  const { data: kept } = await clients.get({ ...id, fields: 'client_secret' });
  expect(kept.client_secret).toBe(data.client_secret);
});

test('a credential is added once', async () => {
  const { clients } = throughProxy();
  const { data: made } = await clients.create({ name: 'With a key', app_type: 'non_interactive' });
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  losses = [LOSSES['closed before the answer']];
  const id = { client_id: made.client_id };
  const options = { ...patient, idempotencyKey: randomUUID() };
  const { data } = await clients.createCredential(id, { credential_type: 'public_key', pem }, options);
  const { data: all } = await clients.getCredentials(id);
  expect(all.map((credential) => credential.id)).toEqual([data.id]);
});

test('the same key with another body is a conflict', async () => {
  const { clients } = throughProxy();
  const idempotencyKey = randomUUID();
  await clients.create({ name: 'First' }, { idempotencyKey });
  const again = clients.create({ name: 'Second' }, { idempotencyKey });
  await expect(again).rejects.toMatchObject({ status: 409, errorCode: 'idempotency_conflict', attempts: 1 });
});
