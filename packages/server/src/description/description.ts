import type { FastifyInstance, FastifyReply, RouteOptions } from 'fastify';
import { methodsOf } from '../http/methods.js';
import { isPublished, openapiDocument } from './openapi.js';
import { referenceScript, referenceStyle } from './reference-assets.js';
import { referencePage } from './reference-page.js';

/** Only what this server sends itself, and nothing inline. Content Security Policy Level 3. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

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
  return reply
    .headers({
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
    })
    .send(text);
}
