import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type Page, startBrowser, whyNoBrowser } from '../browser/chromium.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';

if (whyNoBrowser) console.log(`not run: the pages in a browser: ${whyNoBrowser}`);

const paths = [
  '/',
  '/docs',
  '/docs/sdk/',
  '/docs/sdk/modules.html',
  '/docs/sdk/hierarchy.html',
  '/docs/sdk/classes/ClientsManager.html',
  '/docs/sdk/classes/ManagementClient.html',
  '/docs/sdk/documents/Coming_from_auth0.html',
  '/docs/sdk/documents/Deadlines_and_cancelling.html',
  '/docs/sdk/documents/Testing_against_it.html',
  '/docs/sdk/interfaces/Client.html',
  '/docs/sdk/enums/GetClientConnectionsStrategyEnum.html',
];

describe.skipIf(whyNoBrowser !== undefined)('in a browser', () => {
  let server: SpawnedServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([spawnServer(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
  });

  it.each(paths)(
    '%s fits a screen of 360 pixels, and nothing in it is refused by its policy',
    async (path) => {
      const page = await browser.open(`${server.httpUrl}${path}`, { width: 360, height: 740 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(page.complaints.filter((complaint) => !complaint.includes('/favicon.ico'))).toEqual([]);
    },
  );

  describe("the search of the SDK's pages", () => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.open(`${server.httpUrl}/docs/sdk/`);
      await page.evaluate('document.getElementById("tsd-search-trigger").click()');
    });

    /** What is found first, as long as a reader looks. */
    async function firstFound(text: string): Promise<string[]> {
      await page.evaluate('document.getElementById("tsd-search-results").replaceChildren()');
      await page.evaluate('document.getElementById("tsd-search-input").select()');
      await page.type(text);
      const seen = () =>
        page.evaluate<string[]>(
          '[...document.querySelectorAll("#tsd-search-results a")].map((link) => link.textContent.replace(/\\s+/g, " ").trim())',
        );
      await expect.poll(async () => (await seen()).length).toBeGreaterThan(0);
      return (await seen()).slice(0, 3).map((found) => found.replaceAll('. ', '.'));
    }

    it.each([
      [
        'a word that only comments and recipes have',
        'staged',
        'Rotating secrets and keys.The next secret first',
      ],
      ['words', 'rotate secret', 'ClientsManager.rotateClientSecret'],
      ['words with a dash between them', 'rotate-secret', 'ClientsManager.rotateClientSecret'],
      ['a scope', 'read:client_keys', 'ClientsManager.get'],
      ['a recipe', 'proxy', 'Proxies and certificates.A proxy that you name'],
      ['an identifier', 'updateEnabledClients', 'ConnectionsManager.updateEnabledClients'],
      ['a type', 'RequiredError', 'RequiredError'],
      ['how lists are walked', 'pagination', 'iterate'],
      ['how lists are walked, as two words', 'next page', 'pages'],
      ['how it is tested', 'mock', 'Testing against it'],
      ['a tool of tests', 'jest', 'Testing against it'],
      ['another tool of tests', 'vitest', 'Testing against it'],
      ['a question', 'how to mock', 'Testing against it'],
      ['how to move', 'migrate', 'Coming from auth0'],
      ['how to log', 'logging', 'Middlewares and a rate limit'],
      ['how to cancel', 'cancel', 'Deadlines and cancelling'],
      ['a code of the system', 'ECONNREFUSED', 'Errors'],
      ['a recipe by the words of others', 'custom fetch', 'A fetch of your own'],
      ['a section of the front page', 'retry', 'Retries, timeouts, redirects'],
    ])('finds first %s', async (_, text, expected) => {
      expect(await firstFound(text)).toContain(expected);
    });
  });

  describe('the search of the reference', () => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.open(`${server.httpUrl}/docs`);
    });

    const search = async (text: string) => {
      await page.evaluate('document.getElementById("search").select()');
      if (text === '') await page.press('Backspace');
      else await page.type(text);
      // The page searches with the next frame.
      await page.evaluate(
        'new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))',
      );
      return page.evaluate<Seen>(`(${whatIsSeen})()`);
    };

    it('is reached by the keyboard, and the focus can be seen', async () => {
      const focused = 'document.activeElement.id || document.activeElement.className';
      const order = [];
      for (const _ of [1, 2, 3]) {
        await page.press('Tab');
        order.push(await page.evaluate(focused));
      }
      expect(order).toEqual(['skip', '', 'search']);
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
      expect(await page.evaluate('document.activeElement.labels[0].textContent')).toBe('Search');
    });

    it('marks what it found, and hides the rest with its headings', async () => {
      const found = await search('rotate secret');
      expect(found.status).toMatch(/^\d+ operations?$/);
      expect(found.operations).toContain('Rotate the secret of a client');
      expect(found.operations).not.toContain('List client grants');
      expect(found.marks).toEqual(expect.arrayContaining(['rotate', 'secret']));
      expect(found.headings).toContain('Clients');
      expect(found.headings).not.toContain('Service');
      expect(found.links).toEqual(found.operations);
    });

    it('opens what hides all that it found in an operation, and closes it again', async () => {
      const found = await search('thumbprint_sha256');
      expect(found.marks.length).toBeGreaterThan(0);
      expect(found.operations.length).toBeGreaterThan(0);
      expect(found.withoutVisibleMark).toEqual([]);
      expect(found.open).toBeGreaterThan(0);
      expect((await search('')).open).toBe(0);
    });

    it('takes any text as text', async () => {
      const found = await search('.*+?^$()|{}[]\\<b>&');
      expect([found.operations, found.headings, found.status]).toEqual([[], [], 'No operation has this.']);
      expect((await search('(rfc 7517)')).marks).toEqual(['(rfc', '7517)']);
    });

    it('shows all of it again when it is emptied', async () => {
      await search('nothing has this');
      const all = await search('');
      expect([all.marks, all.status]).toEqual([[], '']);
      expect(all.operations.length).toBeGreaterThan(40);
      expect(all.headings).toContain('Service');
    });
  });
});

interface Seen {
  status: string;
  operations: string[];
  links: string[];
  headings: string[];
  marks: string[];
  withoutVisibleMark: string[];
  open: number;
}

/** Runs in the page. */
const whatIsSeen = `() => {
  const visible = (selector, root = document) =>
    [...root.querySelectorAll(selector)].filter((node) => node.checkVisibility());
  const texts = (selector) => visible(selector).map((node) => node.textContent);
  const articles = visible('article');
  return {
    status: document.getElementById('found').textContent,
    operations: articles.map((node) => node.querySelector('h3').textContent),
    links: texts('nav li'),
    headings: texts('main h2'),
    marks: [...new Set(texts('main mark').map((text) => text.toLowerCase()))],
    withoutVisibleMark: articles.filter((node) => visible('mark', node).length === 0).map((node) => node.id),
    open: document.querySelectorAll('details[open]').length,
  };
}`;
