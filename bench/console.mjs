// What the console costs its users in a real browser: the JavaScript that the list of clients loads first, a search in a
// large registry against a small one, and the list against a page that asks the server for nothing.
// CLIENTELE_BENCH_CLIENTS=10000 shortens it. Needs a Chromium.
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { chromium } from 'playwright-core';
import { median } from './process.mjs';
import { openRegistry } from './scale/registry.mjs';

const sizes = { small: 100, large: Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 100_000) };
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 15);
const limits = { kib: 220, search: 1.5, paint: 1.5 };

const found = spawnSync('which', [process.env.CHROME_PATH ?? 'chromium'], { encoding: 'utf8' }).stdout.trim();
if (found === '') {
  console.log('not run: there is no Chromium on the PATH');
  process.exit(0);
}
const browser = await chromium.launch({
  executablePath: found,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const visits = {};
for (const [name, size] of Object.entries(sizes)) {
  console.log(`making a registry of ${size} clients`);
  visits[name] = await visit(await openRegistry(size));
}

const scripts = await loadedScripts(visits.small);
const kib = scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1024;

const times = { search: { small: [], large: [] }, paint: { list: [], empty: [] } };
const names = Object.keys(sizes);
for (let round = 0; round <= rounds; round += 1)
  for (const name of round % 2 === 0 ? names : names.toReversed()) {
    const searched = await search(visits[name], round);
    if (round > 0) times.search[name].push(searched);
  }
const pages = { list: ['/clients', 'table tbody tr'], empty: ['/no-such-page', 'main h1'] };
for (let round = 0; round <= rounds; round += 1)
  for (const name of round % 2 === 0 ? ['list', 'empty'] : ['empty', 'list']) {
    const painted = await firstPaint(visits.large, pages[name]);
    if (round > 0) times.paint[name].push(painted);
  }

const ms = (values) => `${median(values).toFixed(0)} ms`;
console.log(`\nMedians of ${rounds} rounds, in turn\n`);
console.log('| what | figure | limit |\n| --- | --- | --- |');
console.log(
  `| JavaScript that /console/clients loads, gzip | ${kib.toFixed(1)} KiB in ${scripts.length} files | ${limits.kib} KiB |`,
);
row(
  'search, from the key to the result',
  times.search.large,
  times.search.small,
  [`${sizes.large} clients`, `${sizes.small}`],
  limits.search,
);
row('first useful paint', times.paint.list, times.paint.empty, ['the list', 'an empty page'], limits.paint);

await browser.close();
for (const { registry } of Object.values(visits)) await registry.end();

function row(what, larger, smaller, [large, small], limit) {
  const ratio = median(larger) / median(smaller);
  console.log(
    `| ${what}: ${large} ${ms(larger)}, ${small} ${ms(smaller)} | ${ratio.toFixed(2)} | ${limit} |`,
  );
}

/** Signs in to the console of a registry. */
async function visit(registry) {
  const { url, bootstrap } = registry.server;
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 850 } })).newPage();
  await page.goto(`${url}/console/sign-in`);
  await page.getByLabel(/^Client ID/).fill(bootstrap.id);
  await page.getByLabel(/^Client secret/).fill(bootstrap.secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
  return { registry, page, url };
}

/** The scripts that a browser loads for the list, each with its size as the server sends it in gzip. */
async function loadedScripts({ page, url }) {
  await page.goto(`${url}/console/clients`);
  await page.locator('table tbody tr').first().waitFor();
  await page.waitForLoadState('networkidle');
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => new URL(name).pathname.endsWith('.js')),
  );
  return Promise.all([...new Set(loaded)].map(async (name) => ({ name, bytes: await sizeInGzip(name) })));
}

function sizeInGzip(url) {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      if (answer.headers['content-encoding'] !== 'gzip') reject(new Error(`${url} is not compressed`));
      let bytes = 0;
      answer.on('data', (chunk) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve(bytes));
    });
    sent.on('error', reject).end();
  });
}

/** Milliseconds from the last key in the search to the one client that it finds; the pause for further keys included. */
async function search({ registry, page, url }, round) {
  const { id } = registry.clients[(round * 7919) % registry.clients.length];
  await page.goto(`${url}/console/clients`);
  await page.locator('table tbody tr').nth(10).waitFor();
  await page.waitForLoadState('networkidle');
  return page.evaluate(
    async (text) => {
      const field = document.querySelector('input[aria-label^="Search by name"]');
      const begin = performance.now();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => {
        const look = () => document.querySelectorAll('table tbody tr').length === 1 && resolve();
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      });
      await new Promise(requestAnimationFrame);
      return performance.now() - begin;
    },
    id.slice(4, 20),
  );
}

/** Milliseconds from the start of a visit until the page shows what it is for. */
async function firstPaint({ page, url }, [path, selector]) {
  await page.goto(`${url}/console${path}`, { waitUntil: 'commit' });
  return page.evaluate(async (shown) => {
    while (document.querySelector(shown) === null) await new Promise(requestAnimationFrame);
    return performance.now();
  }, selector);
}
