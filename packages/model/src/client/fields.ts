import { RuleError } from '../error.js';
import { excerpt } from '../excerpt.js';
import { clientProperties } from './properties.js';

/** Which properties an answer is asked to have, or to leave out. management-api.md 2.1 */
export interface FieldSelection {
  include: boolean;
  /** Wire names; one with a dot names a property of an object. */
  names: readonly string[];
}

/** Older names that are still understood. client-visibility.md */
const aliases: ReadonlyMap<string, string> = new Map([['signing_key', 'signing_keys']]);

/**
 * Reads `fields` and `include_fields`.
 * @throws RuleError (400) for an empty list, and for a name that no client can have. client-visibility.md
 */
export function parseFields(
  fields: string | undefined,
  includeFields: boolean | undefined,
): FieldSelection | undefined {
  if (fields === undefined) return undefined;
  const names = fields.split(',').map((sent) => aliases.get(sent.trim()) ?? sent.trim());
  const unknown = names.find((name) => !clientProperties.has(name));
  if (unknown === '') throw invalidFields('Empty property name');
  if (unknown !== undefined) throw invalidFields(`No client has the property ${excerpt(unknown)}`);
  return { include: includeFields ?? true, names };
}

function invalidFields(rule: string): RuleError {
  return new RuleError(400, 'invalid_query_string', `Query validation error: '${rule}' on property fields.`);
}

type Shown = Readonly<Record<string, unknown>>;

/** Keeps the named properties, or takes them away. */
export function selectFields(shown: Shown, { include, names }: FieldSelection): Record<string, unknown> {
  return include ? pick(shown, names) : omit(shown, names);
}

function pick(shown: Shown, names: readonly string[]): Record<string, unknown> {
  const entries = names
    .filter((name) => !name.includes('.') && Object.hasOwn(shown, name))
    .map((name): [string, unknown] => [name, shown[name]]);
  const picked = new Map(entries);
  for (const [outer, inner] of nestedNames(names)) {
    const value = shown[outer];
    if (names.includes(outer) || !isObject(value) || !Object.hasOwn(value, inner)) continue;
    const before = picked.get(outer);
    picked.set(outer, { ...(isObject(before) && before), [inner]: value[inner] });
  }
  return Object.fromEntries(picked);
}

function omit(shown: Shown, names: readonly string[]): Record<string, unknown> {
  const left = new Map(Object.entries(shown).filter(([name]) => !names.includes(name)));
  for (const [outer, inner] of nestedNames(names)) {
    const value = left.get(outer);
    if (isObject(value))
      left.set(outer, Object.fromEntries(Object.entries(value).filter(([name]) => name !== inner)));
  }
  return Object.fromEntries(left);
}

function nestedNames(names: readonly string[]): [outer: string, inner: string][] {
  return names.flatMap((name) => {
    const [outer, inner] = name.split('.');
    return outer !== undefined && inner !== undefined ? [[outer, inner]] : [];
  });
}

function isObject(value: unknown): value is Shown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
