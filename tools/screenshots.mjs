// Takes pictures of every page of the console, light and dark, on a telephone and on a desk, into docs/console: for
// docs/console.md, and to be looked at after a change. Needs a Chromium.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from 'clientele';
import { chromium } from 'playwright-core';
import { fillWithSampleData } from './screenshots/sample-data.mjs';

const folder = fileURLToPath(new URL('../docs/console/', import.meta.url));
const widths = [1280, 360];
const themes = ['light', 'dark'];
/** A page is cut off below, so that the pictures stay small. */
const heights = { least: 720, most: 1500 };

const program = [process.env.CHROME_PATH, '/usr/bin/chromium', 'chromium', 'google-chrome'].find(
  (name) => name && spawnSync(name, ['--version']).status === 0,
);
if (program === undefined) {
  console.error('There is no Chromium on the PATH: install one, or name it in CHROME_PATH.');
  process.exit(1);
}

let setTo;
const server = await startServer({ issuer: 'https://id.example.com/', now: () => setTo ?? Date.now() });
const { client, api, connection } = await fillWithSampleData(server, (time) => {
  setTo = time;
});

const pages = {
  overview: '/overview',
  clients: '/clients',
  'new-client': '/clients/new',
  'client-overview': `/clients/${client}/overview`,
  'client-settings': `/clients/${client}/settings`,
  'client-credentials': `/clients/${client}/credentials`,
  'client-apis': `/clients/${client}/apis`,
  'client-quick-start': `/clients/${client}/quick-start`,
  'client-log': `/clients/${client}/log`,
  'client-danger': `/clients/${client}/danger`,
  apis: '/apis',
  api: `/apis/${api}`,
  connections: '/connections',
  connection: `/connections/${connection}`,
  'signing-keys': '/signing-keys',
  log: '/log',
  settings: '/settings',
  account: '/account',
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: program.startsWith('/')
    ? program
    : spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim(),
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
let bytes = 0;
try {
  for (const width of widths) for (const theme of themes) await takeAll(width, theme);
} finally {
  await browser.close();
  await server.close();
}
console.log(`${folder}: ${(bytes / 2 ** 20).toFixed(2)} MB`);

async function takeAll(width, theme) {
  const context = await browser.newContext({
    viewport: { width, height: heights.least },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  const settled = async () => {
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(() => {
      const waits = document.querySelector('main [aria-busy=true], main .mantine-Skeleton-root');
      const panel = document.querySelector('[role=tabpanel]');
      return !waits && (panel === null || panel.textContent !== '');
    });
  };
  const take = async (name) => {
    await settled();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(Math.max(height, heights.least), heights.most) });
    await settled();
    const devTools = await context.newCDPSession(page);
    const { data } = await devTools.send('Page.captureScreenshot', { format: 'webp', quality: 60 });
    await devTools.detach();
    const file = join(folder, `${name}-${width}-${theme}.webp`);
    writeFileSync(file, Buffer.from(data, 'base64'));
    bytes += statSync(file).size;
    await page.setViewportSize({ width, height: heights.least });
  };
  await page.goto(`${server.httpUrl}/console/sign-in`);
  await page.getByLabel(/^Client ID/).waitFor();
  await take('sign-in');
  await page.getByLabel(/^Client ID/).fill(server.bootstrap.clientId);
  await page.getByLabel(/^Client secret/).fill(server.bootstrap.clientSecret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${server.httpUrl}/console${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await take(name);
  }
  await page.goto(`${server.httpUrl}/console/clients/${client}/credentials`);
  await page.getByRole('button', { name: 'Rotate…' }).click();
  await page.getByRole('dialog').waitFor();
  await take('rotate');
  await page.goto(`${server.httpUrl}/console/overview`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to' }).fill('re');
  await page.getByRole('option', { name: /Report builder/ }).waitFor();
  await take('palette');
  await context.close();
}
