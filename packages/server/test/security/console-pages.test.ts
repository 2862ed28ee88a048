import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOf, signedIn } from '../console/browser.js';
import { type TestServer, testServer } from '../test-server.js';

let server: TestServer;
/** Browsers reach it over https, by a proxy. */
const behindProxy = { trustedProxy: ['127.0.0.1'] };
beforeAll(async () => {
  server = await testServer(behindProxy);
});
afterAll(() => server.close());

describe('a page of the console', () => {
  it.each(['/console', '/console/', '/console/clients/abc', '/console/sign-in?error=x', '/console/<script>'])(
    '105: %s runs nothing but its own, and nobody frames it',
    async (url) => {
      const pages = [await browserOf(server).ask('GET', url), await browserOf(server).ask('GET', url)];
      const nonces = pages.map(({ headers, body }) => {
        const policy = String(headers['content-security-policy']);
        expect(policy).toMatch(
          /^default-src 'none'; script-src 'self' 'nonce-([\w+/=]+)'; style-src 'self' 'nonce-\1'; /,
        );
        expect(policy).toContain("frame-ancestors 'none'");
        expect(policy).toContain("base-uri 'none'");
        expect(policy).not.toMatch(/unsafe|\*|http:/);
        expect(headers).toMatchObject({
          'cache-control': 'no-store',
          'x-frame-options': 'DENY',
          'x-content-type-options': 'nosniff',
          'referrer-policy': 'no-referrer',
          'cross-origin-opener-policy': 'same-origin',
        });
        expect(body).not.toContain('{nonce}');
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
        for (const [script] of body.matchAll(/<(?:script|style)\b[^>]*>/g))
          expect(script).toContain(`nonce="${nonce}"`);
        return nonce;
      });
      expect(nonces[0]).not.toBe(nonces[1]);
    },
  );

  it('105: looks at no cookie', async () => {
    const browser = await signedIn(server);
    const [known, unknown] = [
      await browser.ask('GET', '/console/'),
      await browserOf(server).ask('GET', '/console/'),
    ];
    const withoutNonce = (text: string) => text.replaceAll(/nonce="[^"]+"/g, '');
    expect(withoutNonce(known.body)).toBe(withoutNonce(unknown.body));
    expect(known.headers['set-cookie']).toBeUndefined();
  });
});
