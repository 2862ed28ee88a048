import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A browser that a test drives. */
export interface Browser {
  open(url: string, view?: View): Promise<Page>;
  close(): Promise<void>;
}

/** How large the screen is, in CSS pixels, and what its owner prefers. */
export interface View {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
}

/** A page in it, which has loaded. */
export interface Page {
  /** The value of an expression, once it has settled; it must be one that JSON can hold. */
  evaluate<T>(expression: string): Promise<T>;
  /** Types a text where the focus is. */
  type(text: string): Promise<void>;
  press(key: 'Tab' | 'Backspace'): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** What the browser complains of: errors of scripts, and what a policy does not allow. */
  complaints: string[];
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine: what CHROME_PATH names, or what is on the PATH. */
export const program = [...(process.env.CHROME_PATH ? [process.env.CHROME_PATH] : []), ...names].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

/** How it runs: without a window, and without what would ask for anything but the pages of a test. */
export const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];

/** Why nothing can be looked at in a browser here, where that is so. */
export const whyNoBrowser = program === undefined ? 'there is no Chromium on the PATH' : undefined;

type Event = (method: string, parameters: Record<string, unknown>) => void;

/** The browser's end of the DevTools protocol, on two pipes; each message ends with a zero byte. */
interface Connection {
  call<T = unknown>(method: string, parameters?: object, sessionId?: string): Promise<T>;
  listen(sessionId: string, event: Event): void;
}

function connect(toBrowser: Writable, fromBrowser: Readable): Connection {
  const waiting = new Map<number, (message: { result?: unknown; error?: { message: string } }) => void>();
  const listeners = new Map<string, Event>();
  let rest = '';
  let last = 0;
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages.map((one) => JSON.parse(one))) {
      if (message.id === undefined) listeners.get(message.sessionId)?.(message.method, message.params);
      else waiting.get(message.id)?.(message);
      waiting.delete(message.id);
    }
  });
  return {
    call: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, ({ result, error }) =>
          error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as never),
        );
        toBrowser.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
      }),
    listen: (sessionId, event) => void listeners.set(sessionId, event),
  };
}

/** Starts a browser without a window, and without what would ask for anything but the pages of a test. */
export async function startBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error(whyNoBrowser);
  const profile = mkdtempSync(join(tmpdir(), 'clientele-browser-'));
  const child = spawn(program, [...flags, '--remote-debugging-pipe', `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const { call, listen } = connect(child.stdio[3] as Writable, child.stdio[4] as Readable);
  return {
    async open(url, view = {}) {
      const { targetId } = await call<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
      const { sessionId } = await call<{ sessionId: string }>('Target.attachToTarget', {
        targetId,
        flatten: true,
      });
      return openPage(url, view, {
        call: (method, parameters) => call(method, parameters, sessionId),
        listen: (event) => listen(sessionId, event),
      });
    },
    async close() {
      const exit = once(child, 'exit');
      await call('Browser.close');
      await exit;
      // Its helpers may write for a moment longer.
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

interface Session {
  call<T>(method: string, parameters?: object): Promise<T>;
  listen(event: Event): void;
}

async function openPage(url: string, view: View, { call, listen }: Session): Promise<Page> {
  const { width = 1280, height = 800, theme = 'light' } = view;
  const complaints: string[] = [];
  const loaded = new Promise<void>((resolve) => {
    listen((method, parameters) => {
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
        complaints.push(JSON.stringify(parameters));
    });
  });
  for (const domain of ['Page', 'Runtime', 'Log']) await call(`${domain}.enable`);
  // A window has a least width, a device has not.
  const device = { width, height, deviceScaleFactor: 1, mobile: width < 600 };
  await call('Emulation.setDeviceMetricsOverride', device);
  const features = [{ name: 'prefers-color-scheme', value: theme }];
  await call('Emulation.setEmulatedMedia', { features });
  const { errorText } = await call<{ errorText?: string }>('Page.navigate', { url });
  if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
  await loaded;
  return {
    complaints,
    async evaluate(expression) {
      const options = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await call<Evaluated>('Runtime.evaluate', options);
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as never;
    },
    type: (text) => call('Input.insertText', { text }),
    async press(key) {
      const { [key]: windowsVirtualKeyCode } = { Tab: 9, Backspace: 8 };
      for (const type of ['rawKeyDown', 'keyUp'])
        await call('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode });
    },
    async screenshot(file) {
      const { data } = await call<{ data: string }>('Page.captureScreenshot', {
        captureBeyondViewport: false,
      });
      writeFileSync(file, Buffer.from(data, 'base64'));
    },
  };
}

interface Evaluated {
  result: { value?: unknown };
  exceptionDetails?: { text: string; exception?: { description?: string } };
}
