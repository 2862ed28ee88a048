import type { FastifyInstance } from 'fastify';
import * as Type from 'typebox';
import { answerErrors } from './errors.js';
import { methodsOf } from './methods.js';
import { pageErrors } from './page-errors.js';
import type { NamedSchema, RouteDescription } from './route-description.js';

/** Probes of orchestrators and load balancers. docs/decisions/0061 */
export const healthPaths = { health: '/health', live: '/health/live', ready: '/health/ready' } as const;

/** The conditions for serving requests, by the name that the answer gives them. */
export type Checks = Readonly<Record<string, () => boolean>>;

const liveness: RouteDescription = {
  id: 'getLiveness',
  summary: 'Check whether the process runs',
  tag: 'Service',
  success: [
    200,
    {
      name: 'liveness',
      schema: () => Type.Object({ status: Type.Literal('ok') }, { description: 'The process runs.' }),
    },
  ],
};

const readinessBody: NamedSchema = {
  name: 'readiness',
  schema: () =>
    Type.Object(
      {
        status: Type.Enum(['ok', 'unavailable'], { description: 'Whether all of them hold' }),
        checks: Type.Record(Type.String(), Type.Enum(['ok', 'failed']), {
          description: 'Each condition by its name',
        }),
      },
      { description: 'The server can serve requests, or what it lacks.' },
    ),
};

const readiness: Omit<RouteDescription, 'id'> = {
  summary: 'Check whether the server can serve requests',
  tag: 'Service',
  success: [200, readinessBody],
  refusals: {
    texts: { 503: 'The service is not available now; try again after Retry-After.' },
    body: readinessBody,
  },
};

/** Says whether this process runs, and whether it can serve requests; never why it cannot. */
export async function health(app: FastifyInstance, { checks }: { checks: Checks }): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  app.get(healthPaths.live, { config: { description: liveness } }, async () => ({ status: 'ok' }));
  for (const [path, id] of [
    [healthPaths.health, 'getHealth'],
    [healthPaths.ready, 'getReadiness'],
  ] as const)
    app.get(path, { config: { description: { ...readiness, id } } }, async (_request, reply) => {
      const results = Object.entries(checks).map(
        ([name, holds]) => [name, holds() ? 'ok' : 'failed'] as const,
      );
      const ready = results.every(([, result]) => result === 'ok');
      if (!ready) reply.code(503);
      reply.header('cache-control', 'no-store');
      return { status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(results) };
    });
  refuseOtherMethods();
}
