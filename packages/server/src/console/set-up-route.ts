import { insufficientScope } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import type { ConsoleOptions } from './options.js';

/** `/console/setup`: how the server is set up, for those who may read the settings of the tenant. docs/decisions/0124 */
export async function setUpRoute(
  app: FastifyInstance,
  { sessions, errors, setUp }: ConsoleOptions,
): Promise<void> {
  const refuseOtherMethods = methodsOf(app);
  app.setErrorHandler(answerErrors(errors));
  app.get('/console/setup', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { scopes } = await sessions.require(request);
    if (!scopes.has('read:tenant_settings')) throw insufficientScope(['read:tenant_settings']);
    return { settings: setUp };
  });
  refuseOtherMethods();
}
