import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { RuleError } from './error.js';
import { excerpt, findViolation, type Violation } from './violation.js';

/** The part of a request that is checked; it names the error. */
export type RequestPart = 'Payload' | 'Query';

const errorCodes: Readonly<Record<RequestPart, string>> = {
  Payload: 'invalid_body',
  Query: 'invalid_query_string',
};

/**
 * Makes a check for a schema: the value comes back typed, or a RuleError (400) names the first rule it breaks.
 * management-api.md 1.3
 */
export function validator<Schema extends TSchema>(
  schema: Schema,
  part: RequestPart,
): (value: unknown) => Static<Schema> {
  let compiled: Validator<Record<never, never>, Schema> | undefined;
  return (value) => {
    // Compiled when it is first needed: a server has dozens of schemas and starts without any of them.
    compiled ??= Compile(schema);
    if (compiled.Check(value)) return value;
    throw violationError(
      part,
      findViolation(schema, value) ?? { rule: 'Invalid value', path: [], description: undefined },
    );
  };
}

/** Words a broken rule as the Management API does. management-api.md 1.3 */
export function violationError(part: RequestPart, { rule, path, description }: Violation): RuleError {
  const place =
    path.length === 0 ? '' : ` on property ${excerpt(path.map((name) => excerpt(name)).join('.'), 500)}`;
  const explanation = place === '' || description === undefined ? '' : ` (${description.replace(/\.$/, '')})`;
  return new RuleError(400, errorCodes[part], `${part} validation error: '${rule}'${place}${explanation}.`);
}
