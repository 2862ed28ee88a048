import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sdkDocs } from '../../src/description/sdk-docs.js';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.close());

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });
const notFound = '404 Not Found\n\nPage not found; the documentation of the SDK starts at /docs/sdk/.\n';

describe('the documentation of the SDK', () => {
  it('begins at /docs/sdk/, and /docs/sdk leads there', async () => {
    const short = await get('/docs/sdk');
    expect([short.statusCode, short.headers.location]).toEqual([308, '/docs/sdk/']);
    const index = await get('/docs/sdk/');
    expect([index.statusCode, index.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(index.body).toContain('@clientele/sdk');
    expect((await get('/docs')).body).toContain('href="/docs/sdk/"');
  });

  it('has a page for each class, which takes all that it loads from this server', async () => {
    const page = await get('/docs/sdk/classes/ClientsManager.html');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('id="rotateclientsecret"');
    const loaded = [...page.body.matchAll(/<(?:script|link|img)[^>]* (?:src|href)="([^"]*)"/g)];
    expect(loaded.length).toBeGreaterThan(5);
    for (const [, place = ''] of loaded) {
      const url = new URL(place, 'https://id.example.com/docs/sdk/classes/ClientsManager.html');
      expect([place, (await get(url.pathname)).statusCode]).toEqual([place, 200]);
      expect(url.host).toBe('id.example.com');
    }
    expect(page.body).not.toMatch(/<script>|<style|style="|onclick/);
  });

  it.each([
    ['assets/style.css', /^text\/css/],
    ['assets/main.js', /^(text|application)\/javascript/],
    ['assets/icons.svg', /^image\/svg\+xml/],
    ['classes/ClientsManager.html', /^text\/html/],
  ])('sends %s as what it is, under the same policy as the reference', async (path, type) => {
    const answer = await get(`/docs/sdk/${path}`);
    expect(answer.headers['content-type']).toMatch(type);
    const reference = (await get('/docs')).headers;
    for (const name of [
      'content-security-policy',
      'referrer-policy',
      'x-content-type-options',
      'cache-control',
    ])
      expect([name, answer.headers[name]]).toEqual([name, reference[name]]);
    expect(answer.headers['content-security-policy']).not.toMatch(/unsafe|http|\*/);
  });

  it('is sent again only when it has changed', async () => {
    const { etag } = (await get('/docs/sdk/')).headers;
    expect((await get('/docs/sdk/', { 'if-none-match': String(etag) })).statusCode).toBe(304);
    const refused = await get('/docs/sdk/', { 'if-match': '"another"' });
    expect([refused.statusCode, refused.body]).toEqual([
      412,
      expect.stringMatching(/^412 Precondition Failed\n\n\w+/),
    ]);
  });

  it.each(['', 'assets/style.css', 'assets/main.js', 'assets/icons.svg', 'classes/ClientsManager.html'])(
    'compresses %j for whoever takes that, with a validator of its own',
    async (path) => {
      const url = `/docs/sdk/${path}`;
      const plain = await get(url);
      const tags = new Set([plain.headers.etag]);
      for (const [coding, decoded] of [
        ['br', brotliDecompressSync],
        ['gzip', gunzipSync],
      ] as const) {
        const { headers, rawPayload } = await get(url, { 'accept-encoding': coding });
        expect(headers).toMatchObject({
          'content-encoding': coding,
          'content-type': plain.headers['content-type'],
          vary: 'accept-encoding',
        });
        expect(rawPayload.length).toBeLessThan(plain.rawPayload.length);
        expect(decoded(rawPayload).equals(plain.rawPayload)).toBe(true);
        tags.add(headers.etag);
        const again = await get(url, { 'accept-encoding': coding, 'if-none-match': String(headers.etag) });
        expect([again.statusCode, again.body]).toEqual([304, '']);
      }
      expect(tags.size).toBe(3);
      expect(plain.headers.vary).toBe('accept-encoding');
    },
  );

  it('sends what is small as it is', async () => {
    const { headers } = await get('/docs/sdk/assets/theme.js', { 'accept-encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers['content-length']).toMatch(/^\d{1,5}$/);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)('does not know %s', async (method) => {
    for (const url of ['/docs/sdk', '/docs/sdk/', '/docs/sdk/assets/main.js']) {
      const answer = await server.inject({ method, url });
      expect([url, answer.statusCode]).toEqual([url, 405]);
      expect(String(answer.headers.allow).split(', ').sort()).toEqual(['GET', 'HEAD']);
      expect(answer.body).toMatch(/^405 Method Not Allowed\n\nThis path does not know this method; /);
    }
  });

  it('answers HEAD without a body', async () => {
    const answer = await server.inject({ method: 'HEAD', url: '/docs/sdk/' });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });

  it.each([
    ['that is missing', 'classes/Nothing.html'],
    ['that is a folder', 'classes'],
    ['that is a folder, with a slash', 'classes/'],
    ['that is hidden', '.hidden'],
    ['below a page', 'index.html/'],
    ['that is the compressed form of another', 'index.html.br'],
    ['that is another compressed form', 'assets/main.js.gz'],
    ['with a zero byte', '%00'],
    ['with a very long name', 'a'.repeat(3000)],
    ['that is an asterisk', '*'],
  ])('has no page %s', async (_name, path) => {
    const answer = await get(`/docs/sdk/${path}`);
    expect([answer.statusCode, answer.body]).toEqual([404, notFound]);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it.each([
    ['that is no UTF-8', '%ff'],
    ['with a lone percent sign', '%'],
  ])('has no page %s: the path is refused before any route', async (_name, path) => {
    const answer = await get(`/docs/sdk/${path}`);
    expect([answer.statusCode, answer.json().errorCode]).toEqual([400, 'invalid_uri']);
  });

  it.each([
    '../package.json',
    '..%2fpackage.json',
    '%2e%2e/package.json',
    '%2e%2e%2fpackage.json',
    '..%5cpackage.json',
    'classes/../../package.json',
    '%252e%252e/package.json',
    '//etc/passwd',
    '%2fetc%2fpasswd',
  ])('lets nobody out of its folder: %s', async (path) => {
    const [status, body] = await asWritten(`/docs/sdk/${path}`);
    expect(status).toBe(404);
    expect(body).toBe(notFound);
  });
});

describe('where the documentation has not been made', () => {
  it('says how to make it, and all else is served', async () => {
    const app = Fastify();
    await app.register(sdkDocs, { folder: '/nowhere/at/all' });
    const answer = await app.inject('/docs/sdk/');
    expect([answer.statusCode, answer.body]).toEqual([
      404,
      '404 Not Found\n\nThe documentation of the SDK is not part of this installation; `npm run setup` makes it.\n',
    ]);
    expect((await app.inject({ method: 'POST', url: '/docs/sdk/' })).statusCode).toBe(405);
    await app.close();
  });
});

/** Sends a path over a socket, where nothing tidies it up on the way. */
async function asWritten(path: string): Promise<[status: number | undefined, body: string]> {
  if (!server.app.server.listening) await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path, headers: { host: 'id.example.com' } });
    request.on('error', reject);
    request.on('response', async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve([response.statusCode, body]);
    });
    request.end();
  });
}
