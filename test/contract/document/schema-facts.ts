/** The JSON Schema keywords that are compared, as OpenAPI 3.1 writes them. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  [keyword: string]: unknown;
}

/** What is stated about a place of a schema, by keyword. */
export type Facts = Map<string, string>;

const limits = [
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
];

/**
 * What a schema states, one fact for each place and keyword: `.refresh_token.leeway minimum` is `0`. A union states what
 * its branches do together, so that it reads alike however the two documents put it together.
 */
export function schemaFacts(
  schema: Schema,
  resolve: (ref: string) => Schema,
  keywords: 'all' | 'shape',
): Facts {
  const facts: Facts = new Map();
  const note = (place: string, keyword: string, value: unknown) => {
    if (value !== undefined) facts.set(`${place} ${keyword}`, String(value));
  };
  const visit = (given: Schema, place: string) => {
    const branches = branchesOf(given, resolve);
    note(place, 'type', typesOf(branches));
    note(place, 'enum', valuesOf(branches));
    if (keywords === 'all') {
      for (const keyword of limits) note(place, keyword, agreed(branches, keyword));
      note(place, 'members', membersOf(branches));
      for (const name of requiredOf(branches)) note(`${place}.${name}`, 'required', true);
    }
    for (const [name, properties] of propertiesOf(branches)) {
      note(`${place}.${name}`, 'property', true);
      visit({ anyOf: properties }, `${place}.${name}`);
    }
    const items = branches.flatMap(({ items: schema }) => (schema ? [schema] : []));
    if (items.length > 0) visit({ anyOf: items }, `${place}[]`);
  };
  visit(schema, '');
  return facts;
}

function branchesOf(schema: Schema, resolve: (ref: string) => Schema): Schema[] {
  const { $ref, anyOf, oneOf, allOf, ...own }: Schema = schema;
  if ($ref !== undefined) return branchesOf({ ...resolve($ref), ...own }, resolve);
  const union: Schema[] | undefined = anyOf ?? oneOf;
  // A union of formats says how one text may look, and is a fact about that text.
  if (union && own.type === undefined) return union.flatMap((branch: Schema) => branchesOf(branch, resolve));
  if (allOf) return branchesOf(Object.assign({}, ...allOf, own) as Schema, resolve);
  return [own];
}

function typesOf(branches: Schema[]): string {
  const types = branches.flatMap((branch) => {
    if (branch.type !== undefined) return branch.type;
    const values = branch.enum ?? ('const' in branch ? [branch.const] : undefined);
    return values ? values.map((value) => (value === null ? 'null' : typeof value)) : 'any';
  });
  return [...new Set(types)].sort().join('|');
}

function valuesOf(branches: Schema[]): string | undefined {
  const values = branches.flatMap((branch) => branch.enum ?? ('const' in branch ? [branch.const] : []));
  const named = [...new Set(values.filter((value) => value !== null).map(String))].sort();
  return named.length > 0 ? named.join(' ') : undefined;
}

/** A limit that every branch which is not null states alike; a limit of one branch alone binds nobody. */
function agreed(branches: Schema[], keyword: string): unknown {
  const stated = branches.filter(({ type }) => type !== 'null').map((branch) => branch[keyword]);
  const [first, ...others] = stated.filter((value) => value !== undefined);
  if (first === undefined || stated.includes(undefined)) return undefined;
  if (others.every((value) => value === first)) return first;
  return [first, ...others].sort().join(' or ');
}

function membersOf(branches: Schema[]): string | undefined {
  const objects = branches.filter(({ type }) => [type].flat().includes('object'));
  if (objects.length === 0) return undefined;
  return objects.every(({ additionalProperties }) => additionalProperties === false) ? 'these' : 'further';
}

function requiredOf(branches: Schema[]): string[] {
  const objects = branches.filter(({ type }) => [type].flat().includes('object'));
  const [first = [], ...others] = objects.map(({ required = [] }) => required);
  return first.filter((name) => others.every((required) => required.includes(name)));
}

function propertiesOf(branches: Schema[]): Map<string, Schema[]> {
  const found = new Map<string, Schema[]>();
  for (const { properties = {} } of branches)
    for (const [name, schema] of Object.entries(properties))
      found.set(name, [...(found.get(name) ?? []), schema]);
  return found;
}
