import { type Comparison, comparisonsOf, type Expression } from './expression.js';
import type { FieldKind, SearchedFields } from './fields.js';
import type { SearchParser } from './languages.js';
import { parseExpression } from './parse-expression.js';

const kinds: ReadonlyMap<string, FieldKind> = new Map([
  ['client_id', 'id'],
  ['external_client_id', 'id'],
  ['name', 'text'],
  ['app_type', 'id'],
  ['is_first_party', 'boolean'],
  ['updated_at', 'time'],
  ['client_grant.organization_id', 'id'],
  ['client_grant.allow_any_organization', 'boolean'],
]);

const ofMetadata = /^metadata\.(.+)$/s;

const fields: SearchedFields = {
  kindOf: (name) => (ofMetadata.test(name) ? 'value' : kinds.get(name)),
  names: `${[...kinds.keys()].join(', ')}, metadata.KEY`,
};

/** The key that a field of a client's metadata is for. */
export function metadataKey(field: string): string | undefined {
  return ofMetadata.exec(field)?.[1];
}

/** Words and parentheses before the first field of an expression. */
const beginning = /^\s*(?:\(\s*|NOT(?:\s+|(?=\()))*([^\s:()"]+):(?=\S)/;

/**
 * Reads `q` of a search for clients: an expression in the language that is named, in Lucene's where it begins with a field
 * that clients have, and plain text otherwise.
 * @throws RuleError (400) for an expression that is not understood. docs/decisions/0097
 */
export function parseClientSearch(
  q: string,
  parser: SearchParser | undefined,
): { text: string } | { expression: Expression } {
  if (parser) return { expression: parseExpression(q, parser, fields) };
  const [, field] = beginning.exec(q) ?? [];
  if (field === undefined || fields.kindOf(field) === undefined) return { text: q };
  return { expression: parseExpression(q, 'lucene', fields) };
}

/** The properties of clients that an expression asks about, and whether it asks about their grants. */
export function askedProperties(expression: Expression): { properties: string[]; grants: boolean } {
  const asked = comparisonsOf(expression).map(({ field }: Comparison) => field);
  const isOfGrants = (field: string) => field.startsWith('client_grant.');
  return {
    properties: asked
      .filter((field) => !isOfGrants(field))
      .map((field) => (metadataKey(field) === undefined ? field : 'client_metadata')),
    grants: asked.some(isOfGrants),
  };
}
