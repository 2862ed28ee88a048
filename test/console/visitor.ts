import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { flags, program, whyNoBrowser } from '../browser/chromium.js';

/** Somebody at a console: a page in a browser session of its own, and what went wrong there. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Where the console is, without a slash at the end. */
  origin: string;
  /** What no user should cause: errors and warnings of scripts, what the policy refused, answers with 403 or 5xx. */
  complaints: string[];
  /** Complaints like this belong to what the test does. */
  expects(pattern: RegExp): void;
  /** Goes to a page of the console, as in `/clients`. */
  go(page: string): Promise<void>;
}

/** How large the screen is, and what its owner prefers. */
export interface View {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  reducedMotion?: 'reduce' | 'no-preference';
}

/** Starts a browser that trusts one certificate besides those of the system: that of a development server. */
export async function startChromium(certificateFile: string): Promise<Browser> {
  if (program === undefined) throw new Error(whyNoBrowser);
  const key = new X509Certificate(readFileSync(certificateFile)).publicKey;
  const hash = createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('base64');
  return chromium.launch({
    executablePath: spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim(),
    args: [...flags, `--ignore-certificate-errors-spki-list=${hash}`],
  });
}

/** Lets somebody visit the console at an origin. */
export async function visit(browser: Browser, origin: string, view: View = {}): Promise<Visitor> {
  const { width = 1280, height = 850, theme = 'light', reducedMotion = 'no-preference' } = view;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion,
    acceptDownloads: true,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const complain = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        complain(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complain(`uncaught: ${error.message}`));
    page.on('response', (answer) => {
      if (answer.status() === 403 || answer.status() >= 500)
        complain(`${answer.status()} ${answer.request().method()} ${answer.url()}`);
    });
    // Markup that runs would most likely show itself like this.
    page.on('dialog', (dialog) => {
      if (dialog.type() === 'beforeunload') void dialog.accept();
      else {
        complain(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      }
    });
  };
  context.on('page', watch);
  const page = await context.newPage();
  return {
    page,
    context,
    origin,
    complaints,
    expects: (pattern) => void expected.push(pattern),
    go: async (to) => void (await page.goto(`${origin}/console${to}`)),
  };
}
