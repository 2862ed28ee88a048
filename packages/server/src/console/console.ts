import type { FastifyInstance } from 'fastify';
import type { ConsoleOptions } from './options.js';
import { pages } from './pages.js';
import { sessionRoutes } from './session-routes.js';

/** `/console`: the web console, its files and its sessions. docs/decisions/0123, 0124 */
export async function webConsole(app: FastifyInstance, options: ConsoleOptions): Promise<void> {
  await app.register(sessionRoutes, options);
  await app.register(pages, { folder: options.folder });
}
