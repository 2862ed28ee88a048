import { existsSync } from 'node:fs';
import { HttpError } from '@clientele/model';
import type { FastifyInstance } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { pageErrors } from '../http/page-errors.js';
import { staticFolder } from '../http/static-folder.js';
import { pageHeaders } from './page-headers.js';

const place = '/docs/sdk';

/** `/docs/sdk/`: the documentation of the SDK, as it lies in a folder. */
export async function sdkDocs(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  app.addHook('onSend', async (_request, reply) => void reply.headers(pageHeaders));
  app.get(place, async (_request, reply) => reply.redirect(`${place}/`, 308));
  const pages = staticFolder(folder, { absent: noSuchPage });
  app.get<{ Params: { '*': string } }>(`${place}/*`, async (request, reply) => {
    if (!existsSync(folder)) throw notMade();
    return pages.send(reply, `/${request.params['*']}`);
  });
  refuseOtherMethods();
}

function noSuchPage(): HttpError {
  return new HttpError(404, `Page not found; the documentation of the SDK starts at ${place}/.`);
}

/** The pages have not been made where this server was installed. */
function notMade(): HttpError {
  return new HttpError(
    404,
    'The documentation of the SDK is not part of this installation; `npm run setup` makes it.',
    { code: 'sdk_docs_absent' },
  );
}
