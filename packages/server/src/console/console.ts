import type { FastifyInstance } from 'fastify';
import type { ConsoleOptions } from './options.js';
import { pages } from './pages.js';
import { providerRoutes } from './provider-routes.js';
import { sessionRoutes } from './session-routes.js';
import { setUpRoute } from './set-up-route.js';
import { signInEvents } from './sign-in-events.js';

/** `/console`: the web console, its files and its sessions. docs/decisions/0123, 0124 */
export async function webConsole(app: FastifyInstance, options: ConsoleOptions): Promise<void> {
  const record = signInEvents(options);
  await app.register(sessionRoutes, { ...options, record });
  await app.register(providerRoutes, { ...options, record });
  await app.register(setUpRoute, options);
  await app.register(pages, { folder: options.folder });
}
