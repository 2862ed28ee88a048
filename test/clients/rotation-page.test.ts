import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askForToken } from '../contract/management.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { settings, terraformConfiguration } from '../rotation/page.js';
import { whyNotHere } from './installed.js';
import { type Built, built, newest } from './terraform/built.js';
import { Workspace } from './terraform/workspace.js';
import { NotAvailableError } from './tool.js';

let server: SpawnedServer;
beforeAll(async () => {
  server = await spawnServer({ env: settings() });
});
afterAll(() => server.remove());

/** OpenTofu with Auth0's provider, or why it cannot be had. */
async function terraform(): Promise<Built | string> {
  const whyNot = whyNotHere(['go']);
  if (whyNot !== undefined) return whyNot;
  return built(newest).catch((error: unknown) => {
    if (error instanceof NotAvailableError) return error.message;
    throw error;
  });
}

it('Terraform rotates without an outage and goes back, as docs/rotation.md says', {
  timeout: 1_200_000,
}, async ({ skip }) => {
  const ready = await terraform();
  if (typeof ready === 'string') {
    console.log(`not run: Terraform of docs/rotation.md, since ${ready}`);
    return skip(ready);
  }
  const issuer = `https://${server.domain}/`;
  const workspace = new Workspace(ready, newest, { ...server, issuer, secrets: 'readable', servers: 1 });
  workspace.write('robot.tf', terraformConfiguration());
  const [first, second] = [1, 2].map(() => randomBytes(32).toString('base64url'));
  await workspace.begin([], { robot_secret: first });
  await workspace.apply();
  const client_id = workspace.ids()['auth0_client.robot'];
  // 403: it is the client, which was granted nothing.
  const seen = async () => {
    const asked = [first, second].map((client_secret) =>
      askForToken(server, { client_id, client_secret, audience: `${issuer}api/v2/` }),
    );
    return (await Promise.all(asked)).map(({ status }) => status);
  };
  expect(await seen()).toEqual([403, 401]);
  for (const robot_secret of [second, first]) {
    workspace.set({ robot_secret });
    await workspace.apply();
    expect(await seen()).toEqual([403, 403]);
    expect(await workspace.plan()).toEqual({});
  }
  workspace.remove();
});
