import fc, { type Arbitrary } from 'fast-check';
import type { OpenAPIV3_1 } from 'openapi-types';

type Schema = OpenAPIV3_1.SchemaObject;

/** Values that mean something to the server, by the name of the property that holds them. */
export type Known = Readonly<Record<string, readonly string[]>>;

const texts = fc.constantFrom(
  'a',
  'abc-1',
  'https://app.example.com/x',
  'urn:a',
  'org_1',
  '2095-05-13T09:33:13.000Z',
  'read:a',
  '10.0.0.0/8',
);

/** Values as a schema describes them; most of them are valid, and those that are not are welcome too. */
export function valuesOf(schema: Schema, known: Known, name = ''): Arbitrary<unknown> {
  const choices = known[name];
  if (schema.anyOf)
    return fc.oneof(...schema.anyOf.map((variant) => valuesOf(variant as Schema, known, name)));
  if (schema.enum) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.const !== undefined) return fc.constant(schema.const);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, known);
    case 'array':
      return fc.array(valuesOf(schema.items as Schema, known, name), {
        minLength: Math.min(schema.minItems ?? 0, 3),
        maxLength: Math.max(1, Math.min(schema.maxItems ?? 3, 3)),
      });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 1000, 100_000) });
    case 'null':
      return fc.constant(null);
    default:
      return choices && choices.length > 0 ? fc.constantFrom(...choices) : texts;
  }
}

function objectOf(schema: Schema, known: Known): Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? []);
  const shape = Object.fromEntries(
    properties.map(([name, property]) => [name, valuesOf(property as Schema, known, name)]),
  );
  // Few at a time, or hardly any body would pass all rules between properties.
  const optional = properties.map(([name]) => name).filter((name) => !required.has(name));
  return fc
    .tuple(fc.record(shape), fc.subarray(optional, { maxLength: Math.min(3, optional.length) }))
    .map(([all, kept]) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => required.has(name) || kept.includes(name))),
    );
}

/** What has no place anywhere. */
const junk: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    -1,
    1.5,
    1e300,
    true,
    [],
    {},
    '<script>',
    '\u202e',
    'x'.repeat(70_000),
  ),
  fc.constant(Array.from({ length: 10_000 }, () => 'x')),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** A body with something in it replaced, added or taken away. */
export function mutated(body: unknown): Arbitrary<unknown> {
  return fc.tuple(fc.nat(), junk, fc.string({ maxLength: 8 })).map(([at, value, name]) => {
    if (typeof body !== 'object' || body === null) return value;
    const entries = Object.entries(body);
    const chosen = entries[at % Math.max(1, entries.length)]?.[0];
    const others = entries.filter(([key]) => key !== chosen);
    if (Array.isArray(body)) return [...body, value];
    if (at % 5 === 0) return { ...body, [name]: value };
    if (at % 5 === 1) return Object.fromEntries(others);
    return chosen === undefined ? value : Object.fromEntries([...others, [chosen, value]]);
  });
}

/** Text that is JSON no more, or JSON that two readers could understand differently. */
export function broken(text: string): Arbitrary<string> {
  return fc.constantFrom(
    text.slice(0, -1),
    `${text}${text}`,
    `\ufeff${text}`,
    text.replace('{', '{"name":1,"name":2,'),
    text.replace('{', '{"__proto__":{"admin":true},'),
    text.replace('{', '{"constructor":{"prototype":{}},'),
    text.replace('{', '{"token_lifetime":1e400,'),
    text.replace('{', '{"name":"\\ud800",'),
    text.replace('{', '{"name":"\\u0000",'),
    `${'['.repeat(100_000)}`,
    `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
    'null',
    '"text"',
    '0',
    '',
  );
}

/** Queries that no list understands, or understands only half. */
export const oddQueries = fc.constantFrom(
  'page=-1',
  'per_page=1000',
  'take=0',
  'take=101',
  'page=2&take=5',
  'page=1&from=abc',
  'from=',
  'from=AAAA',
  'from=eyJhIjoxfQ',
  'fields=',
  'fields=shoe_size',
  'fields=__proto__',
  'include_fields=maybe',
  'include_totals=2',
  'page=1&page=2',
  'q=x&take=5',
  'q=client_grant.allow_any_organization:true',
  'identifiers=a&identifiers=b',
  'strategy=none',
  '%',
  '%00=%00',
  'fields=%00',
  'name=%ff',
  `from=${'a'.repeat(3000)}`,
  'sort=date:1',
  'sort=name:1',
  'q=type:feccft AND client_id:"a"',
  'q=date:[2026-01-01 TO *]',
  'q=date:[x TO y]',
  'page=99&per_page=100',
  'page=1e400',
  'page=99999999999999999999',
);

/** Ids that nothing has. */
export const oddIds = fc.constantFrom(
  'nobody',
  '..',
  '%2e%2e',
  '%00',
  '%ff',
  'a%2Fb',
  'https%3A%2F%2Fx%2F',
  'ü',
  `${'x'.repeat(1999)}`,
  `${'x'.repeat(5000)}`,
  '__proto__',
  '*',
);
