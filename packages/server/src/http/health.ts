import type { FastifyInstance } from 'fastify';
import { answerErrors } from './errors.js';
import { pageErrors } from './page-errors.js';

/** Asked by whoever starts, stops and chooses servers. docs/decisions/0061 */
export const healthPaths = { health: '/health', live: '/health/live', ready: '/health/ready' } as const;

/** What has to hold for requests to be served, by the name under which it is told. */
export type Checks = Readonly<Record<string, () => boolean>>;

/** Tells whether this process runs, and whether it can serve requests; never why it cannot. */
export async function health(app: FastifyInstance, { checks }: { checks: Checks }): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  app.get(healthPaths.live, async () => ({ status: 'ok' }));
  for (const path of [healthPaths.health, healthPaths.ready])
    app.get(path, async (_request, reply) => {
      const results = Object.entries(checks).map(
        ([name, holds]) => [name, holds() ? 'ok' : 'failed'] as const,
      );
      const ready = results.every(([, result]) => result === 'ok');
      if (!ready) reply.code(503);
      reply.header('cache-control', 'no-store');
      return { status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) };
    });
}
