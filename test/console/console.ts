import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { whyNoBrowser } from '../browser/chromium.js';
import { Management, type Reached } from '../contract/management.js';
import { type SpawnedServer, spawnServer } from '../contract/running-server.js';
import { startChromium, type View, type Visitor, visit } from './visitor.js';

/** A console with everything that its tests need. */
export interface Console {
  server: Reached;
  /** Looks past the console at what the server holds. */
  management: Management;
  /** Its addresses, where the first one is that of https. */
  origin: string;
  visit(view?: View): Promise<Visitor>;
}

/** What a console is served by. */
export interface Served {
  server: Reached;
  /** The certificate that it shows. */
  certificateFile: string;
  remove(): Promise<void>;
}

/** Starts a development server as users do, with these settings. */
export async function developmentServer(
  env: Record<string, string> = {},
): Promise<Served & { server: SpawnedServer }> {
  const server = await spawnServer({ env });
  return { server, certificateFile: join(server.dataFolder, 'leaf.pem'), remove: () => server.remove() };
}

/** The link that the server wrote last, over https. */
export function linkOf({ dataFolder, domain }: SpawnedServer): string {
  const { pathname, hash } = new URL(readFileSync(join(dataFolder, 'console-sign-in-link'), 'utf8').trim());
  return `https://${domain}${pathname}${hash}`;
}

/** Journeys at a console in a real browser; whatever its pages complain of fails them. */
export function describeConsole<Server extends Served>(
  name: string,
  start: () => Promise<Server>,
  journeys: (at: () => Console & { served: Server }) => void,
): void {
  if (whyNoBrowser) console.log(`not run: ${name}: ${whyNoBrowser}`);
  describe.skipIf(whyNoBrowser !== undefined)(name, () => {
    let served: Server;
    let browser: Browser;
    let management: Management;
    const visitors: Visitor[] = [];
    beforeAll(async () => {
      served = await start();
      [browser, management] = await Promise.all([
        startChromium(served.certificateFile),
        Management.of(served.server),
      ]);
    });
    afterEach(async () => {
      const left = visitors.splice(0);
      for (const { context } of left) await context.close();
      expect(left.flatMap(({ complaints }) => complaints)).toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await served?.remove();
    });
    journeys(() => {
      const origin = `https://${served.server.domain}`;
      return {
        served,
        server: served.server,
        management,
        origin,
        async visit(view) {
          const visitor = await visit(browser, origin, view);
          visitors.push(visitor);
          return visitor;
        },
      };
    });
  });
}
