import { excerpt } from '../excerpt.js';
import { parseLastMoment, parseMoment } from '../moment.js';
import type { Expression } from './expression.js';
import { invalidQuery } from './refusal.js';

/** How fields are compared: text in any case, values and ids as they are, ids only as a whole. docs/decisions/0097 */
export type FieldKind = 'text' | 'value' | 'id' | 'boolean' | 'time';

/** What can be searched. */
export interface SearchedFields {
  kindOf(field: string): FieldKind | undefined;
  /** All of them, for people. */
  names: string;
}

/** The operators of SCIM. RFC 7644 section 3.4.2.2 */
export type Operator = 'eq' | 'ne' | 'sw' | 'ew' | 'co' | 'pr' | 'gt' | 'ge' | 'lt' | 'le';

const whole = ['eq', 'ne', 'pr'] as const;
const ordered = ['gt', 'ge', 'lt', 'le'] as const;
const partly = ['sw', 'ew', 'co'] as const;
const operatorsOf: Record<FieldKind, readonly Operator[]> = {
  text: [...whole, ...partly, ...ordered],
  value: [...whole, ...partly],
  id: whole,
  boolean: whole,
  time: [...whole, ...ordered],
};

/** A field as it was asked for. */
export interface AskedField {
  field: string;
  kind: FieldKind;
  /** Where it stands. */
  at: number;
}

/** @throws RuleError (400) for a field that cannot be searched. */
export function askedField({ kindOf, names }: SearchedFields, field: string, at: number): AskedField {
  const kind = kindOf(field);
  if (kind === undefined) throw invalidQuery(`Cannot be searched: ${excerpt(field)}; expected ${names}`, at);
  return { field, kind, at };
}

/** @throws RuleError (400) for an operator that the field does not have. */
export function requireOperator({ field, kind, at }: AskedField, operator: Operator): void {
  const known = operatorsOf[kind];
  if (!known.includes(operator))
    throw invalidQuery(`${excerpt(field)} is compared with ${known.join(', ')} only`, at);
}

/**
 * A comparison with a text.
 * @throws RuleError (400) for an operator that the field does not have, and for text that is no value of it.
 */
export function comparison(asked: AskedField, operator: Exclude<Operator, 'pr'>, text: string): Expression {
  requireOperator(asked, operator);
  const { field } = asked;
  switch (operator) {
    case 'ne':
      return { not: comparison(asked, 'eq', text) };
    case 'sw':
      return like(asked, [text, '']);
    case 'ew':
      return like(asked, ['', text]);
    case 'co':
      return like(asked, ['', text, '']);
    case 'eq':
      return asked.kind === 'time' ? during(asked, text) : { field, operator, value: parsed(asked, text) };
    default:
      return { field, operator, value: parsed(asked, text, operator) };
  }
}

/** A comparison with text that has any other text between its parts. */
export function like(asked: AskedField, parts: string[]): Expression {
  const { field, kind } = asked;
  requireOperator(asked, 'co');
  return {
    field,
    operator: 'like',
    parts: kind === 'text' ? parts.map((part) => part.toLowerCase()) : parts,
  };
}

/** A day counts from its beginning to its end. */
function during(asked: AskedField, text: string): Expression {
  const { field } = asked;
  const [from, to] = [parsed(asked, text, 'ge'), parsed(asked, text, 'le')];
  if (from === to) return { field, operator: 'eq', value: from };
  return {
    and: [
      { field, operator: 'ge', value: from },
      { field, operator: 'le', value: to },
    ],
  };
}

function parsed(
  { field, kind, at }: AskedField,
  text: string,
  operator?: Operator,
): string | number | boolean {
  if (kind === 'text') return text.toLowerCase();
  if (kind === 'boolean') {
    if (text !== 'true' && text !== 'false')
      throw invalidQuery(`${field} is true or false, and not ${excerpt(text)}`, at);
    return text === 'true';
  }
  if (kind !== 'time') return text;
  const toTheEnd = operator === 'gt' || operator === 'le';
  const time = toTheEnd ? parseLastMoment(text) : parseMoment(text);
  if (time === undefined) throw invalidQuery(`Not a date or time: ${excerpt(text)}`, at);
  return time;
}
