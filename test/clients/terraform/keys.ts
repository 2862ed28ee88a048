import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import { askForToken } from './management.js';
import type { Stage } from './stage.js';

/** The next key beside the old one, then alone. */
export async function rotateKey(stage: Stage): Promise<void> {
  const { workspace } = stage;
  const [old, young] = [newKey(), newKey()];
  workspace.add('keys.tf');
  workspace.set({ keys: { november: old.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  expect(await tokensFor(stage, [old, young])).toEqual([200, 401]);
  workspace.set({ keys: { november: old.pem, december: young.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  expect(await tokensFor(stage, [old, young])).toEqual([200, 200]);
  workspace.set({ keys: { december: young.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  expect(await tokensFor(stage, [old, young])).toEqual([401, 200]);
  expect(await namesOf(stage)).toEqual(['december']);
}

/** A key under a new name takes the place of the old one in one step. */
export async function rotateKeyBeforeDestroying(stage: Stage): Promise<void> {
  const { workspace } = stage;
  const [old, young] = [newKey(), newKey()];
  workspace.add('create_before_destroy_override.tf');
  workspace.set({ keys: { december: old.pem } });
  await workspace.apply();
  workspace.set({ keys: { january: young.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  expect(await tokensFor(stage, [old, young])).toEqual([401, 200]);
  expect(await namesOf(stage)).toEqual(['january']);
}

interface Key {
  pem: string;
  privateKey: KeyObject;
}

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(), privateKey };
}

/** The statuses of requests for a token by assertions of each of these keys. */
async function tokensFor({ workspace, server, name }: Stage, keys: Key[]): Promise<number[]> {
  const clientId = workspace.ids()['auth0_client.signer'] ?? '';
  const statuses: number[] = [];
  for (const { privateKey } of keys) {
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(server.issuer)
      .setIssuedAt()
      .setExpirationTime('1m')
      .setJti(randomUUID())
      .sign(privateKey);
    const { status } = await askForToken(server, {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      audience: `https://${name}.example.com/`,
    });
    statuses.push(status);
  }
  return statuses;
}

/** The names of all keys that the client has. */
async function namesOf({ workspace, management }: Stage): Promise<unknown[]> {
  const credentials = await management.get(`clients/${workspace.ids()['auth0_client.signer']}/credentials`);
  return (credentials as unknown as { name: string }[]).map((credential) => credential.name);
}
