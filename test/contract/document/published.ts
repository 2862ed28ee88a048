import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OpenApi } from './document-facts.js';
import type { Schema } from './schema-facts.js';

const file = fileURLToPath(
  new URL('../../../../shared/reference/management-oas-2026-06.json', import.meta.url),
);

/** The description that the original publishes is not part of this repository; the tests that need it run where it is. */
export const isPublishedAtHand = existsSync(file);

/** Reads the published description. */
export function publishedDescription(): OpenApi {
  return JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
}

/** The schema of an operation's body, with all that it refers to in place. */
export function bodyOf({ paths, components }: OpenApi, path: string, method: string): Schema {
  const inPlace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inPlace);
    if (typeof value !== 'object' || value === null) return value;
    const { $ref, ...own } = value as Schema;
    const rest = Object.fromEntries(Object.entries(own).map(([name, inner]) => [name, inPlace(inner)]));
    const referred = $ref === undefined ? {} : components.schemas[$ref.slice('#/components/schemas/'.length)];
    return $ref === undefined ? rest : { ...(inPlace(referred) as object), ...rest };
  };
  const schema = paths[path]?.[method]?.requestBody?.content['application/json']?.schema;
  if (!schema) throw new Error(`${method} ${path} has no body`);
  return inPlace(schema) as Schema;
}
