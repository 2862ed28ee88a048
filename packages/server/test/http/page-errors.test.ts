import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ metricsAccess: 'loopback' });
});
afterAll(() => server.close());

const pages = ['/docs', '/docs/reference.css', '/docs/sdk', '/docs/sdk/', '/openapi.json', '/metrics'];

const asText = (answer: Awaited<ReturnType<TestServer['inject']>>) => [
  answer.headers['content-type'],
  answer.body,
];

describe.each(pages)('%s answers errors as text for people:', (url) => {
  it('a method that it does not know', async () => {
    const answer = await server.inject({ method: 'DELETE', url });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(asText(answer)).toEqual([
      'text/plain; charset=utf-8',
      '405 Method Not Allowed\n\nThis path does not know this method; the Allow header lists those it knows.\n',
    ]);
  });

  it('a host that is not known, whatever is accepted', async () => {
    for (const accept of ['text/html', 'application/json']) {
      const answer = await server.inject({ url, headers: { host: 'evil.example', accept } });
      expect(answer.statusCode).toBe(421);
      expect(asText(answer)).toEqual([
        'text/plain; charset=utf-8',
        '421 Misdirected Request\n\nNo tenant is served under this Host. Served here: id.example.com; CLIENTELE_HOSTNAMES adds others.\n',
      ]);
    }
  });
});

it('a page that is not there is an unknown path like any other', async () => {
  const answer = await server.inject({ url: '/docs/nothing' });
  expect(answer.json()).toEqual({ statusCode: 404, error: 'Not Found', message: 'Not Found' });
});
