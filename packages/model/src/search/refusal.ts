import { RuleError } from '../error.js';
import { excerpt } from '../excerpt.js';

/** A query that breaks a rule, where it has a place with that place. */
export function invalidQuery(rule: string, at?: number): RuleError {
  const place = at === undefined ? '' : ` (at character ${at + 1})`;
  return new RuleError(
    400,
    'invalid_query_string',
    `Query validation error: '${rule}${place}' on property q.`,
  );
}

/** A query of which what begins here is not understood. */
export function notUnderstood(text: string, at: number): RuleError {
  return invalidQuery(`Not understood: ${excerpt(text)}`, at);
}
