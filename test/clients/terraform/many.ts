import { webcrypto } from 'node:crypto';
import { expect } from 'vitest';
import { selfSignedCertificate } from '../../../packages/server/src/crypto/certificate.js';
import type { Stage } from './stage.js';
import { Workspace } from './workspace.js';

/** All that the provider's schema has and Clientele keeps, at once. */
export async function applyManyProperties(stage: Stage): Promise<void> {
  const { many, management } = stage;
  many.write('certificate.pem', await certificate());
  await many.begin(layersOf('many', stage), { name: `${stage.name}-many`, changed: false });
  await many.apply();
  expect(await many.plan()).toEqual({});
  expect(await management.get(`clients/${many.ids()['auth0_client.web']}`)).toMatchObject({
    callbacks: ['https://first.example.com/callback'],
    client_metadata: { first: '1', both: 'a' },
    jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 300, scopes: { stage: 'first' } },
    refresh_token: { rotation_type: 'rotating', leeway: 15, token_lifetime: 84600 },
  });
}

/** What several properties want; nobody keeps its key. */
async function certificate(): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
  const keys = await webcrypto.subtle.generateKey({ ...algorithm, ...size }, false, ['sign', 'verify']);
  return selfSignedCertificate({ keys, algorithm }, { host: 'first.example.com', now: new Date() });
}

/** Each property gets another value. */
export async function changeManyProperties({ many, management }: Stage): Promise<void> {
  many.set({ changed: true });
  await many.apply();
  expect(await many.plan()).toEqual({});
  expect(await management.get(`clients/${many.ids()['auth0_client.web']}`)).toMatchObject({
    callbacks: ['https://second.example.com/callback'],
    client_metadata: { second: '2', both: 'b' },
    jwt_configuration: { alg: 'PS256', lifetime_in_seconds: 600, scopes: { stage: 'second' } },
    refresh_token: { rotation_type: 'non-rotating', leeway: 0, token_lifetime: 2000 },
  });
}

/** The settings of the tenant, which are put back afterwards. */
export async function changeManySettings(stage: Stage): Promise<void> {
  const { built, version, server, management, tenant } = stage;
  const workspace = new Workspace(built, version, server);
  await workspace.begin(layersOf('tenant', stage), { changed: false });
  for (const changed of [false, true]) {
    workspace.set({ changed });
    await workspace.apply();
    expect(await workspace.plan()).toEqual({});
    const name = changed ? 'second' : 'first';
    expect(await management.get('tenants/settings')).toMatchObject({
      friendly_name: name,
      support_url: `https://${name}.example.com/support`,
      flags: { use_scope_descriptions_for_consent: !changed },
    });
  }
  workspace.remove();
  await management.patch('tenants/settings', { default_token_quota: null, ...tenant });
}

/** The folders of a configuration whose properties this version of the provider has. */
function layersOf(configuration: string, { since }: Stage): string[] {
  return since.map((version) => `${configuration}/since-${version}`);
}
