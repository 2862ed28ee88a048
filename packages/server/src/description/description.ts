import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';
import { methodsOf } from '../http/methods.js';
import { isPublished, openapiDocument } from './openapi.js';
import { pageHeaders } from './page-headers.js';
import { referenceScript, referenceStyle } from './reference-assets.js';
import { referencePage } from './reference-page.js';

/** `/openapi.json` and `/docs`: what the routes are, made from the routes themselves. */
export async function description(
  app: FastifyInstance,
  { routes }: { routes: readonly RouteOptions[] },
): Promise<void> {
  const refuseOtherMethods = methodsOf(app);
  const published = () => routes.filter(isPublished);
  const pages: Record<string, { type: string; content: (issuer: string) => string }> = {
    '/openapi.json': {
      type: 'application/json; charset=utf-8',
      content: (issuer) => JSON.stringify(openapiDocument(published(), issuer)),
    },
    '/docs': {
      type: 'text/html; charset=utf-8',
      content: (issuer) => referencePage(openapiDocument(published(), issuer)),
    },
    '/docs/reference.css': { type: 'text/css; charset=utf-8', content: () => referenceStyle },
    '/docs/reference.js': { type: 'text/javascript; charset=utf-8', content: () => referenceScript },
  };
  for (const [path, { type, content }] of Object.entries(pages)) {
    const made = new Map<string, string>();
    app.get(path, { schema: { hide: true } }, async ({ tenant: { issuer } }, reply) => {
      const text = made.get(issuer) ?? content(issuer);
      made.set(issuer, text);
      return send(reply, type, text);
    });
  }
  refuseOtherMethods();
}

function send(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply.headers({ ...pageHeaders, 'content-type': type }).send(text);
}
