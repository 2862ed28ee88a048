import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type AnyManagementClientOptions, ManagementClient } from '../src/index.js';
import { recordingServer, rejection } from './recording-server.js';

const SECRET = 'very-secret';
const PEM = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----`;
const server = { domain: 'tenant.example' };

const OPTIONS: [string, AnyManagementClientOptions, string][] = [
  ['token', { ...server, token: SECRET }, SECRET],
  ['clientSecret', { ...server, clientId: 'c1', clientSecret: SECRET }, SECRET],
  ['clientAssertionSigningKey', { ...server, clientId: 'c1', clientAssertionSigningKey: PEM }, 'AAAA'],
];

describe.each(OPTIONS)('the option %s', (_, options, secret) => {
  test('is not shown when a client or a manager is', () => {
    const client = new ManagementClient(options);
    for (const shown of [client, client.clients, client.connections])
      for (const text of [inspect(shown, { depth: Infinity, showHidden: true }), JSON.stringify(shown)])
        expect(text).not.toContain(secret);
  });
});

test.each(['line\nbreak', 'unicode ☃'])(
  'a token that fits in no header is not shown in the error: %j',
  async (end) => {
    const { origin, requests } = await recordingServer();
    const { clients } = new ManagementClient({ baseUrl: origin, token: () => `${SECRET}${end}` });
    const error = await rejection(clients.getAll());
    expect(`${error} ${inspect(error, { depth: Infinity })}`).not.toContain(SECRET);
    expect(requests).toEqual([]);
  },
);
