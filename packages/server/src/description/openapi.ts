import type { FastifySchema, RouteOptions } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { type NamedSchema, type RouteDescription, tags } from '../http/route-description.js';

interface DescribedRoute {
  route: RouteOptions;
  description: RouteDescription;
}

/** The document as it is published under an issuer. OpenAPI 3.1. */
export function openapiDocument(all: readonly RouteOptions[], issuer: string): OpenAPIV3_1.Document {
  const routes = all.flatMap(described);
  const paths: OpenAPIV3_1.PathsObject = {};
  for (const described of routes) {
    const path = pathOf(described.route);
    paths[path] = { ...paths[path], [methodOf(described.route).toLowerCase()]: operationOf(described) };
  }
  const scopes = [...new Set(routes.flatMap(({ route }) => scopesOf(route)))].sort();
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
    tags: tags.map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(
        routes.flatMap(({ description }) =>
          bodiesOf(description).map(({ name, schema }) => [name, plain(schema())]),
        ),
      ),
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

function described(route: RouteOptions): DescribedRoute[] {
  const description = route.config?.description;
  return description && route.method !== 'HEAD' ? [{ route, description }] : [];
}

function bodiesOf({ success: [, body], refusals }: RouteDescription): NamedSchema[] {
  return [body, refusals?.body].filter((named) => named !== undefined);
}

function methodOf({ method }: RouteOptions): string {
  return [method].flat()[0] ?? '';
}

function pathOf({ url }: RouteOptions): string {
  return url.replace(/:(\w+)/g, '{$1}');
}

/** The scopes of which a route asks for one; `allow` leaves them on its hook. */
function scopesOf({ onRequest }: RouteOptions): string[] {
  return [onRequest].flat().flatMap((hook) => (hook && 'scopes' in hook ? (hook.scopes as string[]) : []));
}

function operationOf({ route, description }: DescribedRoute): OpenAPIV3_1.OperationObject {
  const { id, summary, tag, success, otherwise = {}, refusals } = description;
  const [status, body] = success;
  const security = securityOf(route, description);
  const requestBody = requestBodyOf(route, description);
  return {
    operationId: id,
    summary,
    tags: [tag],
    ...(security && { security }),
    parameters: [...parametersOf(route.schema), ...headerParameters(description)],
    ...(requestBody && { requestBody }),
    responses: {
      [status]: responseOf(body),
      ...Object.fromEntries(
        Object.entries(otherwise).map(([other, text]) => [other, responseOf(undefined, text)]),
      ),
      ...Object.fromEntries(
        Object.entries(refusals?.texts ?? {}).map(([refused, text]) => [
          refused,
          responseOf(refusals?.body, text),
        ]),
      ),
    },
  };
}

function securityOf(
  route: RouteOptions,
  { security, furtherScopes = [] }: RouteDescription,
): OpenAPIV3_1.SecurityRequirementObject[] | undefined {
  const scopes = scopesOf(route);
  if (scopes.length === 0) return security;
  const sets = scopes.flatMap((scope) =>
    furtherScopes.length > 0 ? furtherScopes.map((further) => [scope, further]) : [[scope]],
  );
  return sets.map((set) => ({ management: set }));
}

function requestBodyOf(
  { schema }: RouteOptions,
  { body }: RouteDescription,
): OpenAPIV3_1.RequestBodyObject | undefined {
  const described = body?.schema?.() ?? schema?.body;
  if (described === undefined) return undefined;
  const types = body?.types ?? ['application/json'];
  const complete = withDefaults(plain(described), body?.defaults?.());
  const content = { schema: complete, ...(body?.example !== undefined && { example: body.example }) };
  return {
    required: body?.optional !== true,
    content: Object.fromEntries(types.map((type) => [type, content])),
  };
}

function withDefaults(
  schema: OpenAPIV3_1.SchemaObject,
  defaults: Readonly<Record<string, unknown>> = {},
): OpenAPIV3_1.SchemaObject {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    Object.hasOwn(defaults, name) ? { ...property, default: defaults[name] } : property,
  ]);
  return properties.length === 0 ? schema : { ...schema, properties: Object.fromEntries(properties) };
}

function responseOf(body: NamedSchema | undefined, text?: string): OpenAPIV3_1.ResponseObject {
  if (!body) return { description: text ?? 'Done.' };
  return {
    description: text ?? plain(body.schema()).description ?? 'Done.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${body.name}` } } },
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

function headerParameters({ headers = {} }: RouteDescription): OpenAPIV3_1.ParameterObject[] {
  return Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string' },
  }));
}

/** A schema as JSON, without what the library keeps on it for itself. */
function plain(schema: unknown): OpenAPIV3_1.SchemaObject {
  return JSON.parse(JSON.stringify(schema)) as OpenAPIV3_1.SchemaObject;
}
