import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { managementToken } from '../contract/management-token.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { type Browser, type Page, startBrowser, whyNoBrowser } from './chromium.js';

if (whyNoBrowser) console.log(`not run: the SDK in a browser: ${whyNoBrowser}`);

const sdk = readFileSync(fileURLToPath(new URL('../../packages/sdk/dist/esm/index.js', import.meta.url)));
const page =
  '<!doctype html><title>A page</title><script type="module">import * as sdk from "/sdk.js"; window.sdk = sdk;</script>';

/** An origin whose page has loaded the SDK. */
async function origin(): Promise<{ url: string; server: Server }> {
  const server = createServer(({ url }, response) => {
    const isSdk = url === '/sdk.js';
    response.setHeader('content-type', isSdk ? 'text/javascript' : 'text/html').end(isSdk ? sdk : page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe.skipIf(whyNoBrowser !== undefined)('the SDK in a page of another origin', () => {
  let named: { url: string; server: Server };
  let other: { url: string; server: Server };
  let server: SpawnedServer;
  let browser: Browser;
  let token: string;
  beforeAll(async () => {
    [named, other] = await Promise.all([origin(), origin()]);
    const env = { CLIENTELE_CORS_ORIGINS: `https://app.example.com,${named.url}` };
    [server, browser] = await Promise.all([spawnServer({ env }), startBrowser()]);
    token = await managementToken(server);
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
    for (const { server } of [named, other]) server.close();
  });

  /** Runs a script in the page, where `admin` is a client of the SDK. */
  const run = <T>(at: Page, script: string) =>
    at.evaluate<T>(`(async () => {
      const admin = new sdk.ManagementClient({
        baseUrl: ${JSON.stringify(server.httpUrl)},
        token: ${JSON.stringify(token)},
        retry: { enabled: false },
      });
      ${script}
    })()`);

  it('reads and changes the registry, where the origin is named', async () => {
    const at = await browser.open(`${named.url}/`);
    const seen = await run(
      at,
      `const { data: client, status } = await admin.clients.create({ name: 'From a page' });
      const id = { client_id: client.client_id };
      const { data: changed } = await admin.clients.update(id, { description: 'Changed by a page' });
      const { headers, rateLimit } = await admin.clients.get(id);
      const etag = headers.get('etag');
      const refused = await admin.clients
        .update(id, { description: 'Too late' }, ({ init }) => ({ headers: { ...init.headers, 'if-match': '"0"' } }))
        .catch((error) => [error.name, error.statusCode]);
      const { data: page } = await admin.clients.getAll({ include_totals: true });
      await admin.clients.delete(id);
      const missing = await admin.clients.get(id).catch((error) => [error.name, error.statusCode]);
      return { status, changed: changed.description, etag, rateLimit, refused, total: page.total, missing };`,
    );
    expect(seen).toEqual({
      status: 201,
      changed: 'Changed by a page',
      etag: expect.stringMatching(/^"/),
      rateLimit: { limit: 5000, remaining: expect.any(Number), reset: expect.any(Number) },
      refused: ['ManagementApiError', 412],
      total: expect.any(Number),
      missing: ['ManagementApiError', 404],
    });
  });

  it('gets no answer where the origin is not named', async () => {
    const at = await browser.open(`${other.url}/`);
    const asked = `return admin.clients.getAll().then(() => 'answered', (error) => error.name);`;
    expect(await run(at, asked)).toBe('FetchError');
  });

  it('gets no token, wherever the page is from', async () => {
    const at = await browser.open(`${named.url}/`);
    const request = JSON.stringify({
      baseUrl: server.httpUrl,
      clientId: server.clientId,
      clientSecret: server.clientSecret,
    });
    const asked = `return new sdk.ManagementClient(${request}).clients.getAll().then(() => 'answered', (error) => error.name);`;
    expect(await run(at, asked)).toBe('FetchError');
  });
});
