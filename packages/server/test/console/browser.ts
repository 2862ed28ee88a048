import type { LightMyRequestResponse } from 'fastify';
import type { TestServer } from '../test-server.js';

/** Where the pages of a test server are, as browsers name it. */
export const ownOrigin = 'https://id.example.com';

/** A browser as the server sees it: it keeps the cookie, and its pages know the CSRF token. */
export interface Browser {
  cookie: string;
  csrf: string;
  /** Asks as the pages do; `headers` replace what they send. */
  ask(
    method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS',
    url: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ): Promise<LightMyRequestResponse>;
  signIn(body: unknown, headers?: Record<string, string | undefined>): Promise<LightMyRequestResponse>;
}

export function browserOf(server: Pick<TestServer, 'inject'>): Browser {
  const browser: Browser = {
    cookie: '',
    csrf: '',
    async ask(method, url, body, headers = {}) {
      const all = {
        origin: ownOrigin,
        'sec-fetch-site': 'same-origin',
        'x-forwarded-proto': 'https',
        ...(browser.cookie !== '' && { cookie: browser.cookie }),
        ...(browser.csrf !== '' && { 'x-csrf-token': browser.csrf }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      };
      const answer = await server.inject({
        method,
        url,
        headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      browser.cookie = kept(browser.cookie, [answer.headers['set-cookie'] ?? []].flat());
      return answer;
    },
    async signIn(body, headers) {
      const answer = await browser.ask('POST', '/console/auth/session', body, headers);
      if (answer.statusCode === 200) browser.csrf = answer.json().session.csrf_token;
      return answer;
    },
  };
  return browser;
}

/** A browser that has signed in by a link, and so with all scopes. */
export async function signedIn(server: TestServer): Promise<Browser> {
  const browser = browserOf(server);
  const answer = await browser.signIn({ link: server.newLinkCode() });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return browser;
}

/** The cookies that a browser has after an answer. */
function kept(cookies: string, set: readonly string[]): string {
  const nameOf = (pair: string) => pair.split('=', 1)[0];
  let pairs = cookies.split('; ').filter((pair) => pair !== '');
  for (const text of set) {
    const pair = text.split(';', 1)[0] ?? '';
    pairs = pairs.filter((one) => nameOf(one) !== nameOf(pair));
    if (!text.includes('Max-Age=0')) pairs.push(pair);
  }
  return pairs.join('; ');
}
