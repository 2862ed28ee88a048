import type { OpenAPIV3_1 } from 'openapi-types';
import { type Html, html } from './html.js';

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject;

/** A schema as nested tables of properties. */
export function schemaTable(schema: Schema, document: OpenAPIV3_1.Document): Html {
  const resolved = resolve(schema, document);
  const variants = (resolved.anyOf ?? []).filter((variant) => resolve(variant, document).type !== 'null');
  if (variants.length > 0)
    return html`${variants.map((variant) => html`<div class="variant"><p>${resolve(variant, document).description ?? ''}</p>${schemaTable(variant, document)}</div>`)}`;
  if (resolved.type === 'array') return html`<p>A list of:</p>${schemaTable(resolved.items, document)}`;
  const properties = Object.entries(resolved.properties ?? {});
  if (properties.length === 0) return html`<p>${typeOf(resolved, document)} ${limits(resolved)}</p>`;
  const required = new Set(resolved.required ?? []);
  return html`<table><tbody>
${properties.map(([name, property]) => row(name, { property, required: required.has(name) }, document))}
</tbody></table>`;
}

function row(
  name: string,
  { property, required }: { property: Schema; required: boolean },
  document: OpenAPIV3_1.Document,
): Html {
  const resolved = resolve(property, document);
  const inner = objectIn(resolved, document);
  return html`<tr><th scope="row"><code>${name}</code>${required ? html` <small>required</small>` : ''}</th>
<td>${typeOf(resolved, document)} <small>${limits(resolved)}</small><br>${descriptionOf(resolved, document)}
${inner ? html`<details><summary>its properties</summary>${schemaTable(inner, document)}</details>` : ''}</td></tr>
`;
}

function resolve(schema: Schema, document: OpenAPIV3_1.Document): OpenAPIV3_1.SchemaObject {
  if (!('$ref' in schema) || schema.$ref === undefined) return schema as OpenAPIV3_1.SchemaObject;
  const name = schema.$ref.replace('#/components/schemas/', '');
  return document.components?.schemas?.[name] ?? {};
}

/** The object that a property is, lists, or may be besides null. */
function objectIn(
  schema: OpenAPIV3_1.SchemaObject,
  document: OpenAPIV3_1.Document,
): OpenAPIV3_1.SchemaObject | undefined {
  if (schema.type === 'array') return objectIn(resolve(schema.items, document), document);
  if (schema.anyOf)
    return schema.anyOf.map((variant) => objectIn(resolve(variant, document), document)).find(Boolean);
  return Object.keys(schema.properties ?? {}).length > 0 ? schema : undefined;
}

function typeOf(schema: OpenAPIV3_1.SchemaObject, document: OpenAPIV3_1.Document): string {
  if (schema.anyOf)
    return schema.anyOf.map((variant) => typeOf(resolve(variant, document), document)).join(' or ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(', ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === 'array') return `list of ${typeOf(resolve(schema.items, document), document)}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function descriptionOf(schema: OpenAPIV3_1.SchemaObject, document: OpenAPIV3_1.Document): string {
  const variants = schema.anyOf ?? [];
  return (
    schema.description ??
    variants.map((variant) => resolve(variant, document).description).find((text) => text !== undefined) ??
    ''
  );
}

/** The limits that a schema can state, in words. */
const limitWords = {
  minLength: 'at least # characters',
  maxLength: 'at most # characters',
  minimum: 'at least #',
  maximum: 'at most #',
  minItems: 'at least # items',
  maxItems: 'at most # items',
  maxProperties: 'at most # entries',
  pattern: 'matches #',
  default: 'default #',
} as const;

function limits(schema: OpenAPIV3_1.SchemaObject): string {
  const inner = schema.anyOf?.find((variant) => 'type' in variant && variant.type !== 'null');
  const stated = { ...inner, ...schema } as Record<string, unknown>;
  return Object.entries(limitWords)
    .filter(([name]) => stated[name] !== undefined)
    .map(([name, words]) => words.replace('#', () => shown(stated[name])))
    .join(', ');
}

function shown(limit: unknown): string {
  return typeof limit === 'object' ? JSON.stringify(limit) : String(limit);
}
