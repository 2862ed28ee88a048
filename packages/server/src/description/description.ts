import type { FastifyInstance, RouteOptions } from 'fastify';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { pageErrors } from '../http/page-errors.js';
import { sendUncounted } from '../http/pieces.js';
import { pageHeaders } from './page-headers.js';

/** `/openapi.json` and `/docs`: what the routes are, made from the routes themselves. */
export async function description(
  app: FastifyInstance,
  { routes }: { routes: readonly RouteOptions[] },
): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  // What describes is loaded by the first who asks, not by every start.
  const documentOf = async (issuer: string) => (await import('./openapi.js')).openapiDocument(routes, issuer);
  const pages: Record<string, { type: string; content: (issuer: string) => Promise<string> }> = {
    '/openapi.json': {
      type: 'application/json; charset=utf-8',
      content: async (issuer) => JSON.stringify(await documentOf(issuer)),
    },
    '/docs': {
      type: 'text/html; charset=utf-8',
      content: async (issuer) =>
        (await import('./reference-page.js')).referencePage(await documentOf(issuer)),
    },
    '/docs/reference.css': {
      type: 'text/css; charset=utf-8',
      content: async () => (await import('./reference-assets.js')).referenceStyle,
    },
    '/docs/reference.js': {
      type: 'text/javascript; charset=utf-8',
      content: async () => (await import('./reference-assets.js')).referenceScript,
    },
  };
  for (const [path, { type, content }] of Object.entries(pages)) {
    // Made by the first who asks, and once for all who ask at the same time.
    const made = new Map<string, Promise<Buffer>>();
    app.get(path, async ({ tenant: { issuer } }, reply) => {
      const bytes = made.get(issuer) ?? content(issuer).then((text) => Buffer.from(text));
      made.set(issuer, bytes);
      return sendUncounted(reply.headers({ ...pageHeaders, 'content-type': type }), await bytes);
    });
  }
  refuseOtherMethods();
}
