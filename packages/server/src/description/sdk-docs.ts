import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyError, FastifyInstance } from 'fastify';
import { methodsOf } from '../http/methods.js';
import { pageHeaders } from './page-headers.js';

/** The pages have not been made where this server was installed. */
export class SdkDocsAbsent extends Error {
  readonly code = 'SDK_DOCS_ABSENT';
}

/** The page is not, or not any more, the one that the request is about. RFC 9110 section 15.5.13. */
export class PreconditionFailed extends Error {
  readonly code = 'PRECONDITION_FAILED';
}

const place = '/docs/sdk';

/** How the pages are named; whatever else is asked for, or leads out of their folder, is not there. */
const pagePath = /^(?:\/[\w-][\w.-]*)*\/?$/;

/** `/docs/sdk/`: the documentation of the SDK, as it lies in a folder. */
export async function sdkDocs(app: FastifyInstance, { folder }: { folder: string }): Promise<void> {
  const refuseOtherMethods = methodsOf(app);
  app.addHook('onSend', async (_request, reply) => void reply.headers(pageHeaders));
  app.setErrorHandler(async (error: FastifyError) => {
    if (error.statusCode === 412) throw new PreconditionFailed(error.message);
    throw error;
  });
  app.get(place, { schema: { hide: true } }, async (_request, reply) => reply.redirect(`${place}/`, 308));
  if (existsSync(folder))
    await app.register(fastifyStatic, {
      root: folder,
      prefix: `${place}/`,
      allowedPath: (path) => pagePath.test(path),
      decorateReply: false,
      dotfiles: 'ignore',
      acceptRanges: false,
      cacheControl: false,
    });
  else
    app.get(`${place}/*`, { schema: { hide: true } }, async () => {
      throw new SdkDocsAbsent(`there is no ${folder}`);
    });
  refuseOtherMethods();
}
