import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Stage } from './stage.js';
import { expectTokens } from './tokens.js';

/** A secret that is never in the state; a new version of it replaces the old one. */
export async function rotateWriteOnlySecret(stage: Stage): Promise<void> {
  const { workspace } = stage;
  const first = newSecret();
  const second = newSecret();
  const asking = askingWith(workspace.ids()['auth0_client.worker'], [first, second]);
  workspace.add('life/secret_wo_override.tf');
  workspace.set({ secret: first, secret_version: 1 });
  await workspace.apply();
  await expectTokens(stage, asking, [200, 401]);
  workspace.set({ secret: second, secret_version: 2 });
  expect(await workspace.plan()).toEqual({ 'auth0_client_credentials.worker': 'update' });
  await workspace.apply();
  expect(await workspace.plan()).toEqual({});
  await expectTokens(stage, asking, [401, 200]);
  expect(workspace.state()).not.toContain(second);
}

/** A secret that the provider reads back: where secrets are shown once it cannot, and sets it again each time. */
export async function keepSecret(stage: Stage): Promise<void> {
  const { workspace, server, management } = stage;
  const first = newSecret();
  const second = newSecret();
  const eachTime = server.secrets === 'once' ? { 'auth0_client_credentials.clerk': 'update' } : {};
  workspace.add('life/secret.tf');
  workspace.set({ clerk_secret: first });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(eachTime);
  workspace.set({ clerk_secret: second });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(eachTime);
  const clerk = workspace.ids()['auth0_client.clerk'] ?? '';
  await expectTokens(stage, askingWith(clerk, [first, second]), [401, 200]);
  // With an overlap the previous one goes on working, and Terraform sees no drift.
  const third = newSecret();
  await management.patch(`clients/${clerk}`, { secret_rotation: { overlap: 3600 } });
  workspace.set({ clerk_secret: third });
  await workspace.apply();
  expect(await workspace.plan()).toEqual(eachTime);
  await expectTokens(stage, askingWith(clerk, [second, third]), [200, 200]);
  workspace.take('life/secret.tf');
  await workspace.apply();
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Requests of a client, one with each of these secrets. */
function askingWith(clientId: string | undefined, secrets: string[]) {
  return async () => secrets.map((client_secret) => ({ client_id: clientId, client_secret }));
}
