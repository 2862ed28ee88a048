// What somebody at the console waits for, in a real browser: the scripts of the first page, a search among many clients
// and among few, and the list beside an empty page of the same bundle. Ratios of medians, interleaved in one run.
import { randomBytes } from 'node:crypto';
import { chromium } from 'playwright-core';
import { signInLinks } from '../packages/server/dist/console/sign-in-links.js';
import { openRegistry } from './registry.mjs';

const sizes = { few: 100, many: Number(process.env.CLIENTELE_BENCH_CLIENTS ?? 100_000) };
const rounds = Number(process.env.CLIENTELE_BENCH_ROUNDS ?? 15);
/** Milliseconds that the search waits after the last key. */
const pause = 200;

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--host-resolver-rules=MAP bench.example.com 127.0.0.1',
  ],
});

const consoles = {};
for (const [name, clients] of Object.entries(sizes)) {
  console.log(`making a registry of ${clients} clients`);
  consoles[name] = await openConsole(clients);
}

const scripts = await weightOfScripts(consoles.few);
console.log(
  `\nscripts of the first visit to the list: ${scripts.files} files, ${scripts.kib.toFixed(1)} KiB in gzip (at most 220)\n`,
);

const searches = { few: [], many: [] };
const paints = { empty: [], few: [], many: [] };
for (let round = 0; round < rounds; round += 1)
  for (const name of round % 2 === 0 ? ['few', 'many'] : ['many', 'few']) {
    searches[name].push(await search(consoles[name], round));
    paints[name].push(await untilShown(consoles[name], '/clients', 'tbody tr a'));
    if (name === 'many') paints.empty.push(await untilShown(consoles[name], '/no-such-page', 'main h1'));
  }

console.log(`medians of ${rounds} rounds\n\n| what | ms | ratio |\n| --- | --- | --- |`);
row('search result among 100', searches.few);
row(`search result among ${sizes.many}`, searches.many, searches.few);
row('the same without the pause after the last key', without(searches.many), without(searches.few));
row('an empty page', paints.empty);
row(`the list of 100 clients, its first rows`, paints.few, paints.empty);
row(`the list of ${sizes.many} clients, its first rows`, paints.many, paints.empty);

await browser.close();
for (const { registry } of Object.values(consoles)) await registry.close();

async function openConsole(clients) {
  const codes = signInLinks({ now: Date.now, random: randomBytes });
  const registry = await openRegistry(clients, undefined, {
    mode: 'development',
    console: { link: true, clients: false, idleMinutes: 600, sessionHours: 10, setUp: [] },
    signInLinks: { codes },
  });
  await registry.app.listen({ host: '127.0.0.1', port: 0 });
  const base = `http://bench.example.com:${registry.app.server.address().port}/console`;
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`a page failed: ${error.message}`));
  await page.goto(`${base}/sign-in#link=${codes.make()}`);
  await page.waitForURL(({ pathname }) => !pathname.endsWith('/sign-in'));
  return { registry, base, context, page };
}

/** What a browser that has nothing yet loads until the list is there. */
async function weightOfScripts({ base, context, registry }) {
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(`${base}/clients`);
  await page.locator('tbody tr a').first().waitFor();
  const sizesOfFiles = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .map(({ encodedBodySize }) => encodedBodySize),
  );
  await page.close();
  if (registry.ids.length === 0 || sizesOfFiles.some((size) => size === 0))
    throw new Error('a script has no size');
  return { files: sizesOfFiles.length, kib: sizesOfFiles.reduce((sum, size) => sum + size, 0) / 1024 };
}

/** Milliseconds from the last key until the client that is looked for is the only one in the list. */
async function search({ page, base, registry }, round) {
  await page.goto(`${base}/clients`);
  await page.locator('tbody tr a').first().waitFor();
  const id = registry.ids[1 + ((round * 7919) % (registry.ids.length - 1))];
  return page.evaluate(async (sought) => {
    const field = document.querySelector('input[aria-label^="Search"]');
    const isThere = () => {
      const rows = document.querySelectorAll('tbody tr');
      return rows.length === 1 && rows[0].textContent.includes(sought);
    };
    const begin = performance.now();
    // As React sees what is typed.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, sought);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return new Promise((resolve) => {
      const watch = () => (isThere() ? resolve(performance.now() - begin) : requestAnimationFrame(watch));
      watch();
    });
  }, id);
}

/** Milliseconds from the beginning of a visit until something is on the page, with the files of the console at hand. */
async function untilShown({ page, base }, path, selector) {
  await page.goto('about:blank');
  await page.goto(`${base}${path}`, { waitUntil: 'commit' });
  return page.evaluate(
    (sought) =>
      new Promise((resolve) => {
        const watch = () =>
          document.querySelector(sought) ? resolve(performance.now()) : requestAnimationFrame(watch);
        watch();
      }),
    selector,
  );
}

function without(times) {
  return times.map((time) => time - pause);
}

function row(what, times, others) {
  const ratio = others ? (median(times) / median(others)).toFixed(2) : '';
  console.log(`| ${what} | ${median(times).toFixed(0)} | ${ratio} |`);
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
