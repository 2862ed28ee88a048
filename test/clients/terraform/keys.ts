import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect } from 'vitest';
import type { Json } from '../../contract/management.js';
import type { Stage } from './stage.js';
import { expectTokens } from './tokens.js';

/** The next key beside the old one, then alone. */
export async function rotateKey(stage: Stage): Promise<void> {
  const { workspace } = stage;
  const [old, young] = [newKey(), newKey()];
  workspace.add('life/keys.tf');
  workspace.set({ keys: { november: old.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  await expectTokens(stage, () => assertionsBy(stage, [old, young]), [200, 401]);
  workspace.set({ keys: { november: old.pem, december: young.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  await expectTokens(stage, () => assertionsBy(stage, [old, young]), [200, 200]);
  workspace.set({ keys: { december: young.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  await expectTokens(stage, () => assertionsBy(stage, [old, young]), [401, 200]);
  expect(await namesOf(stage)).toEqual(['december']);
}

/** A key under a new name takes the place of the old one in one step. */
export async function rotateKeyBeforeDestroying(stage: Stage): Promise<void> {
  const { workspace } = stage;
  const [old, young] = [newKey(), newKey()];
  workspace.add('life/create_before_destroy_override.tf');
  workspace.set({ keys: { december: old.pem } });
  await workspace.apply();
  workspace.set({ keys: { january: young.pem } });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  await expectTokens(stage, () => assertionsBy(stage, [old, young]), [401, 200]);
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

/** Requests by an assertion, one with each of these keys. */
async function assertionsBy({ workspace, server }: Stage, keys: Key[]): Promise<Json[]> {
  const clientId = workspace.ids()['auth0_client.signer'] ?? '';
  const assertions = keys.map(({ privateKey }) =>
    new SignJWT()
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(server.issuer)
      .setIssuedAt()
      .setExpirationTime('1m')
      .setJti(randomUUID())
      .sign(privateKey),
  );
  return (await Promise.all(assertions)).map((assertion) => ({
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }));
}

/** The names of all keys that the client has. */
async function namesOf({ workspace, management }: Stage): Promise<unknown[]> {
  const path = `clients/${workspace.ids()['auth0_client.signer']}/credentials`;
  return (await management.get<{ name: string }[]>(path)).map((credential) => credential.name);
}
