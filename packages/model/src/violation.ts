import { RuleError } from './error.js';
import { excerpt } from './excerpt.js';

/** The first rule of a schema that a value breaks, worded as the Management API does. management-api.md 1.3 */
export interface Violation {
  rule: string;
  /** Property names and array indexes from the root to the offending value. */
  path: readonly (string | number)[];
  description: string | undefined;
  /** The property that is too much, where that is what is wrong. */
  unknown?: string | undefined;
}

/** The part of a request that is checked; it names the error. */
export type RequestPart = 'Payload' | 'Query';

const errorCodes: Readonly<Record<RequestPart, string>> = {
  Payload: 'invalid_body',
  Query: 'invalid_query_string',
};

/** Words a broken rule as the Management API does. management-api.md 1.3 */
export function violationError(part: RequestPart, { rule, path, description }: Violation): RuleError {
  const place = path.length === 0 ? '' : ` on property ${excerpt(writtenPath(path), 500)}`;
  const explanation = place === '' || description === undefined ? '' : ` (${description.replace(/\.$/, '')})`;
  return new RuleError(400, errorCodes[part], `${part} validation error: '${rule}'${place}${explanation}.`);
}

/** `scopes[1].value` */
function writtenPath(path: Violation['path']): string {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${excerpt(step)}`));
  return steps.join('').replace(/^\./, '');
}

/** The error for properties that a body may not have here. management-api.md 1.3 */
export function unknownProperties(
  names: readonly string[],
  path: Violation['path'] = [],
  description?: string,
): RuleError {
  return violationError('Payload', {
    rule: `Additional properties not allowed: ${names.join()}`,
    path,
    description,
  });
}
