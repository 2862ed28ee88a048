import type { Static, TSchema } from 'typebox';
import { findViolation } from './find-violation.js';
import { type RequestPart, violationError } from './violation.js';

/**
 * Makes a check for a schema: the value comes back typed, or a RuleError (400) names the first rule it breaks.
 * Browsers may forbid code that is made at run time, so the schema is read with each value; who may compile it
 * says by `accepts` what to let through. management-api.md 1.3
 */
export function validator<Schema extends TSchema>(
  schema: Schema,
  part: RequestPart,
  accepts: (value: unknown) => boolean = (value) => findViolation(schema, value) === undefined,
): (value: unknown) => Static<Schema> {
  return (value) => {
    if (accepts(value)) return value as Static<Schema>;
    const found = findViolation(schema, value);
    throw violationError(part, found ?? { rule: 'Invalid value', path: [], description: undefined });
  };
}
