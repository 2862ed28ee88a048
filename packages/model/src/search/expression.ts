/** What a value is compared with; times in milliseconds since the epoch. */
export type Sought = string | number | boolean;

/** One comparison of a field; `like` has the texts between its wildcards, which stand for any text. */
export type Comparison =
  | { field: string; operator: 'eq' | 'gt' | 'ge' | 'lt' | 'le'; value: Sought }
  | { field: string; operator: 'like'; parts: string[] }
  | { field: string; operator: 'pr' };

/** What is asked of each object that a search looks at. docs/decisions/0097 */
export type Expression = Comparison | { and: Expression[] } | { or: Expression[] } | { not: Expression };

/** The values of an object; text of fields that are compared in any case is in lower case. */
export type Values = (field: string) => Sought | undefined;

/** Whether an object is among those that are searched. What it does not have is equal to nothing. */
export function matches(expression: Expression, values: Values): boolean {
  if ('and' in expression) return expression.and.every((part) => matches(part, values));
  if ('or' in expression) return expression.or.some((part) => matches(part, values));
  if ('not' in expression) return !matches(expression.not, values);
  const value = values(expression.field);
  if (value === undefined) return false;
  if (expression.operator === 'pr') return true;
  if (expression.operator === 'like') return isLike(String(value), expression.parts);
  return isTrueOf[expression.operator](order(value, expression.value));
}

/** All comparisons of an expression, as they stand in it. */
export function comparisonsOf(expression: Expression): Comparison[] {
  if ('and' in expression) return expression.and.flatMap(comparisonsOf);
  if ('or' in expression) return expression.or.flatMap(comparisonsOf);
  return 'not' in expression ? comparisonsOf(expression.not) : [expression];
}

const isTrueOf = {
  eq: (order: number) => order === 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
};

function order(value: Sought, sought: Sought): number {
  if (value === sought) return 0;
  return value < sought ? -1 : 1;
}

/** Each part is looked for once, after the one before it, so that no pattern takes long. */
function isLike(value: string, [begin = '', ...others]: readonly string[]): boolean {
  const end = others.at(-1) ?? '';
  if (value.length < begin.length + end.length || !value.startsWith(begin) || !value.endsWith(end))
    return false;
  const middle = value.slice(begin.length, value.length - end.length);
  let from = 0;
  return others.slice(0, -1).every((part) => {
    const place = middle.indexOf(part, from);
    from = place + part.length;
    return place !== -1;
  });
}
