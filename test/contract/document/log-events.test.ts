import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../../packages/server/test/test-server.js';

/** The schemas of log events that the original publishes are not part of this repository. */
const file = fileURLToPath(new URL('../../../../shared/reference/log-events-oas.json', import.meta.url));
const isAtHand = existsSync(file);
if (!isAtHand) console.log('not run: log events beside their published schemas, for want of these');

describe.runIf(isAtHand)('log events beside their published schemas', () => {
  let server: TestServer;
  let schemas: Record<string, TSchema>;
  beforeAll(async () => {
    schemas = JSON.parse(readFileSync(file, 'utf8')) as Record<string, TSchema>;
    server = await testServer({ limits: { rateLimit: 30, failedAuthenticationLimit: 3 } });
    await cause();
  });
  afterAll(() => server.close());

  async function cause(): Promise<void> {
    const client = (await server.call('POST', '/clients', { name: 'App' })).json();
    await server.call('PATCH', `/clients/${client.client_id}`, { callbacks: ['nonsense'] });
    await server.call('POST', '/resource-servers', { identifier: 'urn:api', scopes: [{ value: 'a' }] });
    const { client_id, client_secret } = client;
    await server.call('POST', '/client-grants', { client_id, audience: 'urn:api', scope: ['a'] });
    const request = { grant_type: 'client_credentials', client_id, audience: 'urn:api' };
    await server.token({ ...request, client_secret });
    for (let failure = 0; failure < 10; failure += 1)
      await server.token({ ...request, client_secret: `wrong ${failure}` });
    await server.tenant.keys.rotate({});
    for (let one = 0; one < 40; one += 1) await server.call('GET', '/clients');
  }

  /** The log is written a moment after the answers; the clock goes on, since the rate limit does not count here. */
  async function logged(type: string): Promise<object[]> {
    server.clock.now += 2000;
    return (await server.call('GET', `/logs?per_page=100&q=type:${type}`)).json<object[]>();
  }

  it.each(['sapi', 'seccft', 'feccft', 'limit_wc', 'api_limit'])('%s is as published', async (type) => {
    await expect.poll(() => logged(type)).not.toEqual([]);
    const check = Compile(schemas[type] ?? {});
    for (const event of await logged(type))
      expect(
        [...check.Errors(event)].map(({ instancePath, message }) => `${instancePath} ${message}`),
      ).toEqual([]);
  });
});
