import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { askForToken } from './management.js';
import type { Stage } from './stage.js';

/** A secret that is never in the state; a new version of it replaces the old one. */
export async function rotateWriteOnlySecret(stage: Stage): Promise<void> {
  const { workspace } = stage;
  const [first = '', second = ''] = [newSecret(), newSecret()];
  const clientId = workspace.ids()['auth0_client.worker'];
  workspace.add('secret_wo_override.tf');
  workspace.set({ secret: first, secret_version: 1 });
  await workspace.apply();
  expect(await tokensFor(stage, clientId, [first, second])).toEqual([200, 401]);
  workspace.set({ secret: second, secret_version: 2 });
  expect(await workspace.plan()).toEqual({ 'auth0_client_credentials.worker': 'update' });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  expect(await tokensFor(stage, clientId, [first, second])).toEqual([401, 200]);
  expect(workspace.state()).not.toContain(second);
}

/** A secret that the provider reads back: where secrets are shown once it cannot, and sets it again each time. */
export async function keepSecret(stage: Stage): Promise<void> {
  const { workspace, server } = stage;
  const [first = '', second = ''] = [newSecret(), newSecret()];
  const eachTime = server.secrets === 'once' ? { 'auth0_client_credentials.clerk': 'update' } : {};
  workspace.add('secret.tf');
  workspace.set({ clerk_secret: first });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(eachTime);
  workspace.set({ clerk_secret: second });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(eachTime);
  const clientId = workspace.ids()['auth0_client.clerk'];
  expect(await tokensFor(stage, clientId, [first, second])).toEqual([401, 200]);
  workspace.take('secret.tf');
  await workspace.apply();
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The statuses of requests for a token by each of these secrets. */
async function tokensFor(stage: Stage, clientId: string | undefined, secrets: string[]): Promise<number[]> {
  const audience = `https://${stage.name}.example.com/`;
  const statuses: number[] = [];
  for (const client_secret of secrets)
    statuses.push((await askForToken(stage.server, { client_id: clientId, client_secret, audience })).status);
  return statuses;
}
