import type { HTTPQuery, HTTPQueryValue } from './configuration.js';
import { RequiredError } from './error.js';

/**
 * One id as a path segment, percent-encoded; a missing one, and one that would lead to another path, is refused.
 * sdk-contract.md 2 and 7, RFC 3986 section 5.2.4
 */
export function pathId<Field extends string>(
  parameters: Readonly<Record<Field, string>>,
  field: Field,
): string {
  const value = String(parameters?.[field] ?? '');
  if (['', '.', '..'].includes(value)) {
    const problem = value === '' ? 'is null, undefined or empty' : `is "${value}", which is no id`;
    throw new RequiredError(field, `Required parameter requestParameters.${field} ${problem}`);
  }
  return encodeURIComponent(value);
}

/** The query parameters among the request's parameters, in the order of the keys. sdk-contract.md 1 */
export function queryOf<Key extends string>(
  parameters: { readonly [key in Key]?: HTTPQueryValue | readonly HTTPQueryValue[] },
  keys: readonly Key[],
): HTTPQuery {
  return Object.fromEntries(keys.map((key) => [key, parameters[key]]));
}
