import { matches, type Sought } from './expression.js';
import type { FieldKind, SearchedFields } from './fields.js';
import type { SearchParser } from './languages.js';
import { parseExpression } from './parse-expression.js';

/** What of an API can be searched; `updated_at` in milliseconds since the epoch. */
export interface SearchedResourceServer {
  id: string;
  identifier: string;
  name?: string | undefined;
  updated_at: number;
}

const fields: ReadonlyMap<
  string,
  { kind: FieldKind; of: (api: SearchedResourceServer) => Sought | undefined }
> = new Map([
  ['id', { kind: 'text', of: ({ id }) => id.toLowerCase() }],
  ['identifier', { kind: 'text', of: ({ identifier }) => identifier.toLowerCase() }],
  ['name', { kind: 'text', of: ({ name }) => name?.toLowerCase() }],
  ['updated_at', { kind: 'time', of: ({ updated_at }) => updated_at }],
]);

const searched: SearchedFields = {
  kindOf: (name) => fields.get(name)?.kind,
  names: [...fields.keys()].join(', '),
};

/**
 * Reads `q` of a search for APIs.
 * @throws RuleError (400) for what is not understood. docs/decisions/0087
 */
export function parseResourceServerQuery(
  q: string,
  parser: SearchParser,
): (api: SearchedResourceServer) => boolean {
  const expression = parseExpression(q, parser, searched);
  return (api) => matches(expression, (field) => fields.get(field)?.of(api));
}
