import type { Schema } from './schema-facts.js';

/** A value for one place of a body, and whether the description allows it. */
export interface Probe {
  /** The place, as `.refresh_token.leeway`, and what the value is there. */
  title: string;
  /** The name of the property of the body in which the place lies. */
  property: string;
  /** What is sent under that name. */
  value: unknown;
  allowed: boolean;
}

/** Values that a place takes where the description alone does not say what one looks like, by place. */
export type Samples = (place: string, schema: Schema) => unknown;

interface Place {
  at: string;
  schema: Schema;
  /** Puts a value for this place into what stands around it. */
  wrap: (value: unknown) => unknown;
}

/**
 * The values at the edges of each property of a body: the smallest and the largest that are allowed, one beyond each,
 * each member of an enumeration and one that is none, another type, and null.
 */
export function probesOf(body: Schema, sample: Samples): Probe[] {
  const probes: Probe[] = [];
  const visit = (place: Place, property: string) => {
    for (const [what, value, allowed] of valuesFor(place, sample))
      probes.push({ title: `${place.at} ${what}`, property, value: place.wrap(value), allowed });
    for (const inner of placesIn(place, sample)) visit(inner, property);
  };
  for (const [name, schema] of Object.entries(body.properties ?? {}))
    visit({ at: `.${name}`, schema, wrap: (value) => value }, name);
  return probes;
}

function placesIn({ at, schema, wrap }: Place, sample: Samples): Place[] {
  const alone = schema.maxProperties === 1;
  const around = () => (alone ? {} : (minimal(schema, at, sample) as Record<string, unknown>));
  const members = Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    at: `${at}.${name}`,
    schema: inner,
    wrap: (value: unknown) => wrap({ ...around(), [name]: value }),
  }));
  const items = schema.items
    ? [{ at: `${at}[]`, schema: schema.items, wrap: (value: unknown) => wrap([value]) }]
    : [];
  return [...members, ...items];
}

/** The least that the description allows at a place. */
function minimal(schema: Schema, at: string, sample: Samples): unknown {
  const given = sample(at, schema);
  if (given !== undefined) return given;
  if (schema.enum) return schema.enum.find((value) => value !== null);
  const type = [schema.type].flat().find((name) => name !== 'null');
  if (type === 'object') {
    const { properties = {}, required = [], minProperties = 0 } = schema;
    const names = [...new Set([...required, ...Object.keys(properties).slice(0, Number(minProperties))])];
    return Object.fromEntries(
      names.map((name) => [name, minimal(properties[name] ?? {}, `${at}.${name}`, sample)]),
    );
  }
  if (type === 'array')
    return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
      minimal(schema.items ?? {}, `${at}[]`, sample),
    );
  if (type === 'integer' || type === 'number') return Number(schema.minimum ?? 0);
  if (type === 'boolean') return true;
  return 'x'.repeat(Math.max(1, Number(schema.minLength ?? 0)));
}

type Value = readonly [what: string, value: unknown, allowed: boolean];

function valuesFor({ at, schema }: Place, sample: Samples): Value[] {
  const types = [schema.type].flat();
  const least = minimal(schema, at, sample);
  return [
    ['null', null, types.includes('null')],
    ['the least', least, true],
    ['another type', types.includes('string') ? 5 : 'text', false],
    ...(schema.enum ? members(schema.enum) : []),
    ...(types.includes('string') && !schema.enum ? texts(schema, least) : []),
    ...(types.includes('integer') ? numbers(schema) : []),
    ...(types.includes('array') ? lists(schema) : []),
    ...(types.includes('object') ? objects(schema, least as object) : []),
  ];
}

function members(values: readonly unknown[]): Value[] {
  const named = values.filter((value) => value !== null);
  return [
    ...named.map((value) => [`"${value}"`, value, true] as const),
    ['no member', 'no-such-member', false],
  ];
}

function texts({ minLength, maxLength, pattern, format }: Schema, least: unknown): Value[] {
  const text = (length: number) => String(least).padEnd(length, 'x').slice(0, length);
  const shaped = pattern !== undefined || format !== undefined;
  return [
    ...(minLength ? [['one character too few', text(Number(minLength) - 1), false] as const] : []),
    ...(maxLength !== undefined && !shaped
      ? [
          ['the longest', text(Number(maxLength)), true] as const,
          ['one too long', text(Number(maxLength) + 1), false] as const,
        ]
      : []),
  ];
}

function numbers({ minimum, maximum }: Schema): Value[] {
  const bounds = [
    ...(minimum === undefined ? [] : [['one below', Number(minimum) - 1, false] as const]),
    ...(maximum === undefined
      ? []
      : [
          ['the greatest', Number(maximum), true] as const,
          ['one above', Number(maximum) + 1, false] as const,
        ]),
  ];
  return [...bounds, ['a fraction', Number(minimum ?? 0) + 0.5, false]];
}

function lists({ minItems }: Schema): Value[] {
  return minItems ? [['an empty list', [], false]] : [];
}

function objects({ minProperties, additionalProperties }: Schema, least: object): Value[] {
  return [
    ...(minProperties ? [['an empty object', {}, false] as const] : []),
    ...(typeof additionalProperties === 'boolean'
      ? [['a further member', { ...least, further_member: 'x' }, additionalProperties] as const]
      : []),
  ];
}
