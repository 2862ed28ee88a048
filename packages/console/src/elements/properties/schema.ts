/** What a form needs of a JSON schema. */
export interface PropertySchema {
  type?: string;
  description?: string;
  enum?: readonly unknown[];
  anyOf?: readonly PropertySchema[];
  items?: PropertySchema;
  properties?: Readonly<Record<string, PropertySchema>>;
  required?: readonly string[];
  additionalProperties?: unknown;
  maxLength?: number;
  maxItems?: number;
  maxProperties?: number;
  minimum?: number;
  maximum?: number;
}

/** How a property is entered. */
export type Entry =
  | 'switch'
  | 'choice'
  | 'choices'
  | 'number'
  | 'line'
  | 'text'
  | 'lines'
  | 'entries'
  | 'object'
  | 'json';

/** A property without the null that takes it away. */
export function withoutNull(schema: PropertySchema): { schema: PropertySchema; nullable: boolean } {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  const [only] = others ?? [];
  if (!schema.anyOf || !only || others?.length !== 1) return { schema, nullable: false };
  return { schema: only, nullable: schema.anyOf.length > others.length };
}

/** Objects within objects have fields down to here, where they have no more members than these. */
const deepest = 2;
const mostMembers = 12;

/** A text of more than this has several lines. */
const longestLine = 2048;

/** How a property is entered; what has no form of its own is entered as JSON. */
export function entryOf(schema: PropertySchema, depth = 0): Entry {
  const { type, enum: values, items, properties } = schema;
  if (values) return 'choice';
  if (type === 'boolean') return 'switch';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string') return (schema.maxLength ?? 0) > longestLine ? 'text' : 'line';
  if (type === 'array' && items) return items.enum ? 'choices' : items.type === 'string' ? 'lines' : 'json';
  if (type !== 'object' || !properties) return 'json';
  const members = Object.keys(properties).length;
  if (members === 0) return schema.additionalProperties ? 'entries' : 'json';
  return depth < deepest && members <= mostMembers ? 'object' : 'json';
}

const inCapitals = new Set([
  'api',
  'id',
  'ip',
  'jwt',
  'oidc',
  'par',
  'sso',
  'uri',
  'url',
  'urls',
  'ttl',
  'mfa',
  'pkce',
  'tls',
]);

/** The name of a property as people read it. */
export function labelOf(name: string): string {
  const words = name
    .split('_')
    .map((word) => (inCapitals.has(word) ? `${word.slice(0, 3).toUpperCase()}${word.slice(3)}` : word));
  const label = words.join(' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}
