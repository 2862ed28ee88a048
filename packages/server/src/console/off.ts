import { HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { pageErrors } from '../http/page-errors.js';

/** What stands at `/console` where it is turned off: a text that says how to turn it on. docs/decisions/0124 */
export async function consoleThatIsOff(app: FastifyInstance): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  for (const place of ['/console', '/console/*'])
    app.get(place, async () => {
      throw new HttpError(
        404,
        'The console is turned off on this server. CLIENTELE_CONSOLE=on turns it on; in production it also needs a way to sign in: CLIENTELE_CONSOLE_ISSUER names an OpenID provider, CLIENTELE_CONSOLE_CLIENTS=true allows the id and secret of a client.',
        { code: 'console_off' },
      );
    });
  refuseOtherMethods();
}
