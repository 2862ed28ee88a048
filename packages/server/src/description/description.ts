import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { answerErrors } from '../http/errors.js';
import { methodsOf } from '../http/methods.js';
import { pageErrors } from '../http/page-errors.js';
import { weightsOf } from '../http/preferences.js';
import { boundedMap } from '../limits/bounded-map.js';
import type { MadePage } from './made-page.js';
import { type Guide, type Surroundings, surroundingsOf } from './surroundings.js';

/** What the pages are made of. */
export interface DescriptionOptions {
  routes: readonly RouteOptions[];
  version: () => string;
  /** In development only. */
  guide?: Guide | undefined;
  /** Whether the console is served. */
  hasConsole: boolean;
}

/** How a page is made; what that takes is loaded by the first who asks, not by every start. */
interface Recipe {
  type: string;
  vary?: string;
  text(surroundings: Surroundings): Promise<string>;
}

const html = 'text/html; charset=utf-8';
const json = 'application/json; charset=utf-8';

/** `/`, `/openapi.json` and `/docs`: what this server and its routes are, made from the routes themselves. */
export async function description(app: FastifyInstance, options: DescriptionOptions): Promise<void> {
  app.setErrorHandler(answerErrors(pageErrors));
  const refuseOtherMethods = methodsOf(app);
  const { routes, guide } = options;
  const documentFor = async ({ issuer }: Surroundings) =>
    (await import('./openapi.js')).openapiDocument(routes, issuer);
  const reference: Recipe = {
    type: html,
    text: async (at) => (await import('./reference-page.js')).referencePage(await documentFor(at), at),
  };
  const pages: Record<string, Recipe> = {
    '/openapi.json': { type: json, text: async (at) => JSON.stringify(await documentFor(at)) },
    '/docs': reference,
    '/docs/': reference,
    '/docs/reference.css': {
      type: 'text/css; charset=utf-8',
      text: async () => (await import('./reference-assets.js')).referenceStyle,
    },
    '/docs/reference.js': {
      type: 'text/javascript; charset=utf-8',
      text: async () => (await import('./reference-assets.js')).referenceScript,
    },
  };
  for (const [path, recipe] of Object.entries(pages)) app.get(path, publish(recipe, guide));
  publishFront(app, { ...options, documentFor });
  refuseOtherMethods();
}

/** People get a page, and programs the same as data. docs/decisions/0102 */
function publishFront(
  app: FastifyInstance,
  {
    version,
    guide,
    hasConsole,
    documentFor,
  }: DescriptionOptions & { documentFor: (at: Surroundings) => Promise<OpenAPIV3_1.Document> },
): void {
  const vary = 'accept, accept-encoding';
  const page = publish(
    {
      type: html,
      vary,
      text: async (at) =>
        (await import('./front-page.js')).frontPage(
          guide && { version: version(), document: await documentFor(at), surroundings: at },
          hasConsole,
        ),
    },
    guide,
  );
  const data = publish(
    {
      type: json,
      vary,
      text: async ({ issuer }) =>
        (await import('./front-page.js')).frontData(guide && { version: version(), issuer }, hasConsole),
    },
    guide,
  );
  app.get('/', async (request, reply) => {
    const weights = weightsOf(request.headers.accept);
    const forPeople = (weights.get('text/html') ?? 0) > (weights.get('application/json') ?? 0);
    return (forPeople ? page : data)(request, reply);
  });
}

/** How many addresses of a server a page is kept for. */
const maxAddresses = 8;

/** Made by the first who asks under an address, and once for all who ask at the same time. */
function publish({ type, vary, text }: Recipe, guide: Guide | undefined) {
  const made = boundedMap<Promise<MadePage>>({ entries: maxAddresses, bytes: Number.POSITIVE_INFINITY });
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { madePage, sendMadePage } = await import('./made-page.js');
    const surroundings = surroundingsOf(request, guide);
    const key = `${surroundings.issuer} ${surroundings.address.base}`;
    const known = made.get(key);
    const page = known ?? text(surroundings).then((content) => madePage(content, { type, vary }));
    if (!known) made.set(key, page, 0);
    return sendMadePage(request, reply, await page);
  };
}
