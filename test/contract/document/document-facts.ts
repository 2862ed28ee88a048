import { type Facts, type Schema, schemaFacts } from './schema-facts.js';

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  security?: Record<string, string[]>[];
}

/** What is read of an OpenAPI document. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** All that a document states about operations below a path, as `POST /clients body.name maxLength` is `255`. */
export function documentFacts({ paths, components }: OpenApi, root = ''): Facts {
  const facts: Facts = new Map();
  const resolve = (ref: string): Schema =>
    components.schemas[ref.slice('#/components/schemas/'.length)] ?? {};
  for (const [path, operations] of Object.entries(paths).filter(([name]) => name.startsWith(root)))
    for (const [method, operation] of Object.entries(operations)) {
      const name = `${method.toUpperCase()} ${path.slice(root.length).replace(/\{\w+\}/g, '{}')}`;
      facts.set(`${name} operation`, 'true');
      for (const [place, schema, keywords] of schemasOf(operation))
        for (const [fact, value] of schemaFacts(schema, resolve, keywords))
          facts.set(`${name} ${place}${fact}`, value);
      for (const { name: parameter, in: where } of operation.parameters ?? [])
        if (where === 'query') facts.set(`${name} query.${parameter} property`, 'true');
      for (const status of Object.keys(operation.responses)) facts.set(`${name} status ${status}`, 'true');
      facts.set(`${name} scopes`, scopesOf(operation));
    }
  return facts;
}

/** Of answers the shape is compared, and not how long a text in them may be. */
function schemasOf({ parameters = [], requestBody, responses }: Operation) {
  const query = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema }) => [`query.${name}`, schema, 'all'] as const);
  const body = requestBody?.content['application/json']?.schema;
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const answer = success?.content?.['application/json']?.schema;
  return [
    ...query,
    ...(body ? [['body', body, 'all'] as const] : []),
    ...(answer ? [['answer', answer, 'shape'] as const] : []),
  ];
}

function scopesOf({ security = [] }: Operation): string {
  return [...new Set(security.flatMap((way) => Object.values(way).flat()))].sort().join(' ');
}
