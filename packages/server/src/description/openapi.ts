import type { FastifySchema, RouteOptions } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { answers, managementErrorSchema, oauthErrorSchema, tokenRequestSchema } from './answers.js';
import { type Operation, operationTable } from './operations.js';

/** What every Management request can be refused with. management-api.md 1.3 */
const everywhere = [401, 403, 429, 503];

const refusals: Readonly<Record<number, string>> = {
  400: 'The request breaks a rule; the message says which.',
  401: 'There is no token, or none that counts.',
  403: 'The token holds none of the scopes, or not all that the change would give or take over.',
  404: 'What the request names does not exist.',
  409: 'There is one already.',
  429: 'Too many requests; try again after Retry-After.',
  503: 'The service is not available now; try again after Retry-After.',
};

/** The document as it is published under an issuer. OpenAPI 3.1. */
export function openapiDocument(all: readonly RouteOptions[], issuer: string): OpenAPIV3_1.Document {
  const routes = all.filter(isPublished);
  const described = routes.map((route) => ({ route, path: pathOf(route), operation: operationOf(route) }));
  const paths: OpenAPIV3_1.PathsObject = {};
  for (const { route, path, operation } of described)
    paths[path] = { ...paths[path], [methodOf(route).toLowerCase()]: describe(route, operation) };
  const scopes = [...new Set(routes.flatMap(scopesOf))].sort();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Clientele',
      version: '2',
      description:
        'A registry of OAuth clients that speaks the Auth0 Management API v2 and issues access tokens.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: issuer }],
    tags: [...new Set([...operationTable.values()].map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: {
        ManagementError: plain(managementErrorSchema),
        OAuthError: plain(oauthErrorSchema),
        ...Object.fromEntries(
          Object.entries(answers).flatMap(([name, schema]) => (schema ? [[name, plain(schema)]] : [])),
        ),
      },
      securitySchemes: {
        management: {
          type: 'oauth2',
          description: 'A token for the Management API of this tenant.',
          flows: {
            clientCredentials: {
              tokenUrl: `${issuer}oauth/token`,
              scopes: Object.fromEntries(scopes.map((scope) => [scope, scope])),
            },
          },
        },
        clientSecret: { type: 'http', scheme: 'basic', description: 'Id and secret of the client.' },
      },
    },
  };
}

/** Whether a route is part of what is published: not the refusals of paths and methods that are not there. */
function isPublished({ schema, method }: RouteOptions): boolean {
  return method !== 'HEAD' && schema?.hide !== true;
}

function methodOf({ method }: RouteOptions): string {
  return [method].flat()[0] ?? '';
}

function pathOf({ url }: RouteOptions): string {
  return url.replace(/:(\w+)/g, '{$1}');
}

function operationOf(route: RouteOptions): Operation {
  const name = `${methodOf(route)} ${pathOf(route)}`;
  const operation = operationTable.get(name);
  if (!operation) throw new Error(`${name} has no description: add it to description/operations.ts`);
  return operation;
}

/** The scopes of which a route asks for one; `allow` leaves them on its hook. */
function scopesOf({ onRequest }: RouteOptions): string[] {
  return [onRequest].flat().flatMap((hook) => (hook && 'scopes' in hook ? (hook.scopes as string[]) : []));
}

function describe(route: RouteOptions, operation: Operation): OpenAPIV3_1.OperationObject {
  const [status, answer] = operation.success;
  const schema = answers[answer];
  const scopes = scopesOf(route);
  const isTokenRequest = operation.id === 'issueToken';
  const body = isTokenRequest ? tokenRequestSchema : route.schema?.body;
  const statuses = scopes.length > 0 ? [...operation.refusals, ...everywhere] : operation.refusals;
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    ...(scopes.length > 0 && { security: scopes.map((scope) => ({ management: [scope] })) }),
    ...(isTokenRequest && { security: [{ clientSecret: [] }, {}] }),
    parameters: parametersOf(route.schema),
    ...(body !== undefined && {
      requestBody: {
        required: operation.id !== 'rotateClientSecret',
        content: Object.fromEntries(
          (isTokenRequest
            ? ['application/x-www-form-urlencoded', 'application/json']
            : ['application/json']
          ).map((type) => [type, { schema: plain(body) }]),
        ),
      },
    }),
    responses: {
      [status]: {
        description: schema ? (plain(schema).description ?? 'Done.') : 'Done.',
        ...(schema && {
          content: { 'application/json': { schema: { $ref: `#/components/schemas/${answer}` } } },
        }),
      },
      ...Object.fromEntries(
        [...new Set(statuses)].sort().map((refused) => [refused, refusal(refused, operation)]),
      ),
    },
  };
}

function refusal(status: number, { id, tag, success }: Operation): OpenAPIV3_1.ResponseObject {
  const schema = tag === 'Service' ? success[1] : id === 'issueToken' ? 'OAuthError' : 'ManagementError';
  return {
    description: id === 'issueToken' ? 'The request is refused.' : (refusals[status] ?? 'Refused.'),
    content: {
      'application/json': { schema: { $ref: `#/components/schemas/${schema}` } },
    },
  };
}

interface Properties {
  properties?: Record<string, { description?: string }>;
}

function parametersOf(schema: FastifySchema | undefined): OpenAPIV3_1.ParameterObject[] {
  const { params, querystring } = (schema ?? {}) as { params?: Properties; querystring?: Properties };
  const named = (place: 'path' | 'query', { properties = {} }: Properties = {}) =>
    Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path',
      ...(property.description !== undefined && { description: property.description }),
      schema: property,
    }));
  const parameters = [...named('path', params), ...named('query', querystring)];
  return JSON.parse(JSON.stringify(parameters)) as OpenAPIV3_1.ParameterObject[];
}

/** A schema as JSON, without what the library keeps on it for itself. */
function plain(schema: unknown): OpenAPIV3_1.SchemaObject {
  return JSON.parse(JSON.stringify(schema)) as OpenAPIV3_1.SchemaObject;
}
