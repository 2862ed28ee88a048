import { HttpError } from '@clientele/model';
import type { FastifyInstance, HTTPMethods } from 'fastify';

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Remembers the routes that a plugin adds from now on; the function returned makes their paths
 * answer every other method with 405 and `Allow`, in the plugin's own error shape.
 */
export function methodsOf(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ path, method }) => {
    const of = known.get(path) ?? new Set();
    for (const name of [method].flat()) of.add(name);
    known.set(path, of);
  });
  return () => {
    for (const [path, of] of [...known]) {
      const allow = [...of].join(', ');
      app.route({
        method: methods.filter((method) => !of.has(method)),
        url: path.slice(app.prefix.length),
        config: { allow },
        onRequest: async () => {
          throw methodNotAllowed(allow);
        },
        handler: async () => undefined,
      });
    }
  };
}

/** A known path with a method that it does not know. RFC 9110 section 15.5.6. */
function methodNotAllowed(allow: string): HttpError {
  return new HttpError(405, 'This path does not know this method; the Allow header lists those it knows.', {
    code: 'method_not_allowed',
    headers: { allow },
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The methods of a path, on the route that refuses all others. */
    allow?: string;
  }
}
