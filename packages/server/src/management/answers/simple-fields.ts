import * as Type from 'typebox';

/** `fields` and `include_fields` of objects whose properties are all equally visible. */
export const simpleFieldParameters = {
  fields: Type.Optional(
    Type.String({ minLength: 1, maxLength: 4000, description: 'Comma-separated list of properties.' }),
  ),
  include_fields: Type.Optional(
    Type.Boolean({ default: true, description: 'Whether the named properties are included.' }),
  ),
};

/** Keeps, or takes away, the named top-level properties; those that always come along are named by the third parameter. */
export function selectFields(
  object: Record<string, unknown>,
  query: { fields?: string | undefined; include_fields?: boolean | undefined },
  always: readonly string[] = [],
): Record<string, unknown> {
  if (query.fields === undefined) return object;
  const names = new Set(query.fields.split(',').map((name) => name.trim()));
  const isShown = (name: string) =>
    (query.include_fields ?? true) ? names.has(name) || always.includes(name) : !names.has(name);
  return Object.fromEntries(Object.entries(object).filter(([name]) => isShown(name)));
}
