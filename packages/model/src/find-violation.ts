import type { TSchema } from 'typebox';
import { Format } from 'typebox/format';
import { formatInRefusals } from './address/format.js';
import { excerpt } from './excerpt.js';
import type { Violation } from './violation.js';

/** The JSON Schema keywords that the schemas of this package use. */
interface Keywords extends TSchema {
  type?: string;
  description?: string;
  writeOnly?: boolean;
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Keywords[];
  properties?: Readonly<Record<string, Keywords>>;
  required?: readonly string[];
  additionalProperties?: boolean | Keywords;
  propertyNames?: Keywords;
  minProperties?: number;
  maxProperties?: number;
  items?: Keywords;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
}

type Path = Violation['path'];
type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Finds the first broken rule, always the same one for the same value: what is too much or missing on an object
 * comes before its properties, and those come in the order of the schema.
 */
export function findViolation(schema: Keywords, value: unknown, path: Path = []): Violation | undefined {
  if (schema.anyOf) return unionViolation(schema.anyOf, value, path);
  const rule = typeRule(schema, value) ?? valueRule(schema, value);
  if (rule !== undefined) return { rule, path, description: schema.description };
  if (Array.isArray(value)) return itemViolation(schema, value, path);
  return isJsonObject(value) ? objectViolation(schema, value, path) : undefined;
}

const maxListing = 1000;

function listing(names: readonly string[]): string {
  const shown = names.slice(0, maxListing).map((name) => excerpt(name));
  return excerpt(shown.join(), maxListing);
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function hasType(schema: Keywords, value: unknown): boolean {
  const name = typeName(value);
  return (
    schema.type === undefined || schema.type === name || (schema.type === 'number' && name === 'integer')
  );
}

function typeRule(schema: Keywords, value: unknown): string | undefined {
  return hasType(schema, value)
    ? undefined
    : `Expected type ${schema.type} but found type ${typeName(value)}`;
}

function valueRule(schema: Keywords, value: unknown): string | undefined {
  const allowed = 'const' in schema ? [schema.const] : schema.enum;
  if (allowed && !allowed.includes(value))
    return `No enum match for: ${excerpt(JSON.stringify(value) ?? 'undefined')}`;
  if (typeof value === 'string') return textRule(schema, value);
  if (typeof value === 'number') return numberRule(schema, value);
  return Array.isArray(value) ? arrayRule(schema, value) : undefined;
}

function textRule(
  { minLength = 0, maxLength, pattern, format, writeOnly }: Keywords,
  value: string,
): string | undefined {
  const length = [...value].length;
  if (length < minLength) return `String is too short (${length} chars), minimum ${minLength}`;
  if (maxLength !== undefined && length > maxLength)
    return `String is too long (${length} chars), maximum ${maxLength}`;
  const shown = writeOnly ? '' : `: ${excerpt(value)}`;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(value))
    return `String does not match pattern ${pattern}${shown}`;
  if (format !== undefined && !Format.Test(format, value))
    return `Object didn't pass validation for format ${formatInRefusals(format)}${shown}`;
  return undefined;
}

function numberRule({ minimum, maximum }: Keywords, value: number): string | undefined {
  if (minimum !== undefined && value < minimum) return `Value ${value} is less than minimum ${minimum}`;
  if (maximum !== undefined && value > maximum) return `Value ${value} is greater than maximum ${maximum}`;
  return undefined;
}

function arrayRule({ minItems = 0, maxItems, uniqueItems }: Keywords, value: unknown[]): string | undefined {
  const { length } = value;
  if (length < minItems) return `Array is too short (${length}), minimum ${minItems}`;
  if (maxItems !== undefined && length > maxItems)
    return `Array is too long (${length}), maximum ${maxItems}`;
  if (!uniqueItems) return undefined;
  const second = value.findIndex((item, index) => value.indexOf(item) < index);
  if (second < 0) return undefined;
  return `Array items are not unique (indexes ${value.indexOf(value[second])} and ${second})`;
}

/** Items that are not described themselves go by what is said of the list. */
function itemViolation(
  { items, description }: Keywords,
  value: unknown[],
  path: Path,
): Violation | undefined {
  if (!items) return undefined;
  for (const [index, item] of value.entries()) {
    const found = findViolation(items, item, [...path, index]);
    if (found) return { ...found, description: found.description ?? description };
  }
  return undefined;
}

function objectViolation(schema: Keywords, value: JsonObject, path: Path): Violation | undefined {
  const { properties = {}, additionalProperties = true } = schema;
  const names = Object.keys(value);
  const additional = names.filter((name) => !Object.hasOwn(properties, name));
  const rule = objectRule(schema, value, additional);
  if (rule !== undefined) {
    const [unknown] = schema.additionalProperties === false ? additional : [];
    return { rule, path, description: schema.description, ...(unknown !== undefined && { unknown }) };
  }
  for (const [name, property] of Object.entries(properties)) {
    const found = Object.hasOwn(value, name)
      ? findViolation(property, value[name], [...path, name])
      : undefined;
    if (found) return found;
  }
  for (const name of names) {
    const found = schema.propertyNames && findViolation(schema.propertyNames, name, [...path, name]);
    if (found) return found;
  }
  if (typeof additionalProperties === 'boolean') return undefined;
  for (const name of additional) {
    const found = findViolation(additionalProperties, value[name], [...path, name]);
    if (found) return found;
  }
  return undefined;
}

function objectRule(schema: Keywords, value: JsonObject, additional: readonly string[]): string | undefined {
  if (schema.additionalProperties === false && additional.length > 0)
    return `Additional properties not allowed: ${listing(additional)}`;
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `Missing required property: ${missing}`;
  const { length } = Object.keys(value);
  const { minProperties = 0, maxProperties } = schema;
  if (length < minProperties) return `Too few properties defined (${length}), minimum ${minProperties}`;
  if (maxProperties !== undefined && length > maxProperties)
    return `Too many properties defined (${length}), maximum ${maxProperties}`;
  return undefined;
}

function unionViolation(branches: readonly Keywords[], value: unknown, path: Path): Violation | undefined {
  if (branches.some((branch) => findViolation(branch, value, path) === undefined)) return undefined;
  const typed = branches.filter((branch) => hasType(branch, value));
  if (typed.length === 0) {
    const expected = branches.find(({ type }) => type !== 'null') ?? {};
    return findViolation(expected, value, path);
  }
  const tag = isJsonObject(value) ? tagOf(typed) : undefined;
  if (tag === undefined || !isJsonObject(value) || !Object.hasOwn(value, tag))
    return findViolation(typed[0] ?? {}, value, path);
  const tagged = typed.filter(({ properties }) => properties?.[tag]?.const === value[tag]);
  const closest = tagged.find(({ required = [] }) => required.every((name) => Object.hasOwn(value, name)));
  if (tagged.length === 0)
    return findViolation(typed[0]?.properties?.[tag] ?? {}, value[tag], [...path, tag]);
  return findViolation(closest ?? tagged[0] ?? {}, value, path);
}

/** The property whose constant distinguishes the branches of a union. */
function tagOf(branches: readonly Keywords[]): string | undefined {
  const [first, ...others] = branches.map(({ properties = {} }) => properties);
  return Object.keys(first ?? {}).find((name) =>
    [first, ...others].every((properties) => properties?.[name] && 'const' in properties[name]),
  );
}
