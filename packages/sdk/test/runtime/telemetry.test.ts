import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ManagementClient } from '../../src/index.js';
import { recordingServer } from '../recording-server.js';

async function sent(options: { telemetry?: boolean; clientInfo?: { name: string; [key: string]: unknown } }) {
  const { origin, requests } = await recordingServer();
  await new ManagementClient({ baseUrl: origin, token: 'TOKEN', ...options }).clients.getAll();
  const header = requests[0]?.headers['auth0-client'];
  return typeof header === 'string'
    ? { header, info: JSON.parse(Buffer.from(header, 'base64url').toString()) }
    : undefined;
}

test('says which SDK calls, and on what', async () => {
  const telemetry = await sent({});
  expect(telemetry?.info).toEqual({
    name: 'clientele-sdk',
    version: manifest.version,
    env: { node: process.versions.node },
  });
  expect(telemetry?.header).toMatch(/^[\w-]+$/);
});

test('says what the caller wants instead', async () => {
  expect((await sent({ clientInfo: { name: 'tool ÿ>?', more: [1] } }))?.info).toEqual({
    name: 'tool ÿ>?',
    more: [1],
  });
});

test.each([{ telemetry: false }, { clientInfo: { name: '' } }])('is left out with %j', async (options) => {
  expect(await sent(options)).toBe(undefined);
});
